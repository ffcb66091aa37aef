import Engine
import Testing

@testable import awsx

@Suite("Import files")
struct ImportFileTests {
    private let stack = StackIdentity(project: "t", stack: "dev")

    @Test("parents and providers are found by name, in the stack or in the file")
    func names() throws {
        let file = try ImportFile(
            parsing: """
                {"nameTable": {"p": "urn:p"}, "resources": [
                    {"type": "sim:index:Thing", "name": "x", "id": "x-1", "parent": "y"},
                    {"type": "sim:index:Thing", "name": "y", "logicalName": "why", "id": "y-1", "provider": "p"},
                    {"type": "sim:index:Group", "name": "g", "component": true, "version": "1.2.3"}
                ]}
                """,
            path: "import.json"
        )
        let requests = try file.requests(for: stack)
        #expect(requests.map(\.name) == ["x", "why", "g"])
        #expect(requests.map(\.parent) == ["urn:pulumi:dev::t::sim:index:Thing::why", "", ""])
        #expect(requests.map(\.provider) == ["", "urn:p", ""])
        #expect(requests[2].isComponent)
        #expect(requests[2].version == "1.2.3")
    }

    @Test("all faults are reported at once")
    func faults() throws {
        let file = try ImportFile(
            parsing: """
                {"resources": [
                    {"type": "sim:index:Thing", "name": "one", "parent": "tow"}, {"name": "two", "id": "2"},
                    {"type": "sim:index:Group", "component": true, "id": "3"},
                    {"type": "sim:index:Thing", "name": "a", "id": "a", "parent": "b"},
                    {"type": "sim:index:Thing", "name": "b", "id": "b", "parent": "a"}
                ]}
                """,
            path: "import.json"
        )
        let error = #expect(throws: UsageError.self) { try file.requests(for: stack) }
        let text = error?.description ?? ""
        for fault in [
            "\"one\" has no id", "\"two\" has no type", "resource 3 has no name", "must not have an id",
            "did you mean \"two\"?", "form a cycle",
        ] {
            #expect(text.contains(fault), "\(fault) in \(text)")
        }
    }

    @Test("a malformed file is refused with its path", arguments: ["{", "[]", "{\"resources\": []}"])
    func refuses(_ text: String) {
        #expect(throws: UsageError.self) { try ImportFile(parsing: text, path: "import.json") }
    }
}
