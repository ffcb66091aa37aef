import Crosswalk
import ProviderKit
import PulumiProtocol
import RPC
import Synchronization
import Testing

/// An engine that registers whatever it is asked to, in a stack `dev` of project `shop`.
///
/// A child that is given an input which `schema/aws.json` does not have, or has as another type, fails the test.
final class PlayedEngine: Sendable {
    /// A request that it was sent.
    struct Log {
        var registrations: [RegisterResourceRequest] = []
        var completed: [RegisterResourceOutputsRequest] = []
        var featureQuestions: [String] = []
        var invokes: [ResourceInvokeRequest] = []
        var messages: [String] = []
    }

    /// `true` if resources get ids and outputs.
    let isPreview: Bool
    /// The features that it has.
    let features: Set<String>
    /// Answers to functions, by token; those of a default VPC with one public and one private subnet unless given.
    let functions: [String: PropertyMap]
    /// What resources have besides their inputs once they are deployed, by type.
    let outputs: [String: PropertyMap]
    /// The reasons for which functions fail, by token.
    let refusals: [String: String]
    private let state = Mutex(Log())

    init(
        isPreview: Bool = false,
        features: Set<String> = ["secrets", "resourceReferences", "aliasSpecs"],
        functions: [String: PropertyMap] = [:],
        outputs: [String: PropertyMap] = [:],
        refusals: [String: String] = [:]
    ) {
        self.isPreview = isPreview
        self.features = features
        self.functions = functions
        self.outputs = outputs
        self.refusals = refusals
    }

    /// The requests so far.
    var log: Log { state.withLock { $0 } }

    /// The registration of a custom resource, by the last part of its type and its name.
    func registration(_ type: String, _ name: String) -> RegisterResourceRequest? {
        log.registrations.first { $0.custom && $0.type.hasSuffix(":\(type)") && $0.name == name }
    }

    /// Runs a Construct of a provider in this process against this engine.
    func construct(
        _ type: String,
        _ name: String,
        _ inputs: PropertyMap,
        in provider: CrosswalkProvider = CrosswalkProvider(),
        prepare: (inout ConstructRequest) -> Void = { _ in }
    ) async throws -> ConstructResponse {
        var request = ConstructRequest(project: "shop", stack: "dev", monitorEndpoint: DirectChannel.address)
        (request.type, request.name, request.inputs, request.dryRun) = (type, name, inputs, isPreview)
        request.parent = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev"
        prepare(&request)
        let call = CallContext(method: "Construct", dialler: DirectChannel(service: service))
        let context = ProviderContext(call: call, engineAddress: DirectChannel.address)
        return try await provider.construct(request, context)
    }

    /// Calls a method of a provider in this process against this engine.
    func call(_ token: String, _ arguments: PropertyMap, in provider: CrosswalkProvider) async throws -> CallResponse {
        let request = CallRequest(
            tok: token,
            args: arguments,
            project: "shop",
            stack: "dev",
            dryRun: isPreview,
            monitorEndpoint: DirectChannel.address
        )
        let call = CallContext(method: "Call", dialler: DirectChannel(service: service))
        return try await provider.call(request, ProviderContext(call: call, engineAddress: DirectChannel.address))
    }

    /// The engine as a component sees it.
    var monitor: any ResourceMonitor { MonitorClient(DirectChannel(service: service)) }

    /// The engine as a service, for any transport.
    var service: Service {
        var service = Service()
        handle("ResourceMonitor/SupportsFeature", in: &service) { (engine, request: SupportsFeatureRequest) in
            engine.state.withLock { $0.featureQuestions.append(request.id) }
            return SupportsFeatureResponse(hasSupport: engine.features.contains(request.id))
        }
        handle("ResourceMonitor/RegisterResource", in: &service) { $0.register($1) }
        handle("ResourceMonitor/RegisterResourceOutputs", in: &service) {
            (engine, request: RegisterResourceOutputsRequest) in
            engine.state.withLock { $0.completed.append(request) }
            return Empty()
        }
        handle("ResourceMonitor/Invoke", in: &service) { try $0.invoke($1) as ResourceInvokeResponse }
        handle("Engine/Log", in: &service) { (engine, request: LogRequest) in
            engine.state.withLock { $0.messages.append(request.message) }
            return Empty()
        }
        return service
    }

    private func handle<Request: ProtocolMessage, Response: ProtocolMessage>(
        _ method: String,
        in service: inout Service,
        _ body: @escaping @Sendable (PlayedEngine, Request) throws -> Response
    ) {
        service["/pulumirpc.\(method)"] = { [self] bytes, _ in try body(self, Request(decoding: bytes)).encoded() }
    }

    private func register(_ request: RegisterResourceRequest) -> RegisterResourceResponse {
        #expect(ChildSchema.faults(request.object, of: request.type) == [], "\(request.type)")
        state.withLock { $0.registrations.append(request) }
        let urn = URN.make(
            stack: "dev",
            project: "shop",
            parent: URN(request.parent),
            type: request.type,
            name: request.name
        )
        guard request.custom, !isPreview else { return RegisterResourceResponse(urn: "\(urn)", object: request.object) }
        var outputs = request.object.merging(self.outputs[request.type] ?? [:])
        outputs["arn"] = .string("arn:\(request.name)")
        outputs["name"] = outputs["name"] ?? .string("\(request.name)-1234567")
        return RegisterResourceResponse(urn: "\(urn)", id: "id:\(request.name)", object: outputs)
    }

    private func invoke(_ request: ResourceInvokeRequest) throws -> ResourceInvokeResponse {
        state.withLock { $0.invokes.append(request) }
        if let refusal = refusals[request.tok] { throw StatusError(.unknown, refusal) }
        let id = request.args["id"]?.string ?? ""
        let answer: PropertyMap? =
            switch request.tok {
            case "aws:index/getRegion:getRegion": ["name": "us-west-2"]
            case "aws:index/getCallerIdentity:getCallerIdentity": ["accountId": "123456789012"]
            case "aws:index/getAvailabilityZones:getAvailabilityZones":
                ["names": ["us-west-2a", "us-west-2b", "us-west-2c", "us-west-2d"]]
            case "aws:ec2/getVpc:getVpc": ["id": "vpc-default"]
            case "aws:ec2/getSubnets:getSubnets": ["ids": ["subnet-private", "subnet-public"]]
            case "aws:ec2/getSubnet:getSubnet":
                ["id": .string(id), "vpcId": "vpc-of-subnet", "mapPublicIpOnLaunch": .bool(id == "subnet-public")]
            default: .none
            }
        guard let answer = functions[request.tok] ?? answer else {
            throw StatusError(.notFound, "the played engine has no function \(request.tok)")
        }
        return ResourceInvokeResponse(return: answer)
    }
}

/// Calls handlers as they are.
private struct DirectChannel: Channel, Dialler {
    static let address = "direct:"

    let service: Service
    var callbackAddress: String { Self.address }

    func channel(to address: String) async throws(StatusError) -> any Channel {
        guard address == Self.address else { throw StatusError(.failedPrecondition, "no such address \(address)") }
        return self
    }

    func call(
        _ method: String,
        _ request: [UInt8],
        timeout: Duration?,
        metadata: [String: String]
    ) async throws -> [UInt8] {
        guard let handler = service[method] else { throw StatusError(.unimplemented, "no such method \(method)") }
        return try await handler(request, CallContext(method: method))
    }
}
