// Written by scripts/generate-types from schema.json. Do not edit.
import ProviderKit
import PulumiProtocol

/// The NAT gateways of a VPC, through which its private subnets reach the internet.
///
/// `awsx:ec2:NatGatewayConfiguration`
struct NatGatewayConfigurationInputs: InputView {
    let object: InputObject

    /// The allocation IDs of existing Elastic IP addresses for the NAT gateways: one with strategy `Single`, one for
    /// each availability zone with `OnePerAz`.
    ///
    /// New addresses are allocated by default. AWS calls it `AllocationId`.
    var elasticIpAllocationIds: Input<[PropertyValue]> { input("elasticIpAllocationIds") }

    /// The number of NAT gateways.
    var strategy: Input<PropertyValue> { input("strategy") }
}

/// A subnet that is created in each availability zone of the VPC.
///
/// `awsx:ec2:SubnetSpec`
struct SubnetSpecInputs: InputView {
    let object: InputObject

    /// Indicates whether new network interfaces get an IPv6 address, and the subnet an IPv6 range; the value of
    /// `assignGeneratedIpv6CidrBlock` of the VPC by default.
    ///
    /// AWS calls it `AssignIpv6AddressOnCreation`.
    var assignIpv6AddressOnCreation: Input<PropertyValue> { input("assignIpv6AddressOnCreation") }

    /// The IPv4 ranges in CIDR notation, one for each availability zone in order.
    ///
    /// If one specification has them, all need them. AWS calls it `CidrBlock`.
    var cidrBlocks: Input<[PropertyValue]> { input("cidrBlocks") }

    /// The length of the network prefix of the IPv4 range, in bits, from 16 to 28.
    ///
    /// By default what `size` or `cidrBlocks` say, else an even share of the block of the availability zone.
    var cidrMask: Input<PropertyValue> { input("cidrMask") }

    /// The name within the VPC, which becomes part of the resource names and of the tag `Name`; the type in lower
    /// case by default.
    ///
    /// Specifications of the same type need different ones.
    var name: Input<PropertyValue> { input("name") }

    /// The number of IPv4 addresses of the range, a power of 2.
    ///
    /// It says the same as `cidrMask`: 256 is a mask of 24. AWS keeps five addresses of each subnet for itself.
    var size: Input<PropertyValue> { input("size") }

    /// The tags of the subnets by key, in addition to those of the VPC.
    ///
    /// AWS calls it `TagSpecifications`.
    var tags: Input<[String: PropertyValue]> { input("tags") }

    /// The reach of the subnet.
    var type: Input<PropertyValue> { input("type") }
}

/// A VPC endpoint, through which the VPC reaches a service without the internet.
///
/// `awsx:ec2:VpcEndpointSpec`
struct VpcEndpointSpecInputs: ForwardedInputs {
    static let forwardedNames = [
        "autoAccept", "dnsOptions", "ipAddressType", "policy", "privateDnsEnabled", "region",
        "resourceConfigurationArn", "routeTableIds", "securityGroupIds", "serviceName", "serviceNetworkArn",
        "serviceRegion", "subnetConfigurations", "subnetIds", "tags", "vpcEndpointType",
    ]

    let object: InputObject

    /// The type of the IP addresses of the endpoint: `ipv4`, `ipv6` or `dualstack`; AWS chooses what the service and
    /// the subnets have by default.
    ///
    /// AWS calls it `IpAddressType`.
    var ipAddressType: Input<PropertyValue> { input("ipAddressType") }

    /// Indicates whether the public DNS name of the service leads to the endpoint within the VPC.
    ///
    /// Only for interface endpoints; `true` there with strategy `Auto`. AWS calls it `PrivateDnsEnabled`.
    var privateDnsEnabled: Input<PropertyValue> { input("privateDnsEnabled") }

    /// The region of the endpoint; the region of the VPC by default.
    var region: Input<PropertyValue> { input("region") }

    /// The IDs of the route tables that get a route to the endpoint.
    ///
    /// Only for gateway endpoints; all route tables of the VPC with strategy `Auto`. AWS calls it `RouteTableIds`.
    var routeTableIds: Input<[PropertyValue]> { input("routeTableIds") }

    /// The IDs of the security groups of the network interfaces.
    ///
    /// Only for interface endpoints; a group that admits HTTPS from the VPC with strategy `Auto`, else the default
    /// security group of the VPC. AWS calls it `SecurityGroupIds`.
    var securityGroupIds: Input<[PropertyValue]> { input("securityGroupIds") }

    /// The name of the service, such as `com.amazonaws.eu-west-1.s3`.
    ///
    /// The endpoint is named after it. AWS calls it `ServiceName`.
    var serviceName: Input<PropertyValue> { input("serviceName") }

    /// The subnets of the endpoint with the IP addresses that it has there.
    ///
    /// AWS calls it `SubnetConfigurations`.
    var subnetConfigurations: Input<[PropertyValue]> { input("subnetConfigurations") }

    /// The IDs of the subnets that get a network interface of the endpoint, for interface and Gateway Load Balancer
    /// endpoints.
    ///
    /// One of each availability zone with strategy `Auto`: a private one, else an isolated one, else a public one.
    /// AWS calls it `SubnetIds`.
    var subnetIds: Input<[PropertyValue]> { input("subnetIds") }

    /// The tags of the endpoint by key, in addition to those of the VPC.
    ///
    /// AWS calls it `TagSpecifications`.
    var tags: Input<[String: PropertyValue]> { input("tags") }

    /// The type: `Gateway`, `Interface`, `GatewayLoadBalancer`, `Resource` or `ServiceNetwork`; `Gateway` by default.
    ///
    /// AWS calls it `VpcEndpointType`.
    var vpcEndpointType: Input<PropertyValue> { input("vpcEndpointType") }
}

/// The default VPC of the region and its subnets.
///
/// They are looked up; no resource is created.
///
/// `awsx:ec2:DefaultVpc`
struct DefaultVpcInputs: ComponentInputs {
    static let type = "awsx:ec2:DefaultVpc"

    let object: InputObject
}

/// A VPC with subnets in several availability zones, their route tables, an internet gateway, and NAT gateways.
///
/// By default there are a private and a public subnet in each of three zones, and a NAT gateway in each zone.
///
/// `awsx:ec2:Vpc`
struct VpcInputs: ComponentInputs, ForwardedInputs {
    static let type = "awsx:ec2:Vpc"

    static let forwardedNames = [
        "assignGeneratedIpv6CidrBlock", "cidrBlock", "enableDnsHostnames", "enableDnsSupport",
        "enableNetworkAddressUsageMetrics", "instanceTenancy", "ipv4IpamPoolId", "ipv4NetmaskLength", "ipv6CidrBlock",
        "ipv6CidrBlockNetworkBorderGroup", "ipv6IpamPoolId", "ipv6NetmaskLength", "region", "tags",
    ]

    let object: InputObject

    /// Indicates whether the VPC gets an IPv6 range of 56 bits from Amazon; `false` by default.
    ///
    /// Not together with `ipv6IpamPoolId`. AWS calls it `AmazonProvidedIpv6CidrBlock`.
    var assignGeneratedIpv6CidrBlock: Input<PropertyValue> { input("assignGeneratedIpv6CidrBlock") }

    /// The length of the network prefix of the block of one availability zone, in bits.
    ///
    /// By default the range of the VPC is divided by the number of zones, rounded up to a power of 2. Strategy
    /// `Legacy` ignores it.
    var availabilityZoneCidrMask: Input<PropertyValue> { input("availabilityZoneCidrMask") }

    /// The names of the availability zones, such as `eu-west-1a`, in order.
    ///
    /// Not together with `numberOfAvailabilityZones`. AWS calls it `AvailabilityZone`.
    var availabilityZoneNames: Input<[PropertyValue]> { input("availabilityZoneNames") }

    /// The IPv4 range of the VPC in CIDR notation, with a network prefix of 16 to 28 bits; `10.0.0.0/16` by default,
    /// unless `ipv4IpamPoolId` is given.
    ///
    /// AWS calls it `CidrBlock`.
    var cidrBlock: Input<PropertyValue> { input("cidrBlock") }

    /// Indicates whether instances with public IP addresses get public DNS names; `false` by default, `true` if an
    /// endpoint with private DNS needs it under the endpoint strategy `Auto`.
    ///
    /// AWS calls it `EnableDnsHostnames`.
    var enableDnsHostnames: Input<PropertyValue> { input("enableDnsHostnames") }

    /// Indicates whether the DNS server of Amazon answers in the VPC; `true` by default.
    ///
    /// AWS calls it `EnableDnsSupport`.
    var enableDnsSupport: Input<PropertyValue> { input("enableDnsSupport") }

    /// The ID of the IPAM pool from which the VPC gets its IPv4 range.
    ///
    /// Exactly one of `cidrBlock` and `ipv4NetmaskLength` is required with it. AWS calls it `Ipv4IpamPoolId`.
    var ipv4IpamPoolId: Input<PropertyValue> { input("ipv4IpamPoolId") }

    /// The length of the network prefix of the IPv4 range from the IPAM pool, in bits.
    ///
    /// Only with `ipv4IpamPoolId`. AWS calls it `Ipv4NetmaskLength`.
    var ipv4NetmaskLength: Input<PropertyValue> { input("ipv4NetmaskLength") }

    /// The NAT gateways; one in each availability zone by default.
    ///
    /// A VPC without both public and private or isolated subnets needs the strategy `None`.
    var natGateways: Input<NatGatewayConfigurationInputs> { input("natGateways") }

    /// The number of availability zones: the first ones of the region; 3 by default.
    ///
    /// Not together with `availabilityZoneNames`.
    var numberOfAvailabilityZones: Input<PropertyValue> { input("numberOfAvailabilityZones") }

    /// The region of all resources; the region of the provider by default.
    var region: Input<PropertyValue> { input("region") }

    /// The suffix of the tag `Name` of subnets; `Legacy` by default.
    var subnetNameTagStrategy: Input<PropertyValue> { input("subnetNameTagStrategy") }

    /// The subnets in each availability zone; one private and one public subnet by default, half and a quarter of the
    /// block of the zone.
    var subnetSpecs: Input<[SubnetSpecInputs]> { input("subnetSpecs") }

    /// The way in which the address ranges of subnets are laid out; `Legacy` by default.
    var subnetStrategy: Input<PropertyValue> { input("subnetStrategy") }

    /// The tags of all resources that have tags, by key.
    ///
    /// The tag `Name` is the name of the component unless it is given here. AWS calls it `TagSpecifications`.
    var tags: Input<[String: PropertyValue]> { input("tags") }

    /// The VPC endpoints; none by default.
    var vpcEndpointSpecs: Input<[VpcEndpointSpecInputs]> { input("vpcEndpointSpecs") }

    /// The treatment of what specifications of VPC endpoints leave out; `Legacy` by default.
    var vpcEndpointStrategy: Input<PropertyValue> { input("vpcEndpointStrategy") }
}
