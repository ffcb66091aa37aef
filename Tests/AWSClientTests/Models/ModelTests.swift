import Foundation
import TestKit
import Testing

@testable import AWSClient

@Suite("Models")
struct ModelTests {
    @Test("are those of botocore: nothing is edited by hand or out of date")
    func current() throws {
        let process = Process()
        process.executableURL = WorkingCopy.python
        process.arguments = [WorkingCopy.root.appending(path: "scripts/generate-models").path, "--check"]
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "run scripts/generate-models")
    }

    @Test("hold every operation that is listed, and can be read to the last shape")
    func complete() throws {
        let list = try String(
            contentsOf: WorkingCopy.root.appending(path: "schema/models/operations.txt"),
            encoding: .utf8
        )
        let operations = list.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { AWSOperation(String($0)) }
        #expect(operations.count > 100)
        for operation in operations {
            let model = try ModelStore.shared.model(operation)
            #expect(model.shapes.allSatisfy { !$0.name.isEmpty })
            #expect(model.input.map { model.shapes.indices.contains($0) } ?? true)
        }
    }
}
