import JSON
import PulumiProtocol
import Testing

@testable import Engine

@Suite("Inconsistent states")
struct IntegrityTests {
    // swift-format-ignore: NeverUseForceTry
    private let folder = try! TemporaryFolder()
    private let stack = StackReference(project: "p", name: "dev")
    private let secrets = PassphraseSecrets(salt: nil, source: PassphraseSource(nil))

    private static func urn(_ name: String) -> String { "urn:pulumi:dev::p::t:i:T::\(name)" }

    private static func state(_ name: String, _ change: (inout ResourceState) -> Void = { _ in }) -> ResourceState {
        var state = ResourceState(urn: urn(name), type: "t:i:T", isCustom: false)
        change(&state)
        return state
    }

    private static let faulty: [(String, [ResourceState], String)] = [
        ("parent", [state("a") { $0.parent = urn("z") }], "parent \(urn("z")) does not exist"),
        ("late", [state("a") { $0.dependencies = [urn("b")] }, state("b")], "dependency \(urn("b")) comes after it"),
        ("property", [state("a") { $0.propertyDependencies = ["k": [urn("z")]] }], "(by property k)"),
        ("deletedWith", [state("a") { $0.deletedWith = urn("z") }], "to be deleted with"),
        ("replaceWith", [state("a") { $0.replaceWith = [urn("z")] }], "to be replaced with"),
        ("provider", [state("a") { $0.provider = "urn:pulumi:dev::p::pulumi:providers:t::x::1" }], "unknown provider"),
        ("reference", [state("a") { $0.provider = "x" }], "invalid provider reference"),
        ("twice", [state("a"), state("a")], "duplicate resource"),
    ]

    @Test("are reported with their faults", arguments: faulty)
    func faults(_ name: String, _ states: [ResourceState], _ message: String) {
        let faults = IntegrityCheck.faults(in: states)
        #expect(faults.count == 1)
        #expect(faults.first?.contains(message) == true)
    }

    @Test("do not include states that engines save during a deployment")
    func allowed() {
        let old = Self.state("a") { $0.isPendingDeletion = true }
        let homeless = Self.state("b") {
            $0.provider = "urn:pulumi:dev::p::pulumi:providers:t::x::1"
            $0.isPendingReplacement = true
        }
        #expect(IntegrityCheck.faults(in: [Self.state("a"), old, old, homeless]).isEmpty)
    }

    @Test("are refused on every full read, with a remedy, unless the check is disabled")
    func refused() async throws {
        let backend = try FileBackend(url: "file://\(folder.path)", environment: [:])
        try backend.create(stack)
        let export =
            #"{"version":3,"deployment":{"resources":[{"urn":"\#(Self.urn("a"))","type":"t:i:T","custom":false,"parent":"\#(Self.urn("z"))"}]}}"#
        let warnings = try backend.import(stack, Array(export.utf8), secrets: secrets, force: true)
        #expect(warnings.count == 1)
        let error = #expect(throws: StateError.self) { try backend.snapshot(stack, secrets: secrets) }
        #expect(error?.remedy?.contains("state repair") == true)
        await #expect(throws: StateError.self) { try await backend.withStack(stack, secrets: secrets) { _ in } }
        #expect(try backend.export(stack).contains(Self.urn("z")))
        #expect(try backend.withoutIntegrityCheck.snapshot(stack, secrets: secrets).resources.count == 1)
        let told = try FileBackend(url: backend.url, environment: ["PULUMI_DISABLE_INTEGRITY_CHECKING": "true"])
        #expect(try told.snapshot(stack, secrets: secrets).resources.count == 1)
    }

    @Test("are refused if the manifest's magic does not fit its version")
    func magic() {
        #expect(IntegrityCheck.fault(in: ["version": "", "magic": ""]) == nil)
        #expect(IntegrityCheck.fault(in: ["version": "v3.1.0", "magic": "0"]) != nil)
        let magic = "98abe77c7e17ab2ba8c06f0ce6fc4a9cbcea1aee31fa4a1dc0d5f9b4a6d63ba0"
        #expect(IntegrityCheck.fault(in: ["version": "v3.1.0", "magic": .string(magic)]) != nil)
        #expect(IntegrityCheck.fault(in: nil) == nil)
    }

    @Test("are repaired where that is possible", arguments: faulty)
    func repair(_ name: String, _ states: [ResourceState], _ message: String) {
        let repair = SnapshotRepair(Snapshot(resources: states))
        let isBeyondRepair = ["provider", "reference", "twice"].contains(name)
        #expect(repair.faults.isEmpty == !isBeyondRepair)
        #expect(IntegrityCheck.faults(in: repair.snapshot.entries.map(\.state)).isEmpty == !isBeyondRepair)
    }

    @Test("are sorted without losses, and children of missing parents get new URNs")
    func repairing() throws {
        let typed = "urn:pulumi:dev::p::c:i:C$t:i:T::child"
        var child = ResourceState(urn: typed, type: "t:i:T", isCustom: false)
        child.parent = "urn:pulumi:dev::p::c:i:C::gone"
        let user = Self.state("user") { $0.dependencies = [typed, Self.urn("late")] }
        let repair = SnapshotRepair(Snapshot(resources: [user, child, Self.state("late")]))
        let states = repair.snapshot.entries.map(\.state)
        #expect(repair.faults.isEmpty)
        #expect(states.map(\.name) == ["child", "late", "user"])
        #expect(states[0].urn == Self.urn("child"))
        #expect(states[0].parent == "")
        #expect(states[2].dependencies == [Self.urn("child"), Self.urn("late")])
    }
}

@Suite("Resources that move to another stack")
struct SnapshotMoveTests {
    private static func urn(_ stack: String, _ type: String, _ name: String) -> String {
        "urn:pulumi:\(stack)::p::\(type)::\(name)"
    }

    private static let source: Snapshot = {
        var root = ResourceState(
            urn: urn("dev", "pulumi:pulumi:Stack", "p-dev"),
            type: "pulumi:pulumi:Stack",
            isCustom: false
        )
        root.outputs = ["a": 1]
        var provider = ResourceState(
            urn: urn("dev", "pulumi:providers:t", "own"),
            type: "pulumi:providers:t",
            isCustom: true
        )
        provider.id = "1"
        var component = ResourceState(urn: urn("dev", "c:i:C", "c"), type: "c:i:C", isCustom: false)
        component.parent = root.urn
        var child = ResourceState(urn: urn("dev", "c:i:C$t:i:T", "child"), type: "t:i:T", isCustom: true)
        (child.parent, child.id, child.provider) = (component.urn, "x", provider.providerReference)
        var user = ResourceState(urn: urn("dev", "t:i:T", "user"), type: "t:i:T", isCustom: true)
        (user.parent, user.id, user.provider, user.dependencies) = (
            root.urn, "y", provider.providerReference, [child.urn]
        )
        return Snapshot(resources: [root, provider, component, child, user])
    }()

    @Test("take their children and providers along, and lose references to other resources")
    func moving() throws {
        let target = StackReference(project: "p", name: "prod")
        let move = try SnapshotMove(
            [Self.urn("dev", "c:i:C", "c")],
            from: Self.source,
            to: Snapshot(),
            of: target,
            includingParents: false
        )
        #expect(move.moved.count == 2)
        #expect(move.broken.count == 1)
        #expect(move.source.resources.map(\.name) == ["p-dev", "own", "user"])
        #expect(move.source.resources[2].dependencies.isEmpty)
        #expect(
            move.destination.resources.map(\.urn) == [
                Self.urn("prod", "pulumi:pulumi:Stack", "p-prod"), Self.urn("prod", "pulumi:providers:t", "own"),
                Self.urn("prod", "c:i:C", "c"), Self.urn("prod", "c:i:C$t:i:T", "child"),
            ]
        )
        #expect(IntegrityCheck.faults(in: move.destination.resources).isEmpty)
        #expect(IntegrityCheck.faults(in: move.source.resources).isEmpty)
        #expect(throws: (any Error).self) {
            try SnapshotMove(
                [Self.urn("dev", "c:i:C", "c")],
                from: Self.source,
                to: move.destination,
                of: target,
                includingParents: false
            )
        }
    }

    @Test(
        "are resources that are there, and no providers",
        arguments: [urn("dev", "c:i:C", "none"), urn("dev", "pulumi:providers:t", "own")]
    )
    func refused(_ urn: String) {
        #expect(throws: (any Error).self) {
            try SnapshotMove(
                [urn],
                from: Self.source,
                to: Snapshot(),
                of: StackReference(project: "p", name: "prod"),
                includingParents: false
            )
        }
    }
}
