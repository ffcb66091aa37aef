import JSON
import PackageSchema
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:ec2/launchTemplate:LaunchTemplate`: the settings of instances to come, in numbered versions.
    static let launchTemplate = ResourceDescriptor(
        type: "aws:ec2/launchTemplate:LaunchTemplate",
        mapping: LaunchTemplate.mapping,
        tagging: .ec2("launch-template"),
        local: ["updateDefaultVersion"],
        create: CreateStep { template in
            var members = template.members(except: LaunchTemplate.contents.union(["defaultVersion"]))
            members["LaunchTemplateData"] = .object(LaunchTemplate.data(template))
            return try await template.create("ec2.CreateLaunchTemplate", members)
        },
        search: .list(
            "ec2.DescribeLaunchTemplates",
            "LaunchTemplates",
            id: "LaunchTemplateId",
            { template in template.inputs["name"]?.plainJSON.map { ["LaunchTemplateNames": [$0]] } }
        ),
        read: .lookup { outputs, found, template in
            try await LaunchTemplate.complete(&outputs, found.object, template)
        },
        update: [
            UpdateStep(
                LaunchTemplate.contents.union(["defaultVersion", "description", "updateDefaultVersion"]),
                run: LaunchTemplate.update
            )
        ],
        delete: .call("ec2.DeleteLaunchTemplate", ["LaunchTemplateId": "{id}"])
    )
}

/// The versions of a launch template.
private enum LaunchTemplate {
    /// The properties that a version holds.
    static let contents: Set = [
        "blockDeviceMappings", "capacityReservationSpecification", "cpuOptions", "creditSpecification",
        "disableApiStop",
        "disableApiTermination", "ebsOptimized", "enclaveOptions", "hibernationOptions", "iamInstanceProfile",
        "imageId",
        "instanceInitiatedShutdownBehavior", "instanceMarketOptions", "instanceRequirements", "instanceType",
        "kernelId", "keyName", "licenseSpecifications", "maintenanceOptions", "metadataOptions", "monitoring",
        "networkInterfaces", "networkPerformanceOptions", "placement", "privateDnsNameOptions", "ramDiskId",
        "secondaryInterfaces", "securityGroupNames", "tagSpecifications", "userData", "vpcSecurityGroupIds",
    ]

    static let mapping = MemberMapping(
        style: .upperCamel,
        names: [
            "defaultVersion": "DefaultVersionNumber", "description": "VersionDescription",
            "latestVersion": "LatestVersionNumber", "name": "LaunchTemplateName",
            "networkInterfaces.ipv4AddressCount": "SecondaryPrivateIpAddressCount",
            "networkInterfaces.ipv4Addresses": "PrivateIpAddresses", "networkInterfaces.securityGroups": "Groups",
            "privateDnsNameOptions.enableResourceNameDnsAaaaRecord": "EnableResourceNameDnsAAAARecord",
            "securityGroupNames": "SecurityGroups", "vpcSecurityGroupIds": "SecurityGroupIds",
        ].merging(InstanceRequirements.names(at: "instanceRequirements")) { $1 },
        pairs: ["tagSpecifications.tags"],
        elements: [
            "networkInterfaces.ipv4Addresses": "PrivateIpAddress", "networkInterfaces.ipv4Prefixes": "Ipv4Prefix",
            "networkInterfaces.ipv6Addresses": "Ipv6Address", "networkInterfaces.ipv6Prefixes": "Ipv6Prefix",
            "secondaryInterfaces.privateIpAddresses": "PrivateIpAddress",
        ],
        flags: [
            "blockDeviceMappings.ebs.deleteOnTermination", "blockDeviceMappings.ebs.encrypted", "ebsOptimized",
            "networkInterfaces.associateCarrierIpAddress", "networkInterfaces.associatePublicIpAddress",
            "networkInterfaces.deleteOnTermination", "networkInterfaces.primaryIpv6",
        ]
    )

    // MARK: Members

    /// The members of a version: what the program says, and what AWS decided that the program leaves to it.
    static func data(_ template: ResourceOperation) -> JSON.Object {
        let (schema, mapping) = (template.schema.inputs, template.descriptor.mapping)
        let kept = template.state.filter { template.inputs[$0.key] == nil && schema[$0.key]?.isKeptOnRemoval == true }
        var data = mapping.encode(template.inputs.merging(kept), schema, only: contents.sorted())
        if data["CreditSpecification"] == [:] { data["CreditSpecification"] = nil }
        if let interfaces = data["NetworkInterfaces"]?.array {
            data["NetworkInterfaces"] = .array(interfaces.map(markingPrimary))
        }
        return data
    }

    /// Says of each address of an interface whether it is the first one.
    private static func markingPrimary(_ interface: JSON) -> JSON {
        guard let addresses = interface["PrivateIpAddresses"]?.array else { return interface }
        let marked = addresses.map { address in
            address.setting(.bool(address["PrivateIpAddress"] == interface["PrivateIpAddress"]), at: "Primary")
        }
        return interface.setting(.array(marked), at: "PrivateIpAddresses")
    }

    // MARK: Update

    /// Makes a version of what has changed, and another version the default if the program asks for that.
    @Sendable static func update(_ template: ResourceOperation) async throws {
        let name = template.filled(["LaunchTemplateId": "{id}"])
        var latest = template.state["latestVersion"]?.number
        if contents.union(["description"]).contains(where: template.hasChanged) {
            let input = name.merging(template.members(["description"])).merging([
                "ClientToken": .string(UniqueSuffix.make()), "LaunchTemplateData": .object(data(template)),
            ])
            let answer = try await template.call("ec2.CreateLaunchTemplateVersion", input)
            latest = answer.at("LaunchTemplateVersion.VersionNumber")?.double
        }
        let isLatest = template.flag("updateDefaultVersion")
        guard isLatest || template.hasChanged("defaultVersion"),
            let wanted = isLatest ? latest : template.inputs["defaultVersion"]?.number
        else {
            return
        }
        let version: JSON = .string(JSON.Number(wanted).text)
        try await template.call("ec2.ModifyLaunchTemplate", name.merging(["DefaultVersion": version]))
    }

    // MARK: Read

    /// Completes the outputs with what the latest version holds.
    static func complete(_ outputs: inout PropertyMap, _ found: JSON, _ template: ResourceOperation) async throws {
        let latest = found["LatestVersionNumber"]?.double ?? 1
        let input = template.filled(["LaunchTemplateId": "{id}"])
            .merging(["Versions": [.string(JSON.Number(latest).text)]])
        let answer = try await template.find("ec2.DescribeLaunchTemplateVersions", input)
        guard let version = answer?.at("LaunchTemplateVersions[0]") else { return }
        let held = template.properties(of: version["LaunchTemplateData"] ?? [:])
        for property in template.schema.outputs.properties where contents.contains(property.name) {
            // What the version no longer holds is gone, whatever the program says.
            outputs[property.name] = held[property.name] ?? property.type.empty
        }
        outputs["description"] = .string(version["VersionDescription"]?.string ?? "")
    }
}
