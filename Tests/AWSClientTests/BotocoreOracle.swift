import Foundation
import JSON
import TestKit
import Testing

/// Answers of botocore, an implementation of AWS's protocols that is not ours; see `Tests/Oracles/botocore_oracle.py`.
enum BotocoreOracle {
    static func answers(_ questions: [JSON]) throws -> [JSON] {
        let input = FileManager.default.temporaryDirectory.appending(path: "questions-\(UUID()).json")
        try Data(JSON.array(questions).bytes()).write(to: input)
        defer { try? FileManager.default.removeItem(at: input) }
        let process = Process()
        process.executableURL = WorkingCopy.python
        process.arguments = [WorkingCopy.root.appending(path: "Tests/Oracles/botocore_oracle.py").path]
        process.standardInput = try FileHandle(forReadingFrom: input)
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "botocore_oracle.py failed")
        return try #require(try JSON(parsing: Array(bytes)).array)
    }
}
