import Foundation

/// A simulator of AWS on a free port of this machine, started once for all tests; it ends with this process.
package final class Moto: Sendable {
    /// A simulator that did not start.
    package struct Failure: Error {}

    /// The address, such as `http://127.0.0.1:5000`.
    package let endpoint: String
    private let process: Process

    private static let started = Result { try Moto() }

    /// The simulator of this test run.
    ///
    /// - Throws: ``Failure``, or an error of the system if Python could not be started.
    package static func shared() throws -> Moto { try started.get() }

    /// Starts the simulator, and waits for the line in which it tells its address.
    private init() throws {
        process = Process()
        process.executableURL = WorkingCopy.python
        process.arguments = [WorkingCopy.root.appending(path: "Tests/Oracles/moto_server.py").path]
        process.standardInput = Pipe()
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        var line: [UInt8] = []
        while let byte = try output.fileHandleForReading.read(upToCount: 1)?.first, byte != UInt8(ascii: "\n") {
            line.append(byte)
        }
        guard !line.isEmpty else { throw Failure() }
        endpoint = String(decoding: line, as: UTF8.self)
    }
}
