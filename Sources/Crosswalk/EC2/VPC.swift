import ProviderKit
import PulumiProtocol

/// The component `awsx:ec2:Vpc`: a VPC with subnets in several zones, their routes, NAT gateways and endpoints.
struct VPC: Component {
    private let inputs: VpcInputs
    private let endpoints: VPCEndpointChoice
    private let zones: AvailabilityZoneChoice
    private let gateways: NATGatewayChoice
    private let subnets: SubnetChoice

    init(_ inputs: VpcInputs) throws {
        self.inputs = inputs
        try Self.checkPool(inputs)
        endpoints = try VPCEndpointChoice(inputs)
        zones = try AvailabilityZoneChoice(inputs)
        gateways = try NATGatewayChoice(inputs, zones: zones.count)
        subnets = try SubnetChoice(inputs, zones: zones.count, gateways)
        _ = try subnets.placed(Output(nil), in: zones.givenNames)
    }

    var warnings: [CheckFailure] { subnets.warnings + endpoints.warnings }

    func drafts(named name: String) -> [ChildDraft] {
        guard let layout = try? subnets.layout(in: nil), let placed = try? subnets.placed(layout, in: zones.givenNames)
        else { return [] }
        var plan = ChildPlan()
        plan.add(vpc(named: name))
        return plan.drafts + self.plan(name, placed).children.drafts
    }

    func register(in scope: ComponentScope) async throws -> PropertyMap {
        let zones = try await zones.names(in: scope)
        // An impossible tag is told before there is a VPC.
        _ = try subnets.placed(Output(nil), in: zones)
        var first = ChildPlan()
        let key = first.add(vpc(named: scope.name))
        let vpc = try await first.register(in: scope)
        let layout = try subnets.layout(in: vpc[key]?["cidrBlock"])
        let plan = try plan(scope.name, subnets.placed(layout, in: zones))
        let children = try await plan.children.register(in: scope, after: vpc)
        return plan.state(children, layout: subnets.entries(of: layout))
    }

    private func vpc(named name: String) -> PlannedChild {
        let properties = inputs.forwarded
            .merging(endpoints.dnsAttributes)
            .setting([
                "cidrBlock": subnets.vpcBlock.map { .string($0) },
                "tags": tags(name).shared(),
            ])
        return PlannedChild(vpcKey(name), origins: [.init(from: "")], given: properties, [:])
    }

    private func plan(_ name: String, _ placed: [PlacedSubnet]) -> VPCPlan {
        let settings = VPCPlan.Settings(name: name, region: inputs.region.nonNull, tags: tags(name))
        var plan = VPCPlan(vpc: vpcKey(name), settings)
        for subnet in placed { plan.add(subnet, gateways) }
        for endpoint in endpoints.endpoints { plan.add(endpoint, fillsIn: endpoints.fillsIn) }
        return plan
    }

    private func vpcKey(_ name: String) -> PlannedChild.Key { .init("aws:ec2/vpc:Vpc", name) }

    private func tags(_ name: String) -> VPCTags { VPCTags(name: name, given: inputs.tags.value) }

    /// Checks that a pool of addresses comes with a block or the length of one.
    private static func checkPool(_ inputs: VpcInputs) throws(InputFailure) {
        guard inputs.ipv4IpamPoolId.isTruthy else { return }
        try inputs.cidrBlock.exclude(
            inputs.ipv4NetmaskLength,
            remedy: "with ipv4IpamPoolId give the block, or the length of one that AWS chooses"
        )
        if inputs.cidrBlock.nonNull == nil, inputs.ipv4NetmaskLength.nonNull == nil {
            throw inputs.ipv4IpamPoolId.failure("needs cidrBlock, or ipv4NetmaskLength for a block that AWS chooses")
        }
    }
}
