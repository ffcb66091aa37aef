import PulumiProtocol
import RPC

/// An engine's monitor that answers at once: every resource gets its URN, a made-up id and its inputs as outputs.
enum InstantMonitor {
    static let service = Service([
        path("SupportsFeature"): answering { (_: SupportsFeatureRequest) in SupportsFeatureResponse(hasSupport: true) },
        path("RegisterResource"): answering { (request: RegisterResourceRequest) in register(request) },
        path("RegisterResourceOutputs"): answering { (_: RegisterResourceOutputsRequest) in Empty() },
        path("Invoke"): answering { (request: ResourceInvokeRequest) in
            ResourceInvokeResponse(return: functions[request.tok] ?? [:])
        },
    ])

    private static func path(_ method: String) -> String { "/pulumirpc.ResourceMonitor/\(method)" }

    private static func answering<Request: ProtocolMessage>(
        _ answer: @escaping @Sendable (Request) -> some ProtocolMessage
    ) -> Service.Handler {
        { bytes, _ in try answer(Request(decoding: bytes)).encoded() }
    }

    private static func register(_ request: RegisterResourceRequest) -> RegisterResourceResponse {
        let urn = "urn:pulumi:dev::bench::\(request.type)::\(request.name)"
        guard request.custom else { return RegisterResourceResponse(urn: urn) }
        let made: PropertyMap = ["arn": .string("arn:aws:bench:\(request.name)"), "name": .string(request.name)]
        return RegisterResourceResponse(urn: urn, id: "\(request.name)-id", object: request.object.merging(made))
    }

    private static let functions: [String: PropertyMap] = [
        "aws:index/getRegion:getRegion": ["name": "us-west-2", "region": "us-west-2", "id": "us-west-2"],
        "aws:index/getCallerIdentity:getCallerIdentity": ["accountId": "123456789012"],
        "aws:index/getAvailabilityZones:getAvailabilityZones": ["names": ["us-west-2a", "us-west-2b", "us-west-2c"]],
        "aws:ec2/getVpc:getVpc": ["id": "vpc-1"],
        "aws:ec2/getSubnets:getSubnets": ["ids": ["subnet-1", "subnet-2", "subnet-3"]],
        "aws:ec2/getSubnet:getSubnet": ["id": "subnet-1", "mapPublicIpOnLaunch": true],
    ]
}
