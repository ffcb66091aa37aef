import JSON
import PackageSchema
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:lb/targetGroup:TargetGroup`; its id is the ARN.
    static let targetGroup = ResourceDescriptor(
        type: "aws:lb/targetGroup:TargetGroup",
        mapping: MemberMapping(
            style: .upperCamel,
            names: ["name": "TargetGroupName", "arn": "TargetGroupArn"],
            sent: ["name": "Name"]
        ),
        tagging: .elasticLoadBalancing,
        diff: DiffRules(
            ignored: Attributes.differencesToIgnore(TargetGroup.attributeProperties, kind: TargetGroup.kind)
        ),
        create: .call(
            "elbv2.CreateTargetGroup",
            except: TargetGroup.attributeProperties.union(["healthCheck"]),
            adjusting: TargetGroup.adjust
        ),
        afterCreate: { group in
            let pairs = TargetGroup.attributes(group).encode(group.inputs)
            let wanted = pairs.filter { TargetGroup.mustBeSent($0, group.inputs) }
            try await group.setAttributes("elbv2.ModifyTargetGroupAttributes", "TargetGroupArn", wanted)
        },
        read: .withAttributes(
            "elbv2.DescribeTargetGroupAttributes",
            of: "TargetGroupArn",
            completing: TargetGroup.complete
        ),
        update: [
            UpdateStep(["healthCheck"]) { group in
                let input: JSON.Object = ["TargetGroupArn": .string(group.id)]
                try await group.call("elbv2.ModifyTargetGroup", input.merging(HealthCheck.members(group.inputs)))
            },
            UpdateStep(TargetGroup.attributeProperties) { group in
                let pairs = TargetGroup.attributes(group).changed(of: group)
                try await group.setAttributes("elbv2.ModifyTargetGroupAttributes", "TargetGroupArn", pairs)
            },
        ],
        delete: .call("elbv2.DeleteTargetGroup", ["TargetGroupArn": "{id}"])
    )
}

/// A target group's members and attributes that are shaped otherwise in AWS.
enum TargetGroup {
    static let attributeProperties: Set<String> = [
        "connectionTermination", "deregistrationDelay", "lambdaMultiValueHeadersEnabled",
        "loadBalancingAlgorithmType", "loadBalancingAnomalyMitigation", "loadBalancingCrossZoneEnabled",
        "preserveClientIp", "proxyProtocolV2", "slowStart", "stickiness", "targetFailovers", "targetGroupHealth",
        "targetHealthStates",
    ]

    private static let streamProtocols: Set<String> = ["TCP", "UDP", "TCP_UDP", "TLS", "GENEVE", "QUIC", "TCP_QUIC"]

    /// The type of targets as the attributes' table names it.
    static func attributes(_ group: ResourceOperation) -> Attributes {
        Attributes(
            schema: group.schema,
            keys: group.facts.attributes,
            kind: kind(group.inputs["targetType"]?.string ?? group.text("targetType"))
        )
    }

    static func kind(_ inputs: PropertyMap) -> String { kind(inputs["targetType"]?.string) }

    /// An application load balancer as a target has the attributes of addresses.
    private static func kind(_ type: String?) -> String { type == "lambda" ? "lambda" : "instance" }

    /// Returns whether an attribute must be sent to a new group: AWS refuses some of those that do not apply to its
    /// protocol, even with the value that means "no".
    static func mustBeSent(_ pair: (key: String, value: String), _ inputs: PropertyMap) -> Bool {
        let isStream = streamProtocols.contains(inputs["protocol"]?.string ?? "")
        switch pair.key {
        case "deregistration_delay.connection_termination.enabled", "proxy_protocol_v2.enabled":
            return isStream || pair.value != "false"
        case "slow_start.duration_seconds":
            return !isStream || pair.value != "0"
        case "lambda.multi_value_headers.enabled":
            return pair.value != "false"
        default:
            return true
        }
    }

    /// Brings the members of the create into AWS's shape.
    @Sendable static func adjust(_ input: inout JSON.Object, _ group: ResourceOperation) {
        if group.inputs["targetType"]?.string == "lambda" {
            for member in ["Port", "Protocol", "ProtocolVersion", "VpcId"] { input[member] = nil }
        }
        input = input.merging(HealthCheck.members(group.inputs))
    }

    /// Completes the outputs that are shaped otherwise in AWS.
    @Sendable static func complete(
        _ outputs: inout PropertyMap,
        _ found: JSON,
        _ attributes: JSON?,
        _ group: ResourceOperation
    ) {
        outputs["healthCheck"] = HealthCheck.properties(found)
        let known = Attributes(
            schema: group.schema,
            keys: group.facts.attributes,
            kind: kind(found["TargetType"]?.string)
        )
        known.decode(attributes, into: &outputs)
        if let range = group.id.firstRange(of: ":targetgroup/") {
            outputs["arnSuffix"] = .string("targetgroup/" + group.id[range.upperBound...])
        }
    }
}

/// A target group's health check: one object here, members of the group itself in AWS.
private enum HealthCheck {
    private static let members: [(property: String, member: String)] = [
        ("enabled", "HealthCheckEnabled"), ("healthyThreshold", "HealthyThresholdCount"),
        ("interval", "HealthCheckIntervalSeconds"), ("path", "HealthCheckPath"), ("port", "HealthCheckPort"),
        ("protocol", "HealthCheckProtocol"), ("timeout", "HealthCheckTimeoutSeconds"),
        ("unhealthyThreshold", "UnhealthyThresholdCount"),
    ]

    static func members(_ inputs: PropertyMap) -> JSON.Object {
        guard let check = inputs["healthCheck"]?.map else { return [:] }
        var result: JSON.Object = [:]
        let isHTTP = ["HTTP", "HTTPS"].contains(check["protocol"]?.string ?? "HTTP")
        for (property, member) in members {
            guard let value = check[property], property != "path" || isHTTP else { continue }
            result[member] = property == "port" ? value.string.map(JSON.string) ?? value.plainJSON : value.plainJSON
        }
        if let codes = check["matcher"]?.string, !codes.isEmpty, isHTTP {
            let isGRPC = inputs["protocolVersion"]?.string?.uppercased() == "GRPC"
            result["Matcher"] = [isGRPC ? "GrpcCode" : "HttpCode": .string(codes)]
        }
        if inputs["targetType"]?.string == "lambda" {
            for member in ["HealthCheckPort", "HealthCheckProtocol"] { result[member] = nil }
        }
        return result
    }

    static func properties(_ found: JSON) -> PropertyValue {
        var check: PropertyMap = ["matcher": "", "path": ""]
        for (property, member) in members {
            if let value = found.at(member) { check[property] = PropertyValue(plain: value) }
        }
        if let codes = found.text(at: "Matcher.HttpCode") ?? found.text(at: "Matcher.GrpcCode") {
            check["matcher"] = .string(codes)
        }
        return .map(check)
    }
}
