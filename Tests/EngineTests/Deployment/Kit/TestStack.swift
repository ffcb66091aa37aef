import ProviderKit
import PulumiProtocol
import Synchronization

@testable import Engine

/// A stack whose deployments run against ``SimProvider``.
final class TestStack: Sendable {
    let cloud = SimCloud()
    private let state = Mutex(Snapshot())
    private let seen = Mutex<[EngineEvent]>([])
    private let journaled = Mutex<[JournalEntry]>([])

    /// The state after the last deployment that was no preview.
    var snapshot: Snapshot { state.withLock { $0 } }

    /// The events of the last deployment.
    var events: [EngineEvent] { seen.withLock { $0 } }

    /// The journal of the last deployment.
    var journal: [JournalEntry] { journaled.withLock { $0 } }

    /// Logical steps of the last deployment, as `create a`, without those that change nothing.
    var plan: Set<String> {
        Set(
            events.compactMap { event in
                guard case .resourceStarted(let step) = event, step.isLogical, !step.isInternal,
                    step.operation != .same, step.type != URN.stackType
                else { return nil }
                return "\(step.operation.rawValue) \(step.name)"
            }
        )
    }

    /// Errors that a person was told.
    var errors: [String] {
        events.compactMap { event in
            if case .diagnostic(let message) = event, message.severity == .error { message.text } else { nil }
        }
    }

    /// The state of a resource that is not pending deletion.
    subscript(name: String) -> ResourceState? {
        snapshot.resources.first { $0.name == name && !$0.isPendingDeletion && !$0.isProvider }
    }

    /// Runs a deployment; keeps its state unless it was a preview.
    @discardableResult
    func run(
        _ options: DeploymentOptions,
        configuration: [String: PropertyValue] = [:],
        interruption: Interruption = Interruption(),
        checkLock: @escaping @Sendable () throws -> Void = {},
        _ program: (any Program)? = nil
    ) async throws -> DeploymentResult {
        seen.withLock { $0 = [] }
        journaled.withLock { $0 = [] }
        let before = snapshot
        let result = try await PluginHost.with(SimLauncher(cloud: cloud)) { plugins in
            try await Deployment(
                identity: StackIdentity(project: "t", stack: "dev"),
                options: options,
                snapshot: before,
                configuration: configuration,
                plugins: plugins,
                interruption: interruption,
                outputsOfStack: { ["from": .string($0), "hush": .secret("s")] },
                checkLock: checkLock
            ).run(program, journal: MemoryJournal(stack: self)) { event in
                self.seen.withLock { $0.append(event) }
            }
        }
        if !options.isPreview {
            state.withLock {
                $0 = Snapshot(
                    resources: result.snapshot.resources,
                    pendingOperations: result.snapshot.pendingOperations
                )
            }
        }
        return result
    }

    /// Runs an update with a program; answers the calls that it made.
    @discardableResult
    func up(
        _ body: @escaping @Sendable (TestScope) async throws -> Void
    ) async throws -> (result: DeploymentResult, calls: [String]) {
        try await up(DeploymentOptions(.update), body)
    }

    /// Runs an update with options.
    @discardableResult
    func up(
        _ options: DeploymentOptions,
        _ body: @escaping @Sendable (TestScope) async throws -> Void
    ) async throws -> (result: DeploymentResult, calls: [String]) {
        _ = cloud.takeCalls()
        let result = try await run(options, TestProgram(body: body))
        return (result, cloud.takeCalls())
    }

    /// Plans an update; answers its logical steps.
    func preview(_ body: @escaping @Sendable (TestScope) async throws -> Void) async throws -> Set<String> {
        var options = DeploymentOptions(.update)
        options.isPreview = true
        try await run(options, TestProgram(body: body))
        return plan
    }

    fileprivate func note(_ entries: [JournalEntry]) {
        journaled.withLock { $0 += entries }
    }
}

private struct MemoryJournal: Journal {
    let stack: TestStack

    func append(_ entries: [JournalEntry]) async throws { stack.note(entries) }
}

/// A program that is a closure.
struct TestProgram: Program {
    let body: @Sendable (TestScope) async throws -> Void

    func run(against monitor: any ResourceMonitor) async throws -> PropertyMap {
        let scope = TestScope(monitor: monitor)
        try await body(scope)
        return scope.outputs.withLock { $0 }
    }
}

/// What a test program registers with.
final class TestScope: Sendable {
    let outputs = Mutex<PropertyMap>([:])
    private let monitor: any ResourceMonitor

    init(monitor: any ResourceMonitor) {
        self.monitor = monitor
    }

    /// Registers a `sim:index:Thing`, whose inputs may be taken from others with ``TestResource/subscript(_:)``.
    @discardableResult
    func thing(
        _ name: String,
        _ inputs: [String: TestInput] = [:],
        dependsOn: [TestResource] = [],
        _ options: @Sendable (inout RegisterResourceRequest) -> Void = { _ in }
    ) async throws -> TestResource {
        var request = RegisterResourceRequest(type: "sim:index:Thing", name: name, custom: true, acceptSecrets: true)
        for (key, input) in inputs {
            request.object[key] = input.value
            if !input.urns.isEmpty { request.propertyDependencies[key] = input.urns }
        }
        request.dependencies = dependsOn.map(\.urn)
        options(&request)
        let answer = try await monitor.registerResource(request)
        return TestResource(urn: answer.urn, id: answer.id, outputs: answer.object)
    }

    /// Registers a component.
    func component(_ name: String, _ options: @Sendable (inout RegisterResourceRequest) -> Void = { _ in })
        async throws -> TestResource
    {
        var request = RegisterResourceRequest(type: "test:index:Group", name: name)
        options(&request)
        let answer = try await monitor.registerResource(request)
        return TestResource(urn: answer.urn, id: "", outputs: answer.object)
    }

    /// Registers a `sim:index:Pair`, which its provider constructs.
    func pair(_ name: String, _ inputs: [String: TestInput]) async throws -> TestResource {
        var request = RegisterResourceRequest(type: "sim:index:Pair", name: name, remote: true)
        for (key, input) in inputs {
            request.object[key] = input.value
            request.propertyDependencies[key] = input.urns
        }
        let answer = try await monitor.registerResource(request)
        return TestResource(urn: answer.urn, id: "", outputs: answer.object)
    }

    /// Registers a provider of `sim`.
    func provider(_ name: String, _ inputs: PropertyMap) async throws -> String {
        let request = RegisterResourceRequest(type: "pulumi:providers:sim", name: name, custom: true, object: inputs)
        let answer = try await monitor.registerResource(request)
        return "\(answer.urn)::\(answer.id)"
    }

    /// Reads a `sim:index:Thing` that the stack does not manage.
    func get(_ name: String, id: String) async throws -> TestResource {
        let request = ReadResourceRequest(id: id, type: "sim:index:Thing", name: name, acceptSecrets: true)
        let answer = try await monitor.readResource(request)
        return TestResource(urn: answer.urn, id: id, outputs: answer.properties)
    }

    /// Reads another stack.
    func stackReference(_ name: String) async throws -> TestResource {
        let request = ReadResourceRequest(
            id: name,
            type: "pulumi:pulumi:StackReference",
            name: name,
            properties: ["name": .string(name)],
            acceptSecrets: true
        )
        let answer = try await monitor.readResource(request)
        return TestResource(urn: answer.urn, id: name, outputs: answer.properties)
    }

    /// Calls a function.
    func invoke(_ token: String, _ args: PropertyMap) async throws -> PropertyMap {
        try await monitor.invoke(ResourceInvokeRequest(tok: token, args: args)).return
    }
}

/// An input with the resources it came from.
struct TestInput: Sendable, ExpressibleByStringLiteral, ExpressibleByFloatLiteral, ExpressibleByArrayLiteral,
    ExpressibleByBooleanLiteral
{
    var value: PropertyValue
    var urns: [String] = []

    init(_ value: PropertyValue, from urns: [String] = []) {
        self.value = value
        self.urns = urns
    }

    init(stringLiteral value: String) { self.value = .string(value) }
    init(floatLiteral value: Double) { self.value = .number(value) }
    init(booleanLiteral value: Bool) { self.value = .bool(value) }
    init(arrayLiteral elements: String...) { value = .list(elements.map { .string($0) }) }
}

/// A registered resource.
struct TestResource: Sendable {
    var urn: String
    var id: String
    var outputs: PropertyMap

    /// An output; what is missing is unknown in a preview, and null otherwise.
    subscript(_ key: String) -> TestInput { TestInput(outputs[key] ?? (id.isEmpty ? .unknown : .null), from: [urn]) }
}
