import PulumiProtocol
import Testing

@testable import Engine

@Suite("Stored options")
struct StoredOptionsTests {
    @Test("a resource depends on what it names and on what its properties come from, each once and in order")
    func dependencies() throws {
        var request = RegisterResourceRequest()
        request.dependencies = ["c", "a"]
        request.propertyDependencies = ["x": ["b", "a", "b"]]
        let options = try StoredOptions(request)
        #expect(options.dependencies == ["a", "b", "c"])
        #expect(options.propertyDependencies == ["x": ["a", "b"]])
    }

    @Test("time-outs are seconds, and a text that is no duration is an error")
    func timeouts() throws {
        var request = RegisterResourceRequest()
        request.customTimeouts = .init(create: "1h30m", update: "5s")
        #expect(try StoredOptions(request).customTimeouts == .init(create: 5400, update: 5))
        request.customTimeouts = .init(delete: "soon")
        #expect(throws: PluginError.self) { try StoredOptions(request) }
    }

    @Test("a source position is the place of the declaration")
    func position() throws {
        var request = RegisterResourceRequest()
        request.sourcePosition = .init(uri: "project:///Pulumi.yaml", line: 4, column: 3)
        #expect(try StoredOptions(request).sourcePosition == "project:///Pulumi.yaml#4,3")
    }

    @Test("a state that is not protected equals one whose protection was never set")
    func protection() {
        var state = ResourceState(urn: "urn:a", type: "sim:index:Thing", isCustom: true)
        let never = state
        state.isProtected = false
        #expect(state == never)
        state.isProtected = true
        #expect(state.options.protect == true)
    }

    @Test("an option deleteBeforeReplace that was set to false is not one that was never set")
    func deleteBeforeReplace() {
        var request = RegisterResourceRequest()
        #expect(request.deleteBeforeReplaceOption == nil)
        request.deleteBeforeReplaceDefined = true
        #expect(request.deleteBeforeReplaceOption == false)
    }
}
