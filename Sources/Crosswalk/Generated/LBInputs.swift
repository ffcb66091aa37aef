// Written by scripts/generate-types from schema.json. Do not edit.
import ProviderKit
import PulumiProtocol

/// Inputs that several types have in common: `awsx:lb:ApplicationLoadBalancer`, `awsx:lb:NetworkLoadBalancer`.
protocol LoadBalancerInputs: ForwardedInputs {}

extension LoadBalancerInputs {
    /// The target group that the default listener forwards to.
    var defaultTargetGroup: Input<TargetGroupInputs> { input("defaultTargetGroup") }

    /// The port of the default target group.
    ///
    /// Not together with `defaultTargetGroup`.
    var defaultTargetGroupPort: Input<PropertyValue> { input("defaultTargetGroupPort") }

    /// The only listener.
    ///
    /// Not together with `listeners`.
    var listener: Input<ListenerInputs> { input("listener") }

    /// The listeners.
    ///
    /// Not together with `listener`.
    var listeners: Input<[ListenerInputs]> { input("listeners") }

    /// The IDs of the security groups.
    var securityGroups: Input<[PropertyValue]> { input("securityGroups") }

    /// The IDs of the subnets.
    ///
    /// Not together with `subnets` or `subnetMappings`.
    var subnetIds: Input<[PropertyValue]> { input("subnetIds") }

    /// The subnets, each with addresses of its own.
    ///
    /// Not together with `subnets` or `subnetIds`.
    var subnetMappings: Input<[PropertyValue]> { input("subnetMappings") }

    /// The subnets, as resources.
    ///
    /// Not together with `subnetIds` or `subnetMappings`.
    var subnets: Input<[PropertyValue]> { input("subnets") }
}

/// The arguments of a listener, as in `aws.lb.Listener`.
///
/// Port, protocol and default actions have defaults.
///
/// `awsx:lb:Listener`
struct ListenerInputs: ForwardedInputs {
    static let forwardedNames = [
        "alpnPolicy", "certificateArn", "defaultActions", "mutualAuthentication", "port", "protocol", "region",
        "routingHttpRequestXAmznMtlsClientcertHeaderName", "routingHttpRequestXAmznMtlsClientcertIssuerHeaderName",
        "routingHttpRequestXAmznMtlsClientcertLeafHeaderName",
        "routingHttpRequestXAmznMtlsClientcertSerialNumberHeaderName",
        "routingHttpRequestXAmznMtlsClientcertSubjectHeaderName",
        "routingHttpRequestXAmznMtlsClientcertValidityHeaderName", "routingHttpRequestXAmznTlsCipherSuiteHeaderName",
        "routingHttpRequestXAmznTlsVersionHeaderName", "routingHttpResponseAccessControlAllowCredentialsHeaderValue",
        "routingHttpResponseAccessControlAllowHeadersHeaderValue",
        "routingHttpResponseAccessControlAllowMethodsHeaderValue",
        "routingHttpResponseAccessControlAllowOriginHeaderValue",
        "routingHttpResponseAccessControlExposeHeadersHeaderValue", "routingHttpResponseAccessControlMaxAgeHeaderValue",
        "routingHttpResponseContentSecurityPolicyHeaderValue", "routingHttpResponseServerEnabled",
        "routingHttpResponseStrictTransportSecurityHeaderValue", "routingHttpResponseXContentTypeOptionsHeaderValue",
        "routingHttpResponseXFrameOptionsHeaderValue", "sslPolicy", "tags", "tcpIdleTimeoutSeconds",
    ]

    let object: InputObject

    /// The port.
    var port: Input<PropertyValue> { input("port") }

    /// The protocol.
    var `protocol`: Input<PropertyValue> { input("protocol") }
}

/// The arguments of a target group, as in `aws.lb.TargetGroup`.
///
/// `awsx:lb:TargetGroup`
struct TargetGroupInputs: ForwardedInputs {
    static let forwardedNames = [
        "connectionTermination", "deregistrationDelay", "healthCheck", "ipAddressType",
        "lambdaMultiValueHeadersEnabled", "loadBalancingAlgorithmType", "loadBalancingAnomalyMitigation",
        "loadBalancingCrossZoneEnabled", "name", "namePrefix", "port", "preserveClientIp", "protocol",
        "protocolVersion", "proxyProtocolV2", "region", "slowStart", "stickiness", "tags", "targetControlPort",
        "targetFailovers", "targetGroupHealth", "targetHealthStates", "targetType", "vpcId",
    ]

    let object: InputObject
}

/// A load balancer for HTTP and HTTPS, with its security group, default target group and listeners.
///
/// The default subnets are the public subnets of the default VPC.
///
/// `awsx:lb:ApplicationLoadBalancer`
struct ApplicationLoadBalancerInputs: ComponentInputs, LoadBalancerInputs {
    static let type = "awsx:lb:ApplicationLoadBalancer"

    static let forwardedNames = [
        "accessLogs", "clientKeepAlive", "connectionLogs", "customerOwnedIpv4Pool", "desyncMitigationMode",
        "dnsRecordClientRoutingPolicy", "dropInvalidHeaderFields", "enableDeletionProtection", "enableHttp2",
        "enablePrefixForIpv6SourceNat", "enableTlsVersionAndCipherSuiteHeaders", "enableWafFailOpen",
        "enableXffClientPort", "enableZonalShift", "enforceSecurityGroupInboundRulesOnPrivateLinkTraffic",
        "healthCheckLogs", "idleTimeout", "internal", "ipAddressType", "ipamPools", "minimumLoadBalancerCapacity",
        "name", "namePrefix", "preserveHostHeader", "region", "secondaryIpsAutoAssignedPerSubnet", "securityGroups",
        "subnetMappings", "subnets", "tags", "xffHeaderProcessingMode",
    ]

    let object: InputObject

    /// The security group to create if `securityGroups` is not given.
    var defaultSecurityGroup: Input<DefaultSecurityGroupInputs> { input("defaultSecurityGroup") }
}

/// A load balancer for TCP, UDP and TLS, with its default target group and listeners.
///
/// The default subnets are the public subnets of the default VPC.
///
/// `awsx:lb:NetworkLoadBalancer`
struct NetworkLoadBalancerInputs: ComponentInputs, LoadBalancerInputs {
    static let type = "awsx:lb:NetworkLoadBalancer"

    static let forwardedNames = [
        "accessLogs", "clientKeepAlive", "connectionLogs", "customerOwnedIpv4Pool", "desyncMitigationMode",
        "dnsRecordClientRoutingPolicy", "dropInvalidHeaderFields", "enableCrossZoneLoadBalancing",
        "enableDeletionProtection", "enablePrefixForIpv6SourceNat", "enableTlsVersionAndCipherSuiteHeaders",
        "enableWafFailOpen", "enableXffClientPort", "enableZonalShift",
        "enforceSecurityGroupInboundRulesOnPrivateLinkTraffic", "healthCheckLogs", "idleTimeout", "internal",
        "ipAddressType", "ipamPools", "minimumLoadBalancerCapacity", "name", "namePrefix", "preserveHostHeader",
        "region", "secondaryIpsAutoAssignedPerSubnet", "securityGroups", "subnetMappings", "subnets", "tags",
        "xffHeaderProcessingMode",
    ]

    let object: InputObject
}

/// An EC2 instance or a Lambda function as a target of a target group, with the permission to call the function.
///
/// `awsx:lb:TargetGroupAttachment`
struct TargetGroupAttachmentInputs: ComponentInputs {
    static let type = "awsx:lb:TargetGroupAttachment"

    let object: InputObject

    /// The instance.
    ///
    /// Exactly one of `instance`, `instanceId`, `lambda` and `lambdaArn` is required.
    var instance: Input<PropertyValue> { input("instance") }

    /// The ID of the instance.
    var instanceId: Input<PropertyValue> { input("instanceId") }

    /// The Lambda function.
    var lambda: Input<PropertyValue> { input("lambda") }

    /// The ARN of the Lambda function.
    var lambdaArn: Input<PropertyValue> { input("lambdaArn") }

    /// The target group.
    ///
    /// Exactly one of `targetGroup` and `targetGroupArn` is required.
    var targetGroup: Input<PropertyValue> { input("targetGroup") }

    /// The ARN of the target group.
    var targetGroupArn: Input<PropertyValue> { input("targetGroupArn") }
}
