import Crypto
import JSON
import PulumiProtocol
import ResourceKit

/// The outputs of an instance that no member is by itself, and those that other calls tell.
struct InstanceOutputs {
    let found: JSON
    let instance: ResourceOperation

    /// Completes the outputs.
    func complete(_ outputs: inout PropertyMap) async throws {
        async let attributes = attributes()
        async let volumes = volumes()
        async let credits = credits()
        async let names = groupNames()
        async let password = password()
        async let processor = processor()
        outputs = Self.usual.merging(outputs)
        let profile = found.text(at: "IamInstanceProfile.Arn")?.split(separator: "/").last
        outputs["iamInstanceProfile"] = .string(profile.map(String.init) ?? "")
        outputs["monitoring"] = .bool(["enabled", "pending"].contains(found.text(at: "Monitoring.State")))
        outputs["vpcSecurityGroupIds"] = .list(groups.map(PropertyValue.init(plain:)))
        outputs = outputs.merging(interfaceOutputs)
        outputs = outputs.merging(try await attributes)
        outputs = outputs.merging(devices(try await volumes))
        outputs["creditSpecification"] = try await credits
        outputs = outputs.merging(try await processor)
        outputs["securityGroups"] = .list(try await names)
        outputs["passwordData"] = .string(try await password)
    }

    /// The values that AWS means where it does not mention them.
    private static let usual: PropertyMap = [
        "capacityReservationSpecification": ["capacityReservationPreference": "open"],
        "enclaveOptions": ["enabled": false], "hibernation": false,
        "maintenanceOptions": ["autoRecovery": "default"], "placementPartitionNumber": 0,
        "privateDnsNameOptions": [
            "enableResourceNameDnsARecord": false, "enableResourceNameDnsAaaaRecord": false, "hostnameType": "ip-name",
        ],
    ]

    /// The cores, where the instance does not show them: those that its type has.
    private func processor() async throws -> PropertyMap {
        guard found.at("CpuOptions") == nil, let type = found["InstanceType"] else { return [:] }
        let answer = try await instance.find("ec2.DescribeInstanceTypes", ["InstanceTypes": [type]])
        let processor = answer?.at("InstanceTypes[0].VCpuInfo")
        guard let cores = processor?["DefaultCores"]?.double, let threads = processor?["DefaultThreadsPerCore"]?.double
        else { return [:] }
        return [
            "cpuOptions": ["amdSevSnp": "", "coreCount": .number(cores), "threadsPerCore": .number(threads)],
            "cpuCoreCount": .number(cores), "cpuThreadsPerCore": .number(threads),
        ]
    }

    /// The security groups: the instance's, or where it shows none those of its first interface, which are the same.
    private var groups: [JSON] {
        let own = found.all(at: "SecurityGroups[].GroupId")
        return own.isEmpty ? primaryInterface?.all(at: "Groups[].GroupId") ?? [] : own
    }

    private var primaryInterface: JSON? {
        found.list(at: "NetworkInterfaces").first { $0.at("Attachment.DeviceIndex")?.int == 0 }
    }

    // MARK: Attributes

    private func attributes() async throws -> PropertyMap {
        try await withThrowingTaskGroup(of: (String, JSON?).self) { group in
            for name in ["disableApiStop", "disableApiTermination", "instanceInitiatedShutdownBehavior", "userData"] {
                group.addTask {
                    let input: JSON.Object = ["InstanceId": .string(instance.id), "Attribute": .string(name)]
                    let answer = try await instance.find("ec2.DescribeInstanceAttribute", input)
                    let member = name.prefix(1).uppercased() + name.dropFirst()
                    return (name, answer?.at("\(member).Value"))
                }
            }
            var values = PropertyMap()
            for try await (name, value) in group {
                if name == "userData" {
                    setUserData(value?.string ?? "", &values)
                } else {
                    values[name] = value.map(PropertyValue.init(plain:))
                }
            }
            return values
        }
    }

    /// Shows user data as the program gives it: encoded, or as text if it is one.
    private func setUserData(_ encoded: String, _ outputs: inout PropertyMap) {
        let isEncoded = instance.text("userDataBase64")?.isEmpty == false
        let text = Base64.decode(lenient: encoded).flatMap { String(validating: $0, as: UTF8.self) }
        if !isEncoded, let text {
            outputs["userData"] = .string(text)
        } else {
            outputs["userDataBase64"] = .string(encoded)
        }
    }

    private func credits() async throws -> PropertyValue? {
        guard Instance.isBurstable(found["InstanceType"]?.string) else { return nil }
        let input: JSON.Object = ["InstanceIds": [.string(instance.id)]]
        let answer = try await instance.find("ec2.DescribeInstanceCreditSpecifications", input)
        let credits = answer?.text(at: "InstanceCreditSpecifications[0].CpuCredits")
        return credits.map { ["cpuCredits": .string($0)] }
    }

    /// The groups' names, by which only a default VPC knows them.
    private func groupNames() async throws -> [PropertyValue] {
        guard let vpc = found["VpcId"] else { return [] }
        let answer = try await instance.find("ec2.DescribeVpcs", ["VpcIds": [vpc]])
        guard answer?.at("Vpcs[0].IsDefault")?.bool == true else { return [] }
        return found.all(at: "SecurityGroups[].GroupName").map(PropertyValue.init(plain:))
    }

    private func password() async throws -> String {
        guard instance.isSet("getPasswordData") else { return "" }
        let answer = try await instance.find("ec2.GetPasswordData", ["InstanceId": .string(instance.id)])
        let text = answer?["PasswordData"]?.string ?? ""
        return String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }

    // MARK: Network interfaces

    private var interfaceOutputs: PropertyMap {
        let interfaces = found.list(at: "NetworkInterfaces")
        var outputs: PropertyMap = ["networkInterfaces": .list(given(interfaces))]
        guard let first = primaryInterface else { return outputs }
        let id = PropertyValue.string(first["NetworkInterfaceId"]?.string ?? "")
        let ipv6 = first.list(at: "Ipv6Addresses")
        let secondary = first.list(at: "PrivateIpAddresses").filter { $0["Primary"]?.bool != true }
        outputs["associatePublicIpAddress"] = .bool(first.at("Association") != nil)
        outputs["enablePrimaryIpv6"] = .bool(ipv6.contains { $0["IsPrimaryIpv6"]?.bool == true })
        outputs["ipv6AddressCount"] = .number(Double(ipv6.count))
        outputs["ipv6Addresses"] = .list(ipv6.compactMap { $0["Ipv6Address"].map(PropertyValue.init(plain:)) })
        outputs["primaryNetworkInterface"] = [
            "networkInterfaceId": id,
            "deleteOnTermination": .bool(first.at("Attachment.DeleteOnTermination")?.bool ?? false),
        ]
        outputs["primaryNetworkInterfaceId"] = id
        outputs["secondaryPrivateIps"] = .list(
            secondary.compactMap { $0["PrivateIpAddress"].map(PropertyValue.init(plain:)) }
        )
        return outputs
    }

    /// The interfaces that the program attached: AWS does not tell them from the one that it makes itself.
    private func given(_ interfaces: [JSON]) -> [PropertyValue] {
        let given = (instance.inputs["networkInterfaces"] ?? instance.state["networkInterfaces"])?.list ?? []
        let ids = given.compactMap { $0.map?["networkInterfaceId"]?.string }
        return interfaces.filter { ids.contains($0["NetworkInterfaceId"]?.string ?? "") }.map { interface in
            [
                "networkInterfaceId": .string(interface["NetworkInterfaceId"]?.string ?? ""),
                "deviceIndex": .number(interface.at("Attachment.DeviceIndex")?.double ?? 0),
                "networkCardIndex": .number(interface.at("Attachment.NetworkCardIndex")?.double ?? 0),
                "deleteOnTermination": .bool(interface.at("Attachment.DeleteOnTermination")?.bool ?? false),
            ]
        }
    }

    // MARK: Block devices

    /// The instance's volumes, by id.
    private func volumes() async throws -> [String: JSON] {
        let ids = found.all(at: "BlockDeviceMappings[].Ebs.VolumeId")
        guard !ids.isEmpty else { return [:] }
        let answer = try await instance.find("ec2.DescribeVolumes", ["VolumeIds": .array(ids)])
        let volumes = (answer?.list(at: "Volumes") ?? []).map { ($0["VolumeId"]?.string ?? "", $0) }
        return Dictionary(volumes) { first, _ in first }
    }

    private func devices(_ volumes: [String: JSON]) -> PropertyMap {
        let mappings = found.list(at: "BlockDeviceMappings")
        let hasCommonTags = instance.inputs["volumeTags"] != nil || instance.state["volumeTags"]?.map?.isEmpty == false
        func block(_ mapping: JSON) -> PropertyMap {
            let volume = volumes[mapping.text(at: "Ebs.VolumeId") ?? ""]
            // Tags of all volumes are no tags of one.
            return BlockDevice.outputs(mapping, volume, tags: hasCommonTags ? [:] : tags(volume))
        }
        // Local AWS calls the root device otherwise than the image does.
        let only = mappings.count == 1 ? mappings.first : nil
        let root = mappings.first { $0["DeviceName"] == found["RootDeviceName"] } ?? only
        var outputs: PropertyMap = [:]
        outputs["rootBlockDevice"] = root.map { .map(block($0)) }
        if hasCommonTags {
            outputs["volumeTags"] = tags(volumes[(root ?? mappings.first)?.text(at: "Ebs.VolumeId") ?? ""])
        }
        let others = mappings.filter { $0["DeviceName"] != root?["DeviceName"] && isOwn($0["DeviceName"]) }
        outputs["ebsBlockDevices"] = .list(
            others.map { mapping in
                var block = block(mapping)
                let volume = volumes[mapping.text(at: "Ebs.VolumeId") ?? ""]
                block["snapshotId"] = .string(volume?["SnapshotId"]?.string ?? "")
                return .map(block)
            }
        )
        return outputs
    }

    /// Returns whether a volume came with the instance, and was not attached by another resource.
    private func isOwn(_ device: JSON?) -> Bool {
        guard let given = instance.inputs["ebsBlockDevices"]?.list else { return true }
        return given.contains { $0.map?["deviceName"]?.string == device?.string }
    }

    private func tags(_ volume: JSON?) -> PropertyValue {
        let tags = Tagging.read(volume?["Tags"]).filter { !instance.session.tags.ignores($0.key) }
        return .map(PropertyMap(tags.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }))
    }
}
