import Foundation
import TestKit
import Testing

@Suite("The definitions in proto/")
struct PublishedProtocolTests {
    @Test("are those of the published protocol, and the generated files are current")
    func current() throws {
        let (status, output) = try PythonPeer.run("scripts/check-proto", [])
        #expect(status == 0, "\(output)")
    }

    @Test(
        "are refused when they differ",
        arguments: [
            ("pulumi/provider.proto", "string urn = 1;", "string urn = 21;", "pulumirpc.CheckRequest.urn"),
            ("pulumi/provider.proto", "double timeout = 3;", "float timeout = 3;", "pulumirpc.CreateRequest.timeout"),
            ("pulumi/provider.proto", "bool preview = 4;", "repeated bool preview = 4;", "CreateRequest.preview"),
            ("pulumi/provider.proto", "UPDATE = 4;", "UPDATE = 14;", "pulumirpc.PropertyDiff.Kind.UPDATE"),
            ("pulumi/source.proto", "int32 column = 3;", "", "pulumirpc.SourcePosition.column"),
            ("pulumi/engine.proto", "GetRootResourceRequest)", "SetRootResourceRequest)", "Engine.GetRootResource"),
        ]
    )
    func drift(_ file: String, _ old: String, _ new: String, _ named: String) throws {
        let scratch = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: scratch) }
        try FileManager.default.copyItem(at: WorkingCopy.root.appending(path: "proto"), to: scratch)
        let place = scratch.appending(path: file)
        let text = try String(contentsOf: place, encoding: .utf8)
        try #require(text.contains(old))
        try text.replacingOccurrences(of: old, with: new).write(to: place, atomically: true, encoding: .utf8)

        let compare = WorkingCopy.root.appending(path: "scripts/protocol/compare.py").path
        let (status, output) = try PythonPeer.run(".venv/bin/python", [compare, "--proto", scratch.path])
        #expect(status != 0)
        #expect(output.contains(named))
    }
}
