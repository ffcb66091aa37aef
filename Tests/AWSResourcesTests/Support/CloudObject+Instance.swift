import JSON

@testable import AWSResources

/// An instance: its launch takes most of its members at other places than answers show them.
extension CloudObject {
    static let instances: [String: Effect] = [
        "ec2.RunInstances": { $0.launch($1) },
        "ec2.StopInstances": { instance, _ in instance["State"] = ["Name": "stopped"] },
        "ec2.StartInstances": { instance, _ in instance["State"] = ["Name": "running"] },
        "ec2.MonitorInstances": { instance, _ in instance["Monitoring"] = ["State": "enabled"] },
        "ec2.UnmonitorInstances": { instance, _ in instance["Monitoring"] = ["State": "disabled"] },
        "ec2.ModifyInstanceAttribute": { instance, input in
            instance.set(JSON.Object(input.filter { $0.key != "BlockDeviceMappings" }.map { ($0.key, $0.value) }))
        },
        "ec2.ModifyInstanceCreditSpecification": { instance, input in
            instance["CpuCredits"] = input["InstanceCreditSpecifications"]?[0]?["CpuCredits"]
        },
        "ec2.ModifyInstanceMetadataOptions": { $0.set($1, in: "MetadataOptions") },
        "ec2.ModifyInstanceMaintenanceOptions": { $0.set($1, in: "MaintenanceOptions") },
        "ec2.ModifyInstancePlacement": { $0.set($1, in: "Placement") },
        "ec2.AssociateIamInstanceProfile": { instance, input in
            instance["IamInstanceProfile"] = profile(input)
        },
        "ec2.ModifyNetworkInterfaceAttribute": { instance, input in
            if let groups = input["Groups"]?.array {
                instance.setGroups(groups, names: [])
            } else {
                instance.changeInterface("Ipv6Addresses") { addresses in
                    addresses.map {
                        .object(($0.object ?? [:]).merging(["IsPrimaryIpv6": input["EnablePrimaryIpv6"] ?? false]))
                    }
                }
            }
        },
        "ec2.AssignIpv6Addresses": { instance, input in
            instance.changeInterface("Ipv6Addresses") {
                $0 + ipv6(input["Ipv6AddressCount"]?.int ?? 0, isPrimary: false)
            }
        },
        "ec2.AssignPrivateIpAddresses": { instance, input in
            let added = (input["PrivateIpAddresses"]?.array ?? []).map { ["PrivateIpAddress": $0] as JSON }
            instance.changeInterface("PrivateIpAddresses") { $0 + added }
        },
        "ec2.UnassignPrivateIpAddresses": { instance, input in
            let gone = input["PrivateIpAddresses"]?.array ?? []
            instance.changeInterface("PrivateIpAddresses") {
                $0.filter { !gone.contains($0["PrivateIpAddress"] ?? "") }
            }
        },
        "ec2.ModifyVolume": { instance, input in
            instance.changeVolumes([input["VolumeId"] ?? ""]) { $0.merging(input) }
        },
    ]

    private mutating func launch(_ input: JSON.Object) {
        set(input)
        self["State"] = ["Name": "running"]
        self["Monitoring"] = ["State": input["Monitoring"]?["Enabled"] == true ? "enabled" : "disabled"]
        self["IamInstanceProfile"] = input["IamInstanceProfile"].map { _ in Self.profile(input) }
        self["CpuCredits"] = input["CreditSpecification"]?["CpuCredits"]
        for name in ["DisableApiStop", "DisableApiTermination", "InstanceInitiatedShutdownBehavior", "UserData"] {
            self[name] = ["Value": input[name] ?? (name.hasPrefix("Disable") ? false : "")]
        }
        self["SecondaryInterfaces"] = .array(
            (input["SecondaryInterfaces"]?.array ?? []).map { given in
                .object(
                    (given.object ?? [:]).merging([
                        "Attachment": given, "SecondaryInterfaceType": given["InterfaceType"] ?? .null,
                    ])
                )
            }
        )
        launchInterface(input)
        launchVolumes(input)
    }

    private mutating func set(_ input: JSON.Object, in name: String) {
        self[name] = .object((self[name]?.object ?? [:]).merging(input))
    }

    private static func profile(_ input: JSON.Object) -> JSON {
        let name = input["IamInstanceProfile"]?["Name"]?.string ?? ""
        return ["Arn": .string("arn:aws:iam::123456789012:instance-profile/\(name)")]
    }

    // MARK: Network interfaces

    private mutating func launchInterface(_ input: JSON.Object) {
        let given = input["NetworkInterfaces"]?[0] ?? .object(input)
        let addresses = given["PrivateIpAddresses"]?.array ?? []
        self["SubnetId"] = given["SubnetId"]
        self["PrivateIpAddress"] =
            addresses.first { $0["Primary"] == true }?["PrivateIpAddress"] ?? given["PrivateIpAddress"]
        let groups = (given["Groups"] ?? given["SecurityGroupIds"])?.array ?? []
        setGroups(groups, names: input["SecurityGroups"]?.array ?? [])
        let count = given["Ipv6AddressCount"]?.int ?? 0
        let isPrimary = (given["PrimaryIpv6"] ?? given["EnablePrimaryIpv6"])?.bool ?? false
        let given6 = (given["Ipv6Addresses"]?.array ?? []).map { address -> JSON in
            .object((address.object ?? [:]).merging(["IsPrimaryIpv6": .bool(isPrimary)]))
        }
        self["NetworkInterfaces"] = [
            [
                "NetworkInterfaceId": given["NetworkInterfaceId"] ?? "eni-1",
                "Association": given["AssociatePublicIpAddress"] == true ? ["PublicIp": "203.0.113.9"] : .null,
                "Attachment": [
                    "DeviceIndex": given["DeviceIndex"] ?? 0, "NetworkCardIndex": given["NetworkCardIndex"] ?? 0,
                    "DeleteOnTermination": given["DeleteOnTermination"] ?? true,
                ],
                "Ipv6Addresses": .array(given6 + Self.ipv6(count, isPrimary: isPrimary)),
                "PrivateIpAddresses": .array(addresses),
            ]
        ]
    }

    private mutating func setGroups(_ ids: [JSON], names: [JSON]) {
        let old = self["SecurityGroups"]?.array ?? []
        self["SecurityGroups"] = .array(
            ids.enumerated().map { index, id in
                let name = index < names.count ? names[index] : index < old.count ? old[index]["GroupName"] ?? "" : ""
                return ["GroupId": id, "GroupName": name]
            }
        )
    }

    private static func ipv6(_ count: Int, isPrimary: Bool) -> [JSON] {
        (0..<count).map { ["Ipv6Address": .string("2001:db8::\($0)"), "IsPrimaryIpv6": .bool(isPrimary)] }
    }

    private mutating func changeInterface(_ list: String, _ change: ([JSON]) -> [JSON]) {
        var interface = self["NetworkInterfaces"]?[0]?.object ?? [:]
        interface[list] = .array(change(interface[list]?.array ?? []))
        self["NetworkInterfaces"] = [.object(interface)]
    }

    // MARK: Volumes

    private mutating func launchVolumes(_ input: JSON.Object) {
        let root: JSON = ["DeviceName": "RootDeviceName-1", "Ebs": [:]]
        var given = (input["BlockDeviceMappings"]?.array ?? []).filter { $0["Ebs"] != nil }
        if !given.contains(where: { $0["DeviceName"] == root["DeviceName"] }) { given.append(root) }
        let specification = (input["TagSpecifications"]?.array ?? []).first { $0["ResourceType"] == "volume" }
        self["BlockDeviceMappings"] = .array(
            given.map { mapping in
                [
                    "DeviceName": mapping["DeviceName"] ?? "",
                    "Ebs": [
                        "VolumeId": Self.volume(mapping),
                        "DeleteOnTermination": mapping.at("Ebs.DeleteOnTermination") ?? true,
                    ],
                ]
            }
        )
        self["Volumes"] = .array(
            given.map { mapping in
                let members = mapping["Ebs"]?.object ?? [:]
                return .object(
                    members.merging([
                        "VolumeId": Self.volume(mapping), "Size": members["VolumeSize"] ?? 8,
                        "Tags": specification?["Tags"] ?? [],
                    ])
                )
            }
        )
    }

    private static func volume(_ mapping: JSON) -> JSON { .string("vol-\(mapping["DeviceName"]?.string ?? "")") }

    private mutating func changeVolumes(_ ids: [JSON], _ change: (JSON.Object) -> JSON.Object) {
        self["Volumes"] = .array(
            (self["Volumes"]?.array ?? []).map { volume in
                ids.contains(volume["VolumeId"] ?? "") ? .object(change(volume.object ?? [:])) : volume
            }
        )
    }

    /// Changes the tags of volumes, which are things of their own.
    mutating func tagVolumes(_ operation: String, _ input: JSON.Object) {
        let given = input["Tags"]?.array ?? []
        changeVolumes(input["Resources"]?.array ?? []) { volume in
            let kept = (volume["Tags"]?.array ?? []).filter { old in !given.contains { $0["Key"] == old["Key"] } }
            return volume.merging(["Tags": .array(kept + (operation == "ec2.CreateTags" ? given : []))])
        }
    }
}
