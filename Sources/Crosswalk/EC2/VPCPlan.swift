import ProviderKit
import PulumiProtocol

/// The children of a VPC component, and their places among its outputs.
struct VPCPlan: Sendable {
    typealias Key = PlannedChild.Key

    /// The settings that several children share.
    struct Settings: Sendable {
        /// The component's name.
        let name: String
        /// The property `region`; `nil` for the provider's region.
        let region: PropertyValue?
        /// The tags.
        let tags: VPCTags

        /// The region as a property of a child.
        var regionValue: PlannedChild.Value? { region.map { .value($0) } }
    }

    /// The VPC, which everything else refers to.
    let vpc: Key
    let settings: Settings
    /// The children other than the VPC.
    var children = ChildPlan()

    private(set) var internetGateway: Key
    private(set) var subnets: [(kind: SubnetType.Kind, zone: Int, key: Key)] = []
    private(set) var routeTables: [Key] = []
    private(set) var associations: [Key] = []
    private(set) var routes: [Key] = []
    private(set) var natGateways: [Key] = []
    private(set) var elasticIPs: [Key] = []
    var endpoints: [Key] = []

    /// A plan with an internet gateway.
    init(vpc: Key, _ settings: Settings) {
        self.vpc = vpc
        self.settings = settings
        internetGateway = children.add(
            PlannedChild(
                Key("aws:ec2/internetGateway:InternetGateway", settings.name),
                under: vpc,
                ["vpcId": .id(vpc), "region": settings.regionValue, "tags": .value(settings.tags.shared())]
            )
        )
    }

    /// Adds a subnet with its route table, and with the NAT gateway that it hosts.
    mutating func add(_ subnet: PlacedSubnet, _ gateways: NATGatewayChoice) {
        let identity: PropertyValue = ["Name": .string(subnet.nameTag), "SubnetType": .string(subnet.type.text)]
        let key = addSubnet(subnet, tags: settings.tags.shared(subnet.tags, identity))
        let table = addRouteTable(subnet.resourceName, of: key, tags: settings.tags.shared(identity))
        if subnet.isFirstPublic, gateways.host(ofZone: subnet.zone) == subnet.zone {
            addNATGateway(in: key, subnet.zone, gateways)
        }
        addRoute(from: table, subnet, gateways)
    }

    private mutating func addSubnet(_ subnet: PlacedSubnet, tags: PropertyValue) -> Key {
        let key = children.add(
            PlannedChild(
                Key("aws:ec2/subnet:Subnet", subnet.resourceName),
                under: vpc,
                origins: subnet.origins,
                [
                    "vpcId": .id(vpc),
                    "region": settings.regionValue,
                    "availabilityZone": .value(subnet.zoneName),
                    "cidrBlock": .value(subnet.cidrBlock),
                    "mapPublicIpOnLaunch": .value(.bool(subnet.type.kind == .public)),
                    "assignIpv6AddressOnCreation": .value(subnet.ipv6.isAssigned),
                    "ipv6CidrBlock": .output(vpc, "ipv6CidrBlock", subnet.ipv6.block),
                    "tags": .value(tags),
                ]
            )
        )
        subnets.append((subnet.type.kind, subnet.zone, key))
        return key
    }

    private mutating func addRouteTable(_ name: String, of subnet: Key, tags: PropertyValue) -> Key {
        let table = children.add(
            PlannedChild(
                Key("aws:ec2/routeTable:RouteTable", name),
                under: subnet,
                ["vpcId": .id(vpc), "region": settings.regionValue, "tags": .value(tags)]
            )
        )
        routeTables.append(table)
        associations.append(
            children.add(
                PlannedChild(
                    Key("aws:ec2/routeTableAssociation:RouteTableAssociation", name),
                    under: table,
                    ["routeTableId": .id(table), "subnetId": .id(subnet), "region": settings.regionValue]
                )
            )
        )
        return table
    }

    /// Adds the route of a public or private subnet to the internet, if it has one.
    private mutating func addRoute(from table: Key, _ subnet: PlacedSubnet, _ gateways: NATGatewayChoice) {
        let gateway = subnet.type.kind == .public ? internetGateway : nil
        let host = subnet.type.kind == .private ? gateways.host(ofZone: subnet.zone) : nil
        guard gateway != nil || host != nil else { return }
        routes.append(
            children.add(
                PlannedChild(
                    Key("aws:ec2/route:Route", subnet.resourceName),
                    under: table,
                    given: ["destinationCidrBlock": "0.0.0.0/0"],
                    [
                        "routeTableId": .id(table),
                        "region": settings.regionValue,
                        "gatewayId": gateway.map { .id($0) },
                        "natGatewayId": host.map { .id(natGateway(ofZone: $0)) },
                    ]
                )
            )
        )
    }

    private func natGateway(ofZone zone: Int) -> Key {
        Key("aws:ec2/natGateway:NatGateway", "\(settings.name)-\(zone + 1)")
    }

    private mutating func addNATGateway(in subnet: Key, _ zone: Int, _ gateways: NATGatewayChoice) {
        let key = natGateway(ofZone: zone)
        let tags = PlannedChild.Value.value(settings.tags.named(key.name))
        let address = gateways.allocationIDs.isEmpty ? Key("aws:ec2/eip:Eip", key.name) : nil
        if let address {
            elasticIPs.append(
                children.add(PlannedChild(address, under: subnet, ["region": settings.regionValue, "tags": tags]))
            )
        }
        let given = address == nil ? gateways.allocationIDs[zone] : nil
        natGateways.append(
            children.add(
                PlannedChild(
                    key,
                    under: subnet,
                    origins: given.map { [.init("allocationId", from: $0.path)] },
                    [
                        "subnetId": .id(subnet),
                        "allocationId": address.map { .output($0, "allocationId") } ?? given?.value.map { .value($0) },
                        "region": settings.regionValue,
                        "tags": tags,
                    ]
                )
            )
        )
    }
}
