import JSON
import PackageSchema
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:ec2/vpcEndpoint:VpcEndpoint`: a way from a VPC to a service that does not cross the internet.
    static let vpcEndpoint = ResourceDescriptor(
        type: "aws:ec2/vpcEndpoint:VpcEndpoint",
        mapping: MemberMapping(style: .upperCamel, names: ["policy": "PolicyDocument"]),
        tagging: .ec2("vpc-endpoint"),
        local: ["autoAccept"],
        create: .call("ec2.CreateVpcEndpoint"),
        search: .ec2("ec2.DescribeVpcEndpoints", "VpcEndpoints", id: "VpcEndpointId") { endpoint in
            ["vpc-id": "vpcId", "service-name": "serviceName"].map { ($0.key, endpoint.inputs[$0.value]?.string) }
        },
        afterCreate: VpcEndpoint.accept,
        read: .lookup { try await VpcEndpoint.complete(&$0, $1.object, $2) },
        update: [
            .call(
                "ec2.ModifyVpcEndpoint",
                changed: [
                    "dnsOptions", "ipAddressType", "policy", "privateDnsEnabled", "routeTableIds", "securityGroupIds",
                    "subnetConfigurations", "subnetIds",
                ],
                of: ["VpcEndpointId": "{id}"]
            ) { members, _ in
                // An empty policy asks for the default one.
                guard members["PolicyDocument"] == "" else { return }
                members["PolicyDocument"] = nil
                members["ResetPolicy"] = true
            },
            UpdateStep(["autoAccept"], run: VpcEndpoint.accept),
        ],
        delete: .call("ec2.DeleteVpcEndpoints", ["VpcEndpointIds": ["{id}"]], onlyIfFound: true)
    )
}

/// The acceptance of an endpoint by its service, and outputs that are found elsewhere.
private enum VpcEndpoint {
    /// Accepts the endpoint for a service of the same account, if the program asks for that.
    @Sendable static func accept(_ endpoint: ResourceOperation) async throws {
        guard endpoint.flag("autoAccept"), let found = try await endpoint.lookUp()?.object,
            found["State"]?.string == "pendingAcceptance"
        else {
            return
        }
        let filter: JSON = ["Name": "service-name", "Values": [found["ServiceName"] ?? ""]]
        let services = try await endpoint.call("ec2.DescribeVpcEndpointServiceConfigurations", ["Filters": [filter]])
        let service = try services.identifier(
            "ServiceConfigurations[0].ServiceId",
            of: "ec2.DescribeVpcEndpointServiceConfigurations"
        )
        let input: JSON.Object = ["ServiceId": .string(service), "VpcEndpointIds": [.string(endpoint.id)]]
        try await endpoint.call("ec2.AcceptVpcEndpointConnections", input)
    }

    /// Completes the outputs with the security groups, and the addresses of a gateway endpoint's service.
    static func complete(_ outputs: inout PropertyMap, _ found: JSON, _ endpoint: ResourceOperation) async throws {
        let groups = found.all(at: "Groups[].GroupId")
        outputs["requesterManaged"] = outputs["requesterManaged"] ?? false
        outputs["securityGroupIds"] = .list(groups.map(PropertyValue.init(plain:)))
        guard let service = found["ServiceName"], found["VpcEndpointType"]?.string == "Gateway" else { return }
        let filter: JSON = ["Name": "prefix-list-name", "Values": [service]]
        let list = try await endpoint.find("ec2.DescribePrefixLists", ["Filters": [filter]])?.at("PrefixLists[0]")
        outputs["prefixListId"] = .string(list?["PrefixListId"]?.string ?? "")
        outputs["cidrBlocks"] = .list((list?.list(at: "Cidrs") ?? []).map(PropertyValue.init(plain:)))
    }
}
