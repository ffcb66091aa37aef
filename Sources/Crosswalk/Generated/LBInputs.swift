// Written by scripts/generate-types from schema.json. Do not edit.
import ProviderKit
import PulumiProtocol

/// Inputs that several types have in common: `awsx:lb:ApplicationLoadBalancer`, `awsx:lb:NetworkLoadBalancer`.
protocol LoadBalancerInputs: ForwardedInputs {}

extension LoadBalancerInputs {
    /// The arguments of the target group that listeners forward to by default.
    var defaultTargetGroup: Input<TargetGroupInputs> { input("defaultTargetGroup") }

    /// The port of the default target group, and of its listener if none is given; 80 by default, 443 for HTTPS.
    ///
    /// Not together with `defaultTargetGroup`. AWS calls it `Port`.
    var defaultTargetGroupPort: Input<PropertyValue> { input("defaultTargetGroupPort") }

    /// The type of the IP addresses: `ipv4`, `dualstack` or `dualstack-without-public-ipv4`; `ipv4` by default.
    ///
    /// AWS calls it `IpAddressType`.
    var ipAddressType: Input<PropertyValue> { input("ipAddressType") }

    /// The only listener.
    ///
    /// Not together with `listeners`. By default there is one that forwards to the default target group.
    var listener: Input<ListenerInputs> { input("listener") }

    /// The listeners, of which each forwards to the default target group unless it has actions of its own.
    ///
    /// Not together with `listener`.
    var listeners: Input<[ListenerInputs]> { input("listeners") }

    /// The IDs of the security groups.
    ///
    /// AWS calls it `SecurityGroups`.
    var securityGroups: Input<[PropertyValue]> { input("securityGroups") }

    /// The IDs of the subnets; the public subnets of the default VPC by default.
    ///
    /// Not together with `subnets` or `subnetMappings`. AWS calls it `Subnets`.
    var subnetIds: Input<[PropertyValue]> { input("subnetIds") }

    /// The subnets, each with the addresses that the load balancer has there.
    ///
    /// Not together with `subnets` or `subnetIds`. AWS calls it `SubnetMappings`.
    var subnetMappings: Input<[PropertyValue]> { input("subnetMappings") }

    /// The subnets as resources.
    ///
    /// Not together with `subnetIds` or `subnetMappings`.
    var subnets: Input<[PropertyValue]> { input("subnets") }
}

/// The domain of a load balancer, with further names, and the hosted zone that holds its DNS records.
///
/// An addition to AWSx.
///
/// `awsx:lb:Domain`
struct DomainInputs: InputView {
    let object: InputObject

    /// Further names that lead to the load balancer, such as `example.com` or `*.www.example.com`, in the same hosted
    /// zone.
    ///
    /// AWS calls those of a certificate `SubjectAlternativeNames`.
    var additionalNames: Input<[PropertyValue]> { input("additionalNames") }

    /// The ID of the public hosted zone that gets the records.
    ///
    /// Not together with `hostedZoneName`. The default is the zone of the longest domain that contains the name.
    var hostedZoneId: Input<PropertyValue> { input("hostedZoneId") }

    /// The name of the public hosted zone that gets the records, such as `example.com`.
    ///
    /// Not together with `hostedZoneId`.
    var hostedZoneName: Input<PropertyValue> { input("hostedZoneName") }

    /// The name, such as `www.example.com`.
    var name: Input<PropertyValue> { input("name") }
}

/// The arguments of a listener, as in `aws.lb.Listener`: a port on which a load balancer accepts connections.
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

    /// The ARN of the default certificate.
    ///
    /// Required for HTTPS and TLS. AWS calls it `CertificateArn`.
    var certificateArn: Input<PropertyValue> { input("certificateArn") }

    /// The port on which the load balancer accepts connections; 80 by default, 443 for HTTPS.
    ///
    /// AWS calls it `Port`.
    var port: Input<PropertyValue> { input("port") }

    /// The protocol of clients: `HTTP` or `HTTPS` for an Application Load Balancer, where port 443 means HTTPS by
    /// default; `TCP`, `TLS`, `UDP` or `TCP_UDP` for a Network Load Balancer, `TCP` by default.
    ///
    /// AWS calls it `Protocol`.
    var `protocol`: Input<PropertyValue> { input("protocol") }
}

/// The arguments of a target group, as in `aws.lb.TargetGroup`: the targets to which a load balancer forwards
/// requests.
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

    /// The type of the IP addresses of targets: `ipv4` or `ipv6`; `ipv4` by default.
    ///
    /// AWS calls it `IpAddressType`.
    var ipAddressType: Input<PropertyValue> { input("ipAddressType") }
}

/// A load balancer for HTTP and HTTPS, with its security group, default target group and listeners.
///
/// By default it lies in the public subnets of the default VPC, and everybody can reach it.
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

    /// The security group that is created if `securityGroups` is not given: by default one that everybody can reach.
    var defaultSecurityGroup: Input<DefaultSecurityGroupInputs> { input("defaultSecurityGroup") }

    /// The domain at which the load balancer is reached by HTTPS: it gets a certificate, a listener on port 443, a
    /// redirect from port 80, and DNS records.
    ///
    /// `listener` then holds settings of the HTTPS listener, other than port, protocol and certificate. Not together
    /// with `listeners`. An addition to AWSx.
    var domain: Input<DomainInputs> { input("domain") }
}

/// A load balancer for TCP, UDP and TLS, with its default target group and listeners.
///
/// By default it lies in the public subnets of the default VPC.
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

    /// The EC2 instance to add to the target group.
    ///
    /// Exactly one of `instance`, `instanceId`, `lambda` and `lambdaArn` is required.
    var instance: Input<PropertyValue> { input("instance") }

    /// The ID of the EC2 instance, instead of `instance`.
    ///
    /// AWS calls it `Id`.
    var instanceId: Input<PropertyValue> { input("instanceId") }

    /// The Lambda function to add to the target group.
    ///
    /// The load balancer is permitted to call it.
    var lambda: Input<PropertyValue> { input("lambda") }

    /// The ARN of the Lambda function, instead of `lambda`.
    ///
    /// AWS calls it `Id`.
    var lambdaArn: Input<PropertyValue> { input("lambdaArn") }

    /// The target group.
    ///
    /// Exactly one of `targetGroup` and `targetGroupArn` is required.
    var targetGroup: Input<PropertyValue> { input("targetGroup") }

    /// The ARN of the target group, instead of `targetGroup`.
    ///
    /// AWS calls it `TargetGroupArn`.
    var targetGroupArn: Input<PropertyValue> { input("targetGroupArn") }
}
