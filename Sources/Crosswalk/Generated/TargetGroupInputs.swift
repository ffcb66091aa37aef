// Written by scripts/generate-types from schema.json. Do not edit.
import ProviderKit
import PulumiProtocol

/// A target group, as `aws.lb.TargetGroup` takes it.
///
/// `awsx:lb:TargetGroup`
struct TargetGroupInputs: InputView {
    static let names: [String] = [
        "connectionTermination",
        "deregistrationDelay",
        "healthCheck",
        "ipAddressType",
        "lambdaMultiValueHeadersEnabled",
        "loadBalancingAlgorithmType",
        "loadBalancingAnomalyMitigation",
        "loadBalancingCrossZoneEnabled",
        "name",
        "namePrefix",
        "port",
        "preserveClientIp",
        "protocol",
        "protocolVersion",
        "proxyProtocolV2",
        "region",
        "slowStart",
        "stickiness",
        "tags",
        "targetControlPort",
        "targetFailovers",
        "targetGroupHealth",
        "targetHealthStates",
        "targetType",
        "vpcId",
    ]

    let object: InputObject

    /// Whether connections are closed when deregistration times out.
    var connectionTermination: PropertyValue? { object["connectionTermination"] }

    /// Seconds before a target that leaves is given up.
    var deregistrationDelay: PropertyValue? { object["deregistrationDelay"] }

    /// How health is checked.
    var healthCheck: PropertyValue? { object["healthCheck"] }

    /// Which addresses are used: `ipv4`, `dualstack` or another value that AWS allows.
    var ipAddressType: PropertyValue? { object["ipAddressType"] }

    /// Whether a Lambda function gets headers as lists.
    var lambdaMultiValueHeadersEnabled: PropertyValue? { object["lambdaMultiValueHeadersEnabled"] }

    /// How a target is chosen: `round_robin`, `least_outstanding_requests` or `weighted_random`.
    var loadBalancingAlgorithmType: PropertyValue? { object["loadBalancingAlgorithmType"] }

    /// Whether targets that behave oddly get fewer requests: `on` or `off`.
    var loadBalancingAnomalyMitigation: PropertyValue? { object["loadBalancingAnomalyMitigation"] }

    /// Whether requests are spread over zones: `true`, `false` or `use_load_balancer_configuration`.
    var loadBalancingCrossZoneEnabled: PropertyValue? { object["loadBalancingCrossZoneEnabled"] }

    /// The name at AWS; derived from the resource's name if not given.
    var name: PropertyValue? { object["name"] }

    /// The beginning of the name at AWS.
    var namePrefix: PropertyValue? { object["namePrefix"] }

    /// The port.
    var port: PropertyValue? { object["port"] }

    /// Whether targets see the client's address.
    var preserveClientIp: PropertyValue? { object["preserveClientIp"] }

    /// The protocol.
    var `protocol`: PropertyValue? { object["protocol"] }

    /// The version of HTTP: `HTTP1`, `HTTP2` or `GRPC`.
    var protocolVersion: PropertyValue? { object["protocolVersion"] }

    /// Whether proxy protocol 2 is spoken to targets.
    var proxyProtocolV2: PropertyValue? { object["proxyProtocolV2"] }

    /// The region; the provider's if not given.
    var region: PropertyValue? { object["region"] }

    /// Seconds in which a new target gets its share little by little.
    var slowStart: PropertyValue? { object["slowStart"] }

    /// Whether a client stays with a target.
    var stickiness: PropertyValue? { object["stickiness"] }

    /// Tags at AWS.
    var tags: PropertyValue? { object["tags"] }

    /// The port of the target optimiser.
    var targetControlPort: PropertyValue? { object["targetControlPort"] }

    /// What happens to flows when a target fails.
    var targetFailovers: PropertyValue? { object["targetFailovers"] }

    /// How many healthy targets are needed.
    var targetGroupHealth: PropertyValue? { object["targetGroupHealth"] }

    /// What happens to connections of unhealthy targets.
    var targetHealthStates: PropertyValue? { object["targetHealthStates"] }

    /// What targets are: `ip`, `instance`, `lambda` or `alb`.
    var targetType: PropertyValue? { object["targetType"] }

    /// The id of the VPC.
    var vpcId: PropertyValue? { object["vpcId"] }
}
