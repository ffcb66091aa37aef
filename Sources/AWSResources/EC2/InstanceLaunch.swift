import Crypto
import JSON
import PulumiProtocol
import ResourceKit

/// The members of the call that launches an instance.
struct InstanceLaunch {
    private let instance: ResourceOperation

    init(_ instance: ResourceOperation) { self.instance = instance }

    /// Returns the members of `RunInstances`.
    ///
    /// - Throws: ``NoRootDevice``, or ``AWSError`` if the image cannot be looked up.
    func members() async throws -> JSON.Object {
        var members = instance.members(except: [
            "associatePublicIpAddress", "ebsBlockDevices", "ephemeralBlockDevices", "networkInterfaces",
            "primaryNetworkInterface", "rootBlockDevice", "secondaryPrivateIps", "sourceDestCheck", "userData",
            "userDataBase64", "volumeTags",
        ])
        members["MinCount"] = 1
        members["MaxCount"] = 1
        members["UserData"] = Self.userData(instance.inputs)
        if !Instance.isBurstable(instance.inputs["instanceType"]?.string ?? "t2") {
            members["CreditSpecification"] = nil
        }
        setInterfaces(&members)
        let devices = try await devices()
        if !devices.isEmpty { members["BlockDeviceMappings"] = .array(devices) }
        if let tags = instance.inputs["volumeTags"]?.map?.withoutDefaults, !tags.isEmpty {
            let pairs = tags.map { tag -> JSON in ["Key": .string(tag.key), "Value": tag.value.plainJSON ?? ""] }
            members["TagSpecifications"] = [["ResourceType": "volume", "Tags": .array(pairs)]]
        }
        return members
    }

    /// The user data in Base64; `nil` if there is none.
    static func userData(_ inputs: PropertyMap) -> JSON? {
        if let encoded = inputs["userDataBase64"]?.string, !encoded.isEmpty { return .string(encoded) }
        guard let text = inputs["userData"]?.string, !text.isEmpty else { return nil }
        return .string(Base64.encode(Array(text.utf8)))
    }

    // MARK: Network interfaces

    /// Moves what belongs to the first interface there, if AWS takes some of it only there.
    private func setInterfaces(_ members: inout JSON.Object) {
        let given = (instance.inputs["networkInterfaces"]?.list ?? []).compactMap(\.map)
        if let primary = instance.inputs["primaryNetworkInterface"]?.map {
            members["NetworkInterfaces"] = [
                ["DeviceIndex": 0, "NetworkInterfaceId": primary["networkInterfaceId"]?.plainJSON ?? ""]
            ]
        } else if !given.isEmpty {
            members["NetworkInterfaces"] = .array(given.map(Self.interface))
        } else {
            let others = ResourceOperation.texts(instance.inputs, "secondaryPrivateIps") ?? []
            let isPublic = instance.inputs["associatePublicIpAddress"]?.bool
            guard isPublic != nil || !others.isEmpty else { return }
            var interface: JSON.Object = ["DeviceIndex": 0]
            interface["AssociatePublicIpAddress"] = isPublic.map(JSON.bool)
            for (name, inner) in Self.moved {
                interface[inner] = members[name]
                members[name] = nil
            }
            if !others.isEmpty {
                let first = interface["PrivateIpAddress"].map { ["Primary": true, "PrivateIpAddress": $0] as JSON }
                let rest = others.map { ["Primary": false, "PrivateIpAddress": .string($0)] as JSON }
                interface["PrivateIpAddresses"] = .array([first].compactMap { $0 } + rest)
                interface["PrivateIpAddress"] = nil
            }
            members["NetworkInterfaces"] = [.object(interface)]
        }
    }

    /// The members that an instance and its first interface have, with the name there.
    private static let moved = [
        ("EnablePrimaryIpv6", "PrimaryIpv6"), ("Ipv6AddressCount", "Ipv6AddressCount"),
        ("Ipv6Addresses", "Ipv6Addresses"), ("PrivateIpAddress", "PrivateIpAddress"), ("SecurityGroupIds", "Groups"),
        ("SubnetId", "SubnetId"),
    ]

    private static func interface(_ properties: PropertyMap) -> JSON {
        let names = ["deleteOnTermination", "deviceIndex", "networkCardIndex", "networkInterfaceId"]
        return .object(BlockDevice.members(properties, names))
    }

    // MARK: Block devices

    private func devices() async throws -> [JSON] {
        func blocks(_ name: String) -> [PropertyMap] { (instance.inputs[name]?.list ?? []).compactMap(\.map) }
        var devices = blocks("ebsBlockDevices").map { block -> JSON in
            ["DeviceName": block["deviceName"]?.plainJSON ?? "", "Ebs": .object(BlockDevice.ebs(block))]
        }
        devices += blocks("ephemeralBlockDevices").map { block in
            var members = BlockDevice.members(block, ["deviceName", "virtualName"])
            // An empty text takes the image's device away.
            if block["noDevice"]?.bool == true { members["NoDevice"] = "" }
            return .object(members)
        }
        if let root = instance.inputs["rootBlockDevice"]?.map {
            let ebs = BlockDevice.ebs(root)
            if !ebs.isEmpty { devices.append(["DeviceName": .string(try await rootDevice()), "Ebs": .object(ebs)]) }
        }
        return devices
    }

    /// The name of the image's root device.
    private func rootDevice() async throws -> String {
        let image = try await image()
        let answer = try await instance.call("ec2.DescribeImages", ["ImageIds": [.string(image)]])
        guard let name = answer.text(at: "Images[0].RootDeviceName"), !name.isEmpty else {
            throw NoRootDevice(image: image)
        }
        return name
    }

    /// The image that the program or its launch template names.
    private func image() async throws -> String {
        if let image = instance.inputs["ami"]?.string, !image.isEmpty { return image }
        let template = instance.members(["launchTemplate"])["LaunchTemplate"]
        var input: JSON.Object = ["Versions": [template?["Version"] ?? "$Default"]]
        input["LaunchTemplateId"] = template?["LaunchTemplateId"]
        input["LaunchTemplateName"] = template?["LaunchTemplateName"]
        let operation = "ec2.DescribeLaunchTemplateVersions"
        let answer = try await instance.call(operation, input)
        return try answer.identifier("LaunchTemplateVersions[0].LaunchTemplateData.ImageId", of: operation)
    }
}

/// An image does not say which of its devices `rootBlockDevice` is about.
struct NoRootDevice: Error, CustomStringConvertible {
    let image: String

    var description: String {
        "image \(image) has no root device that \"rootBlockDevice\" could change: leave that property out."
    }
}

/// A volume of an instance, as a program and AWS describe it.
enum BlockDevice {
    /// The properties of a new volume.
    private static let properties = [
        "deleteOnTermination", "encrypted", "iops", "kmsKeyId", "snapshotId", "throughput", "volumeSize", "volumeType",
    ]

    /// The members of a new volume.
    static func ebs(_ block: PropertyMap) -> JSON.Object { members(block, properties) }

    /// The members of some properties, of those that have a value.
    static func members(_ block: PropertyMap, _ names: [String]) -> JSON.Object {
        JSON.Object(
            names.compactMap { name in
                guard let value = block[name], value != "", let json = value.plainJSON, !json.isNull else { return nil }
                return (name.prefix(1).uppercased() + name.dropFirst(), json)
            }
        )
    }

    /// The properties of a volume.
    ///
    /// - Parameters:
    ///   - mapping: The instance's entry for the device.
    ///   - volume: The volume as `DescribeVolumes` shows it.
    ///   - tags: Its tags.
    /// - Returns: Every property of a block device.
    static func outputs(_ mapping: JSON, _ volume: JSON?, tags: PropertyValue) -> PropertyMap {
        [
            "deviceName": .string(mapping["DeviceName"]?.string ?? ""),
            "deleteOnTermination": .bool(mapping.at("Ebs.DeleteOnTermination")?.bool ?? false),
            "volumeId": .string(mapping.text(at: "Ebs.VolumeId") ?? ""),
            "encrypted": .bool(volume?["Encrypted"]?.bool ?? false),
            "iops": .number(volume?["Iops"]?.double ?? 0),
            "kmsKeyId": .string(volume?["KmsKeyId"]?.string ?? ""),
            "throughput": .number(volume?["Throughput"]?.double ?? 0),
            "volumeSize": .number(volume?["Size"]?.double ?? 0),
            "volumeType": .string(volume?["VolumeType"]?.string ?? ""),
            "tags": tags, "tagsAll": tags,
        ]
    }
}
