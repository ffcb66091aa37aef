import Foundation
import StdioTransport
import TestKit

/// The provider's binary, which stands beside the test runner.
enum BuiltProvider {
    static let url = WorkingCopy.product("pulumi-resource-awsx")

    /// Runs the binary with an empty standard input, and waits for its end.
    static func run(_ arguments: [String]) throws -> (status: Int32, output: String, error: String) {
        let (output, error) = (Pipe(), Pipe())
        let process = Process()
        process.executableURL = url
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        (process.standardOutput, process.standardError) = (output, error)
        try process.run()
        let written = output.fileHandleForReading.readDataToEndOfFile()
        let told = error.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (
            process.terminationStatus, String(decoding: written, as: UTF8.self), String(decoding: told, as: UTF8.self)
        )
    }
}
