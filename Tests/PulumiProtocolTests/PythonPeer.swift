import Foundation
import TestKit
import Testing

/// Python with the published protocol: an encoder that shares nothing with ours.
enum PythonPeer {
    /// Runs a program below the package's folder.
    ///
    /// - Returns: Its exit status and what it wrote to both outputs.
    static func run(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = WorkingCopy.root.appending(path: program)
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: data, as: UTF8.self))
    }

    /// One message as Python's protobuf writes it.
    struct Sample: Decodable {
        /// The message's full name.
        let type: String
        /// Its bytes in hexadecimal.
        let bytes: String

        /// Its bytes.
        var data: [UInt8] {
            let digits = Array(bytes.utf8).map { $0 > 0x39 ? $0 - 0x57 : $0 - 0x30 }
            return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
        }
    }

    /// Random messages of every type, a line each; the same for the same seed.
    static func lines(count: Int, seed: Int = 1) throws -> [String] {
        let names = messageTypes.keys.filter { !$0.hasPrefix("stdiorpc") }.sorted()
        let peer = WorkingCopy.root.appending(path: "scripts/protocol/peer.py").path
        let arguments = [peer, "--count", "\(count)", "--seed", "\(seed)"] + names
        let (status, output) = try run(".venv/bin/python", arguments)
        try #require(status == 0, "\(output)")
        return output.split(separator: "\n").map(String.init)
    }

    /// Random messages of every type; the same for the same seed.
    static func samples(count: Int, seed: Int = 1) throws -> [Sample] {
        try lines(count: count, seed: seed).map { try JSONDecoder().decode(Sample.self, from: Data($0.utf8)) }
    }
}
