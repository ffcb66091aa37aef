import PulumiProtocol
import Testing

@testable import Engine

@Suite("Admission")
struct AdmissionTests {
    private static let stack = StackIdentity(project: "t", stack: "dev")

    private static func urn(_ name: String) -> String {
        stack.urn(parent: stack.rootURN, type: "sim:index:Thing", name: name)
    }

    private static func goal(_ name: String, aliases: [String] = []) -> Goal {
        var goal = Goal(type: "sim:index:Thing", name: name, isCustom: true)
        goal.aliases = aliases.map { Alias(alias: .urn(urn($0))) }
        return goal
    }

    /// An admission with the stack's own resource, to a stack that has things of these names.
    private static func withAdmission(
        to names: [String] = [],
        _ body: @escaping @Sendable (Admission) throws -> Void
    ) async throws {
        try await WorkGroup.with { work in
            let states = names.map { ResourceState(urn: urn($0), type: "sim:index:Thing", isCustom: true) }
            let previous = PreviousStates(StateKeeper(Snapshot(resources: states), journal: nil, work: work))
            previous.rebuild()
            let admission = Admission(stack, previous)
            var root = Goal(type: URN.stackType, name: "t-dev", isCustom: false)
            _ = try admission.admit(&root)
            try body(admission)
        }
    }

    @Test("a URN is admitted once")
    func once() async throws {
        try await Self.withAdmission { admission in
            var (one, two) = (Self.goal("a"), Self.goal("a"))
            let urn = try admission.admit(&one)
            #expect(urn == Self.urn("a"))
            #expect(one.parent == Self.stack.rootURN)
            #expect(throws: RegistrationError.duplicate(Self.urn("a"))) { try admission.admit(&two) }
        }
    }

    @Test("a parent must be admitted before its children")
    func parent() async throws {
        try await Self.withAdmission { admission in
            var child = Self.goal("a")
            child.parent = Self.urn("parent")
            #expect(throws: RegistrationError.self) { try admission.admit(&child) }
        }
    }

    @Test("children take over protection, deletion and providers of their parent, and keep their own")
    func inherited() async throws {
        try await Self.withAdmission { admission in
            var parent = Self.goal("parent")
            parent.protect = true
            parent.deletedWith = "urn:x"
            parent.providers = ["sim": "urn:p::1"]
            let urn = try admission.admit(&parent)
            var child = Self.goal("a")
            child.parent = urn
            child.protect = false
            _ = try admission.admit(&child)
            #expect(child.protect == false)
            #expect(child.deletedWith == "urn:x")
            #expect(child.provider == "urn:p::1")
        }
    }

    @Test("an alias matches an earlier state, and later registrations of the old name are errors")
    func alias() async throws {
        try await Self.withAdmission(to: ["old"]) { admission in
            var new = Self.goal("new", aliases: ["none", "old"])
            let urn = try admission.admit(&new)
            #expect(try admission.matchPrevious(new, urn: urn)?.state.urn == Self.urn("old"))
            #expect(admission.presentURN(of: Self.urn("old")) == urn)
            var old = Self.goal("old")
            let oldURN = try admission.admit(&old)
            #expect(throws: RegistrationError.alreadyAliased(urn: oldURN, by: urn)) {
                try admission.matchPrevious(old, urn: oldURN)
            }
        }
    }

    @Test("of many registrations with the same alias at the same time, one matches")
    func contended() async throws {
        try await WorkGroup.with { work in
            let old = ResourceState(urn: Self.urn("old"), type: "sim:index:Thing", isCustom: true)
            let previous = PreviousStates(StateKeeper(Snapshot(resources: [old]), journal: nil, work: work))
            previous.rebuild()
            let admission = Admission(Self.stack, previous)
            var root = Goal(type: URN.stackType, name: "t-dev", isCustom: false)
            _ = try admission.admit(&root)
            let matches = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<64 {
                    group.addTask {
                        var goal = Self.goal("new\(number)", aliases: ["old"])
                        guard let urn = try? admission.admit(&goal) else { return false }
                        return (try? admission.matchPrevious(goal, urn: urn)) != nil
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(matches == 1)
        }
    }
}
