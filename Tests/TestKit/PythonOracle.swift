package import Foundation

/// A program of `Tests/Oracles` that answers questions with a library that is not ours.
package struct PythonOracle: Sendable {
    /// An oracle that failed.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    private let script: String

    /// The oracle in a file of `Tests/Oracles`.
    package init(_ script: String) {
        self.script = script
    }

    /// Runs the program with a text as its standard input.
    ///
    /// - Returns: What it wrote to its standard output.
    /// - Throws: ``Failure`` if it did not end well.
    package func answer(_ input: Data) throws -> Data {
        // A file, because a pipe blocks when the program writes before it has read everything.
        let file = FileManager.default.temporaryDirectory.appending(path: "oracle-\(UUID()).json")
        try input.write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = WorkingCopy.python
        process.arguments = [WorkingCopy.root.appending(path: "Tests/Oracles/\(script)").path]
        process.standardInput = try FileHandle(forReadingFrom: file)
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(description: "\(script) failed") }
        return bytes
    }
}
