import Testing

@testable import Engine

@Suite("Manual changes of a state")
struct SnapshotEditorTests {
    private let first = "urn:pulumi:dev::t::a:b:C::first"
    private let second = "urn:pulumi:dev::t::a:b:C::second"

    private var editor: SnapshotEditor {
        var one = ResourceState(urn: first, type: "a:b:C", isCustom: true)
        one.isProtected = true
        var other = ResourceState(urn: second, type: "a:b:C", isCustom: true)
        other.dependencies = [first]
        other.propertyDependencies = ["ref": [first]]
        return SnapshotEditor(Snapshot(resources: [one, other]))
    }

    @Test("a resource with dependents is not removed alone")
    func keepsWhatOthersNeed() {
        var editor = editor
        #expect(throws: SnapshotEditError.hasDependents(first, [second])) {
            try editor.delete(first, withDependents: false, evenIfProtected: true)
        }
    }

    @Test("a protected resource is not removed")
    func keepsProtected() {
        var editor = editor
        #expect(throws: SnapshotEditError.isProtected(first)) {
            try editor.delete(first, withDependents: true, evenIfProtected: false)
        }
    }

    @Test("dependents are removed on request")
    func forgetsDependents() throws {
        var editor = editor
        editor.setAll(.protected, false)
        #expect(try editor.delete(first, withDependents: true, evenIfProtected: false) == [first, second])
        #expect(editor.snapshot.resources.isEmpty)
    }

    @Test("a new name changes all references")
    func renamesReferences() throws {
        var editor = editor
        let renamed = try editor.rename(first, to: "new")
        #expect(renamed == "urn:pulumi:dev::t::a:b:C::new")
        let states = editor.snapshot.resources
        #expect(states.map(\.urn) == [renamed, second])
        #expect(states[1].dependencies == [renamed])
        #expect(states[1].propertyDependencies == ["ref": [renamed]])
    }

    @Test("a name that is taken is refused")
    func refusesTakenNames() {
        var editor = editor
        #expect(throws: SnapshotEditError.isTaken(second)) { try editor.rename(first, to: "second") }
    }

    @Test("the error for an unknown resource names the nearest one")
    func suggestsResources() {
        var editor = editor
        #expect {
            try editor.set(.protected, true, "urn:pulumi:dev::t::a:b:C::frist")
        } throws: {
            "\($0)".contains("did you mean \"\(first)\"?")
        }
    }
}
