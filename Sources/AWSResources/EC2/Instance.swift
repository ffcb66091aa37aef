import JSON
import PackageSchema
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:ec2/instance:Instance`: a virtual machine.
    static let instance = ResourceDescriptor(
        type: "aws:ec2/instance:Instance",
        mapping: Instance.mapping,
        tagging: .ec2("instance"),
        diff: DiffRules(
            replacing: ["ebsBlockDevices": Instance.areOtherDisks, "instanceType": Instance.isOtherArchitecture]
        ),
        local: ["forceDestroy", "getPasswordData", "userDataReplaceOnChange"],
        create: CreateStep { instance in
            try await instance.create("ec2.RunInstances", try await InstanceLaunch(instance).members())
        },
        search: .ec2(
            "ec2.DescribeInstances",
            "Reservations[].Instances",
            id: "InstanceId",
            acceptsUntagged: false,
            isUntouched: { found, _ in ["pending", "running"].contains(found.text(at: "State.Name")) },
            { instance in
                [
                    ("image-id", instance.inputs["ami"]?.string),
                    ("instance-type", instance.inputs["instanceType"]?.string),
                    ("subnet-id", instance.inputs["subnetId"]?.string),
                ]
            }
        ),
        afterCreate: { instance in
            try await InstanceChanges.complete(instance)
            if instance.flag("getPasswordData") {
                try await instance.wait(after: "password", for: "the password of \(instance.subject)")
            }
        },
        read: .lookup { outputs, found, instance in
            try await InstanceOutputs(found: found.object, instance: instance).complete(&outputs)
        },
        update: [UpdateStep(InstanceChanges.properties, run: InstanceChanges.run)],
        delete: DeleteStep { instance in
            if instance.isSet("forceDestroy") { try await Instance.unprotect(instance) }
            try await instance.callUnlessGone("ec2.TerminateInstances", instance.filled(["InstanceIds": ["{id}"]]))
        }
    )
}

/// The names of an instance's members, and what its type tells.
enum Instance {
    static let mapping = MemberMapping(
        style: .upperCamel,
        names: [
            "ami": "ImageId", "availabilityZone": "Placement.AvailabilityZone",
            "hibernation":
                "HibernationOptions.Configured", "hostId": "Placement.HostId",
            "cpuCoreCount": "CpuOptions.CoreCount", "cpuThreadsPerCore": "CpuOptions.ThreadsPerCore",
            "hostResourceGroupArn": "Placement.HostResourceGroupArn", "instanceState": "State.Name",
            "launchTemplate.id": "LaunchTemplateId", "launchTemplate.name": "LaunchTemplateName",
            "placementGroup": "Placement.GroupName", "placementGroupId": "Placement.GroupId",
            "placementPartitionNumber": "Placement.PartitionNumber", "privateDns": "PrivateDnsName",
            "privateDnsNameOptions.enableResourceNameDnsAaaaRecord": "EnableResourceNameDnsAAAARecord",
            "privateIp": "PrivateIpAddress", "publicDns": "PublicDnsName", "publicIp": "PublicIpAddress",
            "secondaryNetworkInterfaces": "SecondaryInterfaces",
            "secondaryNetworkInterfaces.deleteOnTermination": "Attachment.DeleteOnTermination",
            "secondaryNetworkInterfaces.deviceIndex": "Attachment.DeviceIndex",
            "secondaryNetworkInterfaces.networkCardIndex": "Attachment.NetworkCardIndex",
            "secondaryNetworkInterfaces.interfaceType": "SecondaryInterfaceType",
            "tenancy": "Placement.Tenancy",
            "monitoring": "Monitoring.Enabled", "iamInstanceProfile": "IamInstanceProfile.Name",
            // Answers have other things at the names of these; they are read by themselves.
            "networkInterfaces": "-", "securityGroups": "-",
        ],
        sent: [
            "securityGroups": "SecurityGroups", "vpcSecurityGroupIds": "SecurityGroupIds",
            "secondaryNetworkInterfaces.deleteOnTermination": "DeleteOnTermination",
            "secondaryNetworkInterfaces.deviceIndex": "DeviceIndex",
            "secondaryNetworkInterfaces.networkCardIndex": "NetworkCardIndex",
            "secondaryNetworkInterfaces.interfaceType": "InterfaceType",
        ],
        elements: [
            "ipv6Addresses": "Ipv6Address", "secondaryNetworkInterfaces.privateIpAddresses": "PrivateIpAddress",
        ]
    )

    /// True if an instance of one type cannot become one of the other, because its image is for another processor.
    static let isOtherArchitecture: DiffRules.Condition = { values in
        guard let old = values.old?.string, let new = values.new?.string else { return false }
        return isARM(old) != isARM(new)
    }

    /// True if more than the tags of the disks differs: they are made along with the instance.
    static let areOtherDisks: DiffRules.Condition = { values in
        func disks(_ value: PropertyValue?) -> [PropertyMap] {
            (value?.list ?? []).compactMap(\.map)
                .map { $0.withoutDefaults.filter { !["tags", "tagsAll"].contains($0.key) } }
                .sorted { ($0["deviceName"]?.string ?? "") < ($1["deviceName"]?.string ?? "") }
        }
        return disks(values.old) != disks(values.new)
    }

    /// Returns whether a type runs on Arm: those with a `g` after their generation, such as `m6g.large` and `c7gn.large`,
    /// and the first ones, `a1`.
    private static func isARM(_ type: String) -> Bool {
        let family = type.prefix { $0 != "." }
        return family == "a1" || family.drop { !$0.isNumber }.contains("g")
    }

    /// Returns whether a type has CPU credits, as AWS's documentation lists them: `t2`, `t3`, `t3a`, `t4g`.
    static func isBurstable(_ type: String?) -> Bool {
        type?.first == "t" && type?.dropFirst().first?.isNumber == true
    }

    /// Lets an instance be stopped and terminated.
    static func unprotect(_ instance: ResourceOperation) async throws {
        for member in ["DisableApiTermination", "DisableApiStop"] {
            let input: JSON.Object = ["InstanceId": .string(instance.id), member: ["Value": false]]
            try await instance.callUnlessGone("ec2.ModifyInstanceAttribute", input)
        }
    }
}
