// Written by scripts/generate-types from schema.json. Do not edit.
import ProviderKit
import PulumiProtocol

/// A load balancer for TCP, UDP and TLS, with its default target group and listeners.
///
/// Without subnets it stands in the public subnets of the default VPC.
///
/// `awsx:lb:NetworkLoadBalancer`
struct NetworkLoadBalancerInputs: InputView {
    static let names: [String] = [
        "accessLogs",
        "clientKeepAlive",
        "connectionLogs",
        "customerOwnedIpv4Pool",
        "defaultTargetGroup",
        "defaultTargetGroupPort",
        "desyncMitigationMode",
        "dnsRecordClientRoutingPolicy",
        "dropInvalidHeaderFields",
        "enableCrossZoneLoadBalancing",
        "enableDeletionProtection",
        "enablePrefixForIpv6SourceNat",
        "enableTlsVersionAndCipherSuiteHeaders",
        "enableWafFailOpen",
        "enableXffClientPort",
        "enableZonalShift",
        "enforceSecurityGroupInboundRulesOnPrivateLinkTraffic",
        "healthCheckLogs",
        "idleTimeout",
        "internal",
        "ipAddressType",
        "ipamPools",
        "listener",
        "listeners",
        "minimumLoadBalancerCapacity",
        "name",
        "namePrefix",
        "preserveHostHeader",
        "region",
        "secondaryIpsAutoAssignedPerSubnet",
        "securityGroups",
        "subnetIds",
        "subnetMappings",
        "subnets",
        "tags",
        "xffHeaderProcessingMode",
    ]

    let object: InputObject

    /// Where access logs are stored.
    var accessLogs: PropertyValue? { object["accessLogs"] }

    /// Seconds that a client's connection is kept at most.
    var clientKeepAlive: PropertyValue? { object["clientKeepAlive"] }

    /// Where connection logs are stored.
    var connectionLogs: PropertyValue? { object["connectionLogs"] }

    /// The id of a customer-owned IPv4 pool, on Outposts.
    var customerOwnedIpv4Pool: PropertyValue? { object["customerOwnedIpv4Pool"] }

    /// The target group that the default listener forwards to.
    var defaultTargetGroup: TargetGroupInputs? {
        get throws {
            try object.object("defaultTargetGroup").map(TargetGroupInputs.init)
        }
    }

    /// The port of the default target group, if `defaultTargetGroup` is not given.
    var defaultTargetGroupPort: PropertyValue? { object["defaultTargetGroupPort"] }

    /// How requests that could desynchronise connections are treated: `monitor`, `defensive` or `strictest`.
    var desyncMitigationMode: PropertyValue? { object["desyncMitigationMode"] }

    /// How clients are spread over availability zones by DNS.
    var dnsRecordClientRoutingPolicy: PropertyValue? { object["dnsRecordClientRoutingPolicy"] }

    /// Whether headers with invalid names are dropped.
    var dropInvalidHeaderFields: PropertyValue? { object["dropInvalidHeaderFields"] }

    /// Whether requests are spread over the targets of all availability zones.
    var enableCrossZoneLoadBalancing: PropertyValue? { object["enableCrossZoneLoadBalancing"] }

    /// Whether AWS refuses to delete the load balancer.
    var enableDeletionProtection: PropertyValue? { object["enableDeletionProtection"] }

    /// Whether an IPv6 prefix is used for source NAT: `on` or `off`.
    var enablePrefixForIpv6SourceNat: PropertyValue? { object["enablePrefixForIpv6SourceNat"] }

    /// Whether targets are told the TLS version and cipher in headers.
    var enableTlsVersionAndCipherSuiteHeaders: PropertyValue? { object["enableTlsVersionAndCipherSuiteHeaders"] }

    /// Whether requests pass while the web application firewall cannot be asked.
    var enableWafFailOpen: PropertyValue? { object["enableWafFailOpen"] }

    /// Whether `X-Forwarded-For` holds the client's port too.
    var enableXffClientPort: PropertyValue? { object["enableXffClientPort"] }

    /// Whether traffic may be moved away from an impaired availability zone.
    var enableZonalShift: PropertyValue? { object["enableZonalShift"] }

    /// Whether inbound rules hold for PrivateLink traffic: `on` or `off`.
    var enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: PropertyValue? {
        object["enforceSecurityGroupInboundRulesOnPrivateLinkTraffic"]
    }

    /// Where health check logs are stored.
    var healthCheckLogs: PropertyValue? { object["healthCheckLogs"] }

    /// Seconds after which an idle connection is closed.
    var idleTimeout: PropertyValue? { object["idleTimeout"] }

    /// Whether the load balancer has private addresses only.
    var `internal`: PropertyValue? { object["internal"] }

    /// Which addresses are used: `ipv4`, `dualstack` or another value that AWS allows.
    var ipAddressType: PropertyValue? { object["ipAddressType"] }

    /// IP address pools to take addresses from.
    var ipamPools: PropertyValue? { object["ipamPools"] }

    /// The only listener.
    ///
    /// Not together with `listeners`.
    var listener: ListenerInputs? {
        get throws {
            try object.object("listener").map(ListenerInputs.init)
        }
    }

    /// The listeners.
    ///
    /// Not together with `listener`.
    var listeners: [ListenerInputs]? {
        get throws {
            try object.objects("listeners")?.map(ListenerInputs.init)
        }
    }

    /// The capacity that is reserved at least.
    var minimumLoadBalancerCapacity: PropertyValue? { object["minimumLoadBalancerCapacity"] }

    /// The name at AWS; derived from the resource's name if not given.
    var name: PropertyValue? { object["name"] }

    /// The beginning of the name at AWS.
    var namePrefix: PropertyValue? { object["namePrefix"] }

    /// Whether the `Host` header reaches targets unchanged.
    var preserveHostHeader: PropertyValue? { object["preserveHostHeader"] }

    /// The region; the provider's if not given.
    var region: PropertyValue? { object["region"] }

    /// The number of secondary addresses per subnet.
    var secondaryIpsAutoAssignedPerSubnet: PropertyValue? { object["secondaryIpsAutoAssignedPerSubnet"] }

    /// The ids of the security groups.
    var securityGroups: PropertyValue? { object["securityGroups"] }

    /// The ids of the subnets.
    ///
    /// Not together with `subnets` or `subnetMappings`.
    var subnetIds: PropertyValue? { object["subnetIds"] }

    /// The subnets, each with addresses of its own.
    ///
    /// Not together with `subnets` or `subnetIds`.
    var subnetMappings: PropertyValue? { object["subnetMappings"] }

    /// The subnets, as resources.
    ///
    /// Not together with `subnetIds` or `subnetMappings`.
    var subnets: PropertyValue? { object["subnets"] }

    /// Tags at AWS.
    var tags: PropertyValue? { object["tags"] }

    /// What happens to `X-Forwarded-For`: `append`, `preserve` or `remove`.
    var xffHeaderProcessingMode: PropertyValue? { object["xffHeaderProcessingMode"] }
}
