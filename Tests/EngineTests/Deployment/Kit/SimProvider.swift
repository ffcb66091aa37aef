import ProviderKit
import PulumiProtocol
import RPC
import Synchronization

@testable import Engine

/// The package `sim`: `key` replaces, `exclusive` replaces and is deleted first, `fail` names what fails, `partial`
/// leaves it half made.
final class SimProvider: Provider {
    let package = "sim"
    private let cloud: SimCloud
    private let region = Mutex("")

    init(_ cloud: SimCloud) {
        self.cloud = cloud
    }

    func getPluginInfo(_ context: ProviderContext) async throws -> PluginInfo { PluginInfo(version: "1.0.0") }

    func diffConfig(_ request: DiffRequest, _ context: ProviderContext) async throws -> DiffResponse {
        let old = request.oldInputs ?? [:]
        let changed = ["endpoint", "region"].filter { old[$0]?.plain != request.news[$0]?.plain }
        return DiffResponse(
            replaces: changed.filter { $0 == "endpoint" },
            changes: changed.isEmpty ? .diffNone : .diffSome,
            diffs: changed
        )
    }

    func configure(_ request: ConfigureRequest, _ context: ProviderContext) async throws -> ConfigureResponse {
        if cloud.refusesConfiguration { throw StatusError(.invalidArgument, "the region is missing") }
        region.withLock { $0 = request.args?["region"]?.plain.string ?? "" }
        return ConfigureResponse(acceptSecrets: true, supportsPreview: true, acceptResources: true, acceptOutputs: true)
    }

    func invoke(_ request: InvokeRequest, _ context: ProviderContext) async throws -> InvokeResponse {
        InvokeResponse(return: request.args)
    }

    func logSources(_ request: ReadRequest, _ context: ProviderContext) async throws -> InvokeResponse {
        let sources = request.properties["logs"].map { [$0] } ?? []
        return InvokeResponse(return: [ResourceLogs.sourcesKey: .list(sources)])
    }

    /// Answers the events 1 to 4, each at the millisecond of its number, two at a time.
    func logEvents(_ request: InvokeRequest, _ context: ProviderContext) async throws -> InvokeResponse {
        let since = Int(request.args[ResourceLogs.sinceKey]?.number ?? 0)
        let later = (max(since, 1)...4).map { number -> PropertyValue in
            ["id": .string("\(number)"), "time": .number(Double(number)), "stream": "s", "message": "m"]
        }
        return InvokeResponse(return: [
            ResourceLogs.eventsKey: .list(Array(later.prefix(2))), ResourceLogs.isCompleteKey: .bool(later.count <= 2),
        ])
    }

    func serviceTypes(_ request: InvokeRequest, _ context: ProviderContext) async throws -> InvokeResponse {
        InvokeResponse(return: [ServiceStatus.typesKey: ["sim:index:Thing"]])
    }

    /// Answers each thing's value, and how many things were asked for at once.
    func serviceStatus(_ request: InvokeRequest, _ context: ProviderContext) async throws -> InvokeResponse {
        let services = request.args[ServiceStatus.servicesKey]?.list ?? []
        let statuses = services.map { service -> PropertyValue in
            let value = service.map?["outputs"]?.map?["value"] ?? .null
            return ["value": value, "of": .number(Double(services.count))]
        }
        return InvokeResponse(return: [
            ServiceStatus.servicesKey: .list(statuses), ServiceStatus.warningsKey: ["the sim knows no more"],
        ])
    }

    func check(_ request: CheckRequest, _ context: ProviderContext) async throws -> CheckResponse {
        guard fails(request.news, "check") else { return CheckResponse(inputs: request.news) }
        return CheckResponse(failures: [CheckFailure(property: "fail", reason: "asked to fail at check")])
    }

    func diff(_ request: DiffRequest, _ context: ProviderContext) async throws -> DiffResponse {
        let (old, new) = ((request.oldInputs ?? [:]).plain, request.news.plain)
        var answer = DiffResponse(changes: .diffNone, hasDetailedDiff: true)
        for key in Set(old.keys + new.keys).sorted() where old[key] != new[key] {
            answer.changes = .diffSome
            answer.diffs.append(key)
            let replaces = key == "key" || key == "exclusive"
            if replaces { answer.replaces.append(key) }
            if key == "exclusive" { answer.deleteBeforeReplace = true }
            answer.detailedDiff[key] = PropertyDiff(kind: replaces ? .updateReplace : .update, inputDiff: true)
        }
        return answer
    }

    func create(_ request: CreateRequest, _ context: ProviderContext) async throws -> CreateResponse {
        if request.preview {
            return CreateResponse(properties: outputs(request.properties, arn: .unknown, number: .unknown))
        }
        if request.properties["outlasts"]?.plain == true { await cloud.waitForFailedConstruct() }
        if request.properties["meets"]?.plain == true { await cloud.meet() }
        guard !fails(request.properties, "create") else {
            cloud.note("Create", request.name, name: request.name, request.properties)
            throw StatusError(.unknown, "asked to fail at create")
        }
        let id = cloud.add(request.name, request.properties)
        cloud.note("Create", id, name: request.name, request.properties)
        try cutOff("create", request.name)
        let made = outputs(request.properties, arn: .string("arn:\(id)"), number: 1)
        try failPartially(request.properties, id: id, made)
        return CreateResponse(id: id, properties: made)
    }

    func read(_ request: ReadRequest, _ context: ProviderContext) async throws -> ReadResponse {
        let limit = request.timeout > 0 ? " in \(Int(request.timeout)) s" : ""
        cloud.note("Read", request.id + limit, name: request.name)
        guard let thing = cloud.things[request.id] else { return ReadResponse() }
        let inputs = thing.filter { $0.key != "number" }
        guard !fails(inputs, "read") else { throw StatusError(.unknown, "asked to fail at read") }
        let found = outputs(inputs, arn: .string("arn:\(request.id)"), number: thing["number"] ?? 1)
        try failPartially(inputs, id: request.id, found)
        return ReadResponse(id: request.id, properties: found, inputs: inputs)
    }

    func update(_ request: UpdateRequest, _ context: ProviderContext) async throws -> UpdateResponse {
        if request.preview {
            let planned = outputs(request.news, arn: .string("arn:\(request.id)"), number: .unknown)
            return UpdateResponse(properties: planned)
        }
        cloud.note("Update", request.id, name: request.name, request.news)
        guard !fails(request.news, "update") else { throw StatusError(.unknown, "asked to fail at update") }
        let number = cloud.replace(request.id, request.news)
        try cutOff("update", request.name)
        let made = outputs(request.news, arn: .string("arn:\(request.id)"), number: .number(Double(number)))
        try failPartially(request.news, id: request.id, made)
        return UpdateResponse(properties: made)
    }

    func delete(_ request: DeleteRequest, _ context: ProviderContext) async throws {
        cloud.note("Delete", request.id, name: request.name)
        guard !fails(cloud.things[request.id] ?? [:], "delete") else {
            throw StatusError(.unknown, "asked to fail at delete")
        }
        cloud.edit(request.id, nil)
        try cutOff("delete", request.name)
    }

    func find(_ request: ReadRequest, _ context: ProviderContext) async throws -> ReadResponse {
        guard cloud.canFind else { throw StatusError(.unimplemented, "sim finds nothing") }
        cloud.note("Find", request.id.isEmpty ? request.name : request.id, name: request.name)
        let claimed = (request.properties[Recovery.claimedKey]?.list ?? []).compactMap(\.string)
        let inputs = (request.inputs ?? [:]).plain
        let ids =
            request.id.isEmpty
            ? cloud.things.keys.sorted().filter { $0.hasPrefix("\(request.name)-") && !claimed.contains($0) }
            : [request.id]
        guard ids.count < 2 else { throw StatusError(.unknown, "there are two of that name") }
        guard let id = ids.first, let thing = cloud.things[id] else { return ReadResponse() }
        let found = thing.filter { $0.key != "number" }
        guard !request.id.isEmpty || found == inputs else { return ReadResponse() }
        return ReadResponse(
            id: id,
            properties: outputs(found, arn: .string("arn:\(id)"), number: thing["number"] ?? 1),
            inputs: found
        )
    }

    private func cutOff(_ method: String, _ name: String) throws {
        guard cloud.isCutOff(method, name) else { return }
        throw StatusError(.unavailable, "the plugin sim was ended by signal 9 (Killed)")
    }

    func construct(_ request: ConstructRequest, _ context: ProviderContext) async throws -> ConstructResponse {
        let monitor = try await context.monitor(at: request.monitorEndpoint)
        let pair = try await monitor.registerResource(
            RegisterResourceRequest(
                type: request.type,
                name: request.name,
                parent: request.parent,
                dependencies: request.dependencies,
                providers: request.providers,
                aliases: request.aliases
            )
        )
        var left = RegisterResourceRequest(type: "sim:index:Thing", name: "\(request.name)-left", parent: pair.urn)
        left.custom = true
        left.acceptSecrets = true
        left.object = request.inputs
        left.propertyDependencies = request.inputDependencies
        if request.inputs["rival"]?.plain == true { try await registerRivals(left, monitor) }
        let made = try await monitor.registerResource(left)
        let state: PropertyMap = ["arn": made.object["arn"] ?? .unknown]
        try await monitor.registerResourceOutputs(RegisterResourceOutputsRequest(urn: pair.urn, outputs: state))
        return ConstructResponse(urn: pair.urn, state: state, stateDependencies: ["arn": [made.urn]])
    }

    /// Registers two children at once, of which one fails while the other is being created.
    private func registerRivals(_ child: RegisterResourceRequest, _ monitor: any ResourceMonitor) async throws {
        var (good, bad) = (child, child)
        (good.name, bad.name) = ("good", "bad")
        good.object = ["outlasts": true]
        bad.object = ["fail": ["create"]]
        defer { cloud.noteFailedConstruct() }
        let (first, second) = (good, bad)
        async let outlasting = monitor.registerResource(first)
        async let failing = monitor.registerResource(second)
        _ = try await (failing, outlasting)
    }

    private func fails(_ inputs: PropertyMap, _ operation: String) -> Bool {
        inputs["fail"]?.plain.list?.contains(.string(operation)) ?? false
    }

    private func failPartially(_ inputs: PropertyMap, id: String, _ outputs: PropertyMap) throws {
        guard inputs["partial"]?.plain == true else { return }
        throw ResourceInitFailure(id: id, properties: outputs, inputs: inputs, reasons: ["not ready"])
    }

    private func outputs(_ inputs: PropertyMap, arn: PropertyValue, number: PropertyValue) -> PropertyMap {
        inputs.merging(["arn": arn, "number": number, "region": .string(region.withLock { $0 })])
    }
}

/// Serves `sim` in this process.
struct SimLauncher: PluginLauncher {
    let cloud: SimCloud

    func withPlugin(
        _ request: PluginRequest,
        serving services: Service,
        onStandardError: @escaping @Sendable (String) -> Void,
        _ body: @escaping @Sendable (any Channel) async throws -> Void
    ) async throws {
        guard request.package == "sim" else { throw PluginError("there is no plugin for \(request.package)") }
        let service = ProviderService(SimProvider(cloud)).service
        try await body(DirectChannel(service: service, callingBack: DirectChannel(service: services)))
    }
}

/// Calls handlers as they are; a caller that is cancelled waits no longer, as on a connection.
final class DirectChannel: Channel, Dialler {
    private let service: Service
    /// The channel at ``callbackAddress``.
    private let back: DirectChannel?

    let callbackAddress = "direct:"

    init(service: Service, callingBack back: DirectChannel? = nil) {
        self.service = service
        self.back = back
    }

    func call(
        _ method: String,
        _ request: [UInt8],
        timeout: Duration?,
        metadata: [String: String]
    ) async throws -> [UInt8] {
        guard let handler = service[method] else { throw StatusError(.unimplemented, "no such method \(method)") }
        let answer = Promise<[UInt8]>()
        let serving = Task {
            do {
                answer.fulfil(.success(try await handler(request, CallContext(method: method, dialler: self))))
            } catch {
                answer.fulfil(.failure(error))
            }
        }
        return try await withTaskCancellationHandler {
            try await answer.value
        } onCancel: {
            serving.cancel()
            answer.fulfil(.failure(CancellationError()))
        }
    }

    func channel(to address: String) async throws(StatusError) -> any Channel {
        guard let back, address == callbackAddress else {
            throw StatusError(.failedPrecondition, "no such address \(address)")
        }
        return back
    }
}
