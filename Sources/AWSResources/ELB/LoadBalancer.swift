import JSON
import PackageSchema
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:lb/loadBalancer:LoadBalancer`; its id is the ARN.
    static let loadBalancer = ResourceDescriptor(
        type: "aws:lb/loadBalancer:LoadBalancer",
        mapping: MemberMapping(
            style: .upperCamel,
            names: [
                "name": "LoadBalancerName", "arn": "LoadBalancerArn", "dnsName": "DNSName", "vpcId": "VpcId",
                "zoneId": "CanonicalHostedZoneId", "loadBalancerType": "Type",
                "subnetMappings.privateIpv4Address": "PrivateIPv4Address",
                "subnetMappings.ipv6Address": "IPv6Address",
                "enablePrefixForIpv6SourceNat": "EnablePrefixForIpv6SourceNat",
            ],
            sent: ["name": "Name"]
        ),
        tagging: .elasticLoadBalancing,
        diff: LoadBalancer.diffRules,
        create: .call(
            "elbv2.CreateLoadBalancer",
            except: LoadBalancer.attributeProperties.union([
                "internal", "loadBalancerType", "minimumLoadBalancerCapacity", LoadBalancer.privateLinkRules,
                "subnetMappings",
            ]),
            adjusting: LoadBalancer.adjust
        ),
        afterCreate: { balancer in
            let pairs = LoadBalancer.attributes(balancer).encode(balancer.inputs)
            try await balancer.setAttributes("elbv2.ModifyLoadBalancerAttributes", "LoadBalancerArn", pairs)
            try await LoadBalancer.reserveCapacity(balancer)
            if balancer.inputs[LoadBalancer.privateLinkRules] != nil {
                try await LoadBalancer.setSecurityGroups(balancer)
            }
        },
        read: .withAttributes(
            "elbv2.DescribeLoadBalancerAttributes",
            of: "LoadBalancerArn",
            completing: LoadBalancer.complete
        ),
        update: [
            UpdateStep(
                ["enablePrefixForIpv6SourceNat", "subnetMappings", "subnets"],
                run: LoadBalancer.setSubnets
            ),
            UpdateStep(["securityGroups", LoadBalancer.privateLinkRules], run: LoadBalancer.setSecurityGroups),
            UpdateStep(["ipAddressType"]) { balancer in
                let type = balancer.inputs["ipAddressType"]?.plainJSON ?? "ipv4"
                let input: JSON.Object = ["LoadBalancerArn": .string(balancer.id), "IpAddressType": type]
                try await balancer.call("elbv2.SetIpAddressType", input)
            },
            UpdateStep(["ipamPools"]) { balancer in
                let pools = balancer.members(["ipamPools"])
                let removed: JSON.Object = ["RemoveIpamPools": ["ipv4"]]
                let input: JSON.Object = ["LoadBalancerArn": .string(balancer.id)]
                try await balancer.call("elbv2.ModifyIpPools", input.merging(pools.isEmpty ? removed : pools))
            },
            UpdateStep(["minimumLoadBalancerCapacity"], run: LoadBalancer.reserveCapacity),
            UpdateStep(LoadBalancer.attributeProperties) { balancer in
                let pairs = LoadBalancer.attributes(balancer).changed(of: balancer)
                try await balancer.setAttributes("elbv2.ModifyLoadBalancerAttributes", "LoadBalancerArn", pairs)
            },
        ],
        delete: DeleteStep { balancer in
            guard try await balancer.lookUp() != nil else { return }
            try await balancer.callUnlessGone("elbv2.DeleteLoadBalancer", balancer.filled(["LoadBalancerArn": "{id}"]))
            await LoadBalancer.waitForInterfaces(balancer)
        }
    )
}

/// A load balancer's members, attributes and differences that are shaped otherwise in AWS.
enum LoadBalancer {
    static let attributeProperties: Set<String> = [
        "accessLogs", "clientKeepAlive", "connectionLogs", "desyncMitigationMode", "dnsRecordClientRoutingPolicy",
        "dropInvalidHeaderFields", "enableCrossZoneLoadBalancing", "enableDeletionProtection", "enableHttp2",
        "enableTlsVersionAndCipherSuiteHeaders", "enableWafFailOpen", "enableXffClientPort", "enableZonalShift",
        "healthCheckLogs", "idleTimeout", "preserveHostHeader", "secondaryIpsAutoAssignedPerSubnet",
        "xffHeaderProcessingMode",
    ]

    static let privateLinkRules = "enforceSecurityGroupInboundRulesOnPrivateLinkTraffic"

    static func kind(_ inputs: PropertyMap) -> String { inputs["loadBalancerType"]?.string ?? "application" }

    static func attributes(_ balancer: ResourceOperation) -> Attributes {
        Attributes(schema: balancer.schema, keys: balancer.facts.attributes, kind: kind(balancer.inputs))
    }

    // MARK: Differences

    static let diffRules: DiffRules = {
        var rules = DiffRules(replacing: [
            "subnets": { isNetwork($0) && count($0.new) <= count($0.old) },
            "subnetMappings": mappingsReplace,
            "securityGroups": { isNetwork($0) && (count($0.old) == 0) != (count($0.new) == 0) },
        ])
        rules.ignored = Attributes.differencesToIgnore(attributeProperties, kind: kind)
        return rules
    }()

    private static func isNetwork(_ values: DiffRules.Values) -> Bool { kind(values.newInputs) == "network" }

    private static func count(_ value: PropertyValue?) -> Int { value?.list?.count ?? 0 }

    private static func mappingsReplace(_ values: DiffRules.Values) -> Bool {
        func plain(_ value: PropertyValue?) -> Set<PropertyValue> {
            Set((value?.list ?? []).map(\.withoutNestedDefaults))
        }
        let (old, new) = (plain(values.old), plain(values.new))
        if isNetwork(values) { return new.count <= old.count || !old.isSubset(of: new) }
        return new.count == old.count || !(old.isSubset(of: new) || new.isSubset(of: old))
    }

    // MARK: Steps

    /// Brings the members of the create into AWS's shape.
    @Sendable static func adjust(_ input: inout JSON.Object, _ balancer: ResourceOperation) {
        input["SubnetMappings"] = subnetMappings(balancer)
        input["Type"] = .string(kind(balancer.inputs))
        if kind(balancer.inputs) != "gateway" {
            input["Scheme"] = balancer.flag("internal") ? "internal" : "internet-facing"
        }
    }

    @Sendable static func setSubnets(_ balancer: ResourceOperation) async throws {
        var input = balancer.filled(["LoadBalancerArn": "{id}"])
            .merging(balancer.members(["enablePrefixForIpv6SourceNat"]))
        if let mappings = subnetMappings(balancer) {
            input["SubnetMappings"] = mappings
        } else {
            input = input.merging(balancer.members(["subnets"]))
        }
        try await balancer.call("elbv2.SetSubnets", input)
    }

    /// The mappings as AWS takes them: it finds the outpost by the subnet.
    private static func subnetMappings(_ balancer: ResourceOperation) -> JSON? {
        guard let mappings = balancer.members(["subnetMappings"])["SubnetMappings"]?.array else { return nil }
        return .array(
            mappings.map { mapping in
                var object = mapping.object ?? [:]
                object["OutpostId"] = nil
                return .object(object)
            }
        )
    }

    @Sendable static func setSecurityGroups(_ balancer: ResourceOperation) async throws {
        var input: JSON.Object = ["LoadBalancerArn": .string(balancer.id)]
        // Without a list in the program, the balancer keeps its groups.
        input["SecurityGroups"] =
            (balancer.inputs["securityGroups"] ?? balancer.state["securityGroups"])?.plainJSON ?? []
        input["EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic"] = balancer.inputs[privateLinkRules]?.plainJSON
        try await balancer.call("elbv2.SetSecurityGroups", input)
    }

    @Sendable static func reserveCapacity(_ balancer: ResourceOperation) async throws {
        let capacity = balancer.members(["minimumLoadBalancerCapacity"])
        guard !capacity.isEmpty || balancer.kind == .update else { return }
        let reset: JSON.Object = ["ResetCapacityReservation": true]
        let input: JSON.Object = ["LoadBalancerArn": .string(balancer.id)]
        let call = input.merging(capacity.isEmpty ? reset : capacity)
        try await balancer.call("elbv2.ModifyCapacityReservation", call)
    }

    /// Completes the outputs that are shaped otherwise in AWS.
    @Sendable static func complete(
        _ outputs: inout PropertyMap,
        _ found: JSON,
        _ attributes: JSON?,
        _ balancer: ResourceOperation
    ) {
        let zones = found.list(at: "AvailabilityZones")
        outputs["subnets"] = .list(zones.compactMap { $0["SubnetId"]?.string.map(PropertyValue.string) })
        outputs["subnetMappings"] = .list(zones.map { mapping($0, as: balancer) })
        outputs["internal"] = .bool(found["Scheme"]?.string == "internal")
        outputs["arnSuffix"] = .string(arnSuffix(balancer.id))
        outputs["ipamPools"] = nil
        let known = Attributes(
            schema: balancer.schema,
            keys: balancer.facts.attributes,
            kind: found["Type"]?.string ?? "application"
        )
        known.decode(attributes, into: &outputs)
        if outputs["accessLogs"] == nil { outputs["accessLogs"] = ["bucket": "", "enabled": false, "prefix": ""] }
    }

    /// The part of the ARN that metrics and network interfaces name.
    static func arnSuffix(_ arn: String) -> String {
        let marker = ":loadbalancer/"
        guard let range = arn.firstRange(of: marker) else { return arn }
        return String(arn[range.upperBound...])
    }

    /// A zone's subnet and its addresses; where AWS tells of none there, those that the program asked for.
    private static func mapping(_ zone: JSON, as balancer: ResourceOperation) -> PropertyValue {
        let subnet = zone["SubnetId"]?.string ?? ""
        let address = zone.at("LoadBalancerAddresses[0]")
        let given = (balancer.inputs["subnetMappings"] ?? balancer.state["subnetMappings"])?.list ?? []
        let own = address == nil ? given.lazy.compactMap(\.map).first { $0["subnetId"]?.string == subnet } : nil
        func text(_ member: String, _ property: String) -> PropertyValue {
            .string(address?[member]?.string ?? own?[property]?.string ?? "")
        }
        return [
            "subnetId": .string(subnet), "outpostId": .string(zone["OutpostId"]?.string ?? ""),
            "allocationId": text("AllocationId", "allocationId"),
            "privateIpv4Address": text("PrivateIPv4Address", "privateIpv4Address"),
            "ipv6Address": text("IPv6Address", "ipv6Address"),
        ]
    }

    // MARK: Deletion

    /// Waits for the balancer's network interfaces to go: until then, its subnets and groups cannot be deleted.
    ///
    /// Interfaces still present at the time-out are reported; the deletion of subnets and groups waits for them.
    static func waitForInterfaces(_ balancer: ResourceOperation) async {
        let filters: JSON = [
            ["Name": "description", "Values": [.string("ELB \(arnSuffix(balancer.id))")]]
        ]
        do {
            try await balancer.wait(
                for: "the network interfaces of \(balancer.subject) to be deleted",
                upTo: .seconds(300)
            ) {
                let answer = try await balancer.call("ec2.DescribeNetworkInterfaces", ["Filters": filters])
                let left = answer.list(at: "NetworkInterfaces")
                return left.isEmpty ? .ready(()) : .pending("\(left.count) left")
            }
        } catch {
            await balancer.report("the network interfaces of \(balancer.subject) may still exist: \(error)")
        }
    }
}
