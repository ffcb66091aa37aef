import JSON
import PulumiProtocol
import ResourceKit

/// The changes of an instance: first those that it takes while it runs, then those for which it is stopped.
///
/// They run one after the other, because AWS refuses some while another one is under way.
enum InstanceChanges {
    /// Every property that can change in place.
    static let properties = (running + stopped).reduce(into: Set<String>()) { $0.formUnion($1.properties) }

    @Sendable static func run(_ instance: ResourceOperation) async throws {
        for step in running where step.properties.contains(where: instance.hasChanged) { try await step.run(instance) }
        let steps = stopped.filter { $0.properties.contains(where: instance.hasChanged) }
        guard !steps.isEmpty else { return }
        let wasRunning = try await instance.lookUp()?.object.text(at: "State.Name") == "running"
        let input = instance.filled(["InstanceIds": ["{id}"]])
        if wasRunning {
            try await instance.call("ec2.StopInstances", input)
            try await instance.wait(after: "stop", for: "\(instance.subject) to stop")
        }
        for step in steps { try await step.run(instance) }
        guard wasRunning else { return }
        try await instance.call("ec2.StartInstances", input)
        try await instance.wait(after: "start", for: "\(instance.subject) to start")
    }

    /// Does what the launch does not take.
    static func complete(_ instance: ResourceOperation) async throws {
        if instance.inputs["sourceDestCheck"]?.bool == false { try await sourceDestCheck.run(instance) }
        guard let found = try await instance.lookUp()?.object else { return }
        for (volume, block) in blocks(found, instance.inputs) {
            try await setTags([volume], from: nil, to: block["tags"], of: instance)
        }
    }

    // MARK: While it runs

    private static let sourceDestCheck = attribute("sourceDestCheck", "SourceDestCheck")

    private static let running: [UpdateStep] = [
        attribute("disableApiStop", "DisableApiStop"), attribute("disableApiTermination", "DisableApiTermination"),
        attribute("instanceInitiatedShutdownBehavior", "InstanceInitiatedShutdownBehavior"), sourceDestCheck,
        UpdateStep(["vpcSecurityGroupIds"]) { instance in
            let groups = instance.members(["vpcSecurityGroupIds"])["SecurityGroupIds"] ?? []
            try await changeInterface(instance, ["Groups": groups])
        },
        UpdateStep(["enablePrimaryIpv6"]) { instance in
            try await changeInterface(instance, ["EnablePrimaryIpv6": .bool(instance.flag("enablePrimaryIpv6"))])
        },
        UpdateStep(["monitoring"]) { instance in
            let operation = instance.flag("monitoring") ? "ec2.MonitorInstances" : "ec2.UnmonitorInstances"
            try await instance.call(operation, instance.filled(["InstanceIds": ["{id}"]]))
        },
        UpdateStep(["creditSpecification"]) { instance in
            let credits = instance.members(["creditSpecification"])["CreditSpecification"]?.object ?? [:]
            let one = credits.merging(["InstanceId": .string(instance.id)])
            let input: JSON.Object = ["InstanceCreditSpecifications": [.object(one)]]
            try await instance.call("ec2.ModifyInstanceCreditSpecification", input)
        },
        members("metadataOptions", "MetadataOptions", "ec2.ModifyInstanceMetadataOptions"),
        members("maintenanceOptions", "MaintenanceOptions", "ec2.ModifyInstanceMaintenanceOptions"),
        .call(
            "ec2.ModifyInstanceCapacityReservationAttributes",
            changed: ["capacityReservationSpecification"],
            of: ["InstanceId": "{id}"]
        ),
        UpdateStep(["iamInstanceProfile"], run: setProfile),
        UpdateStep(["secondaryPrivateIps", "ipv6AddressCount"], run: setAddresses),
        UpdateStep(["rootBlockDevice", "ebsBlockDevices", "volumeTags"], run: setVolumes),
    ]

    // MARK: While it is stopped

    private static let stopped: [UpdateStep] = [
        attribute("instanceType", "InstanceType"),
        UpdateStep(["userData", "userDataBase64"]) { instance in
            let data: JSON = ["Value": InstanceLaunch.userData(instance.inputs) ?? ""]
            try await instance.call(
                "ec2.ModifyInstanceAttribute",
                ["InstanceId": .string(instance.id), "UserData": data]
            )
        },
        UpdateStep(["hostResourceGroupArn"]) { instance in
            let placement = instance.members(["hostResourceGroupArn"])["Placement"]?.object ?? [:]
            try await instance.call(
                "ec2.ModifyInstancePlacement",
                placement.merging(["InstanceId": .string(instance.id)])
            )
        },
    ]

    // MARK: Calls

    /// Sets one attribute, of which a call takes no more.
    private static func attribute(_ property: String, _ member: String) -> UpdateStep {
        UpdateStep([property]) { instance in
            let value = instance.inputs[property]?.plainJSON ?? ""
            let input: JSON.Object = ["InstanceId": .string(instance.id), member: ["Value": value]]
            try await instance.call("ec2.ModifyInstanceAttribute", input)
        }
    }

    /// Sets the members of an object, which the call takes by themselves.
    private static func members(_ property: String, _ member: String, _ operation: String) -> UpdateStep {
        UpdateStep([property]) { instance in
            let members = instance.members([property])[member]?.object ?? [:]
            try await instance.call(operation, members.merging(["InstanceId": .string(instance.id)]))
        }
    }

    private static func interface(_ instance: ResourceOperation) async throws -> JSON {
        let interfaces = try await instance.lookUp()?.object.list(at: "NetworkInterfaces") ?? []
        return interfaces.first { $0.at("Attachment.DeviceIndex")?.int == 0 } ?? [:]
    }

    private static func changeInterface(_ instance: ResourceOperation, _ members: JSON.Object) async throws {
        let id = try await interface(instance)["NetworkInterfaceId"] ?? ""
        try await instance.call("ec2.ModifyNetworkInterfaceAttribute", members.merging(["NetworkInterfaceId": id]))
    }

    @Sendable private static func setProfile(_ instance: ResourceOperation) async throws {
        let filters: JSON = [["Name": "instance-id", "Values": [.string(instance.id)]]]
        let answer = try await instance.call("ec2.DescribeIamInstanceProfileAssociations", ["Filters": filters])
        let current = answer.list(at: "IamInstanceProfileAssociations")
            .first { ["associated", "associating"].contains($0["State"]?.string) }
        let association = current?["AssociationId"].map { ["AssociationId": $0] as JSON.Object }
        guard let name = instance.inputs["iamInstanceProfile"]?.string, !name.isEmpty else {
            if let association { try await instance.call("ec2.DisassociateIamInstanceProfile", association) }
            return
        }
        let profile: JSON.Object = ["IamInstanceProfile": ["Name": .string(name)]]
        if let association {
            try await instance.call("ec2.ReplaceIamInstanceProfileAssociation", profile.merging(association))
        } else {
            let input = profile.merging(["InstanceId": .string(instance.id)])
            try await instance.call("ec2.AssociateIamInstanceProfile", input)
        }
    }

    @Sendable private static func setAddresses(_ instance: ResourceOperation) async throws {
        let interface = try await interface(instance)
        let name: JSON.Object = ["NetworkInterfaceId": interface["NetworkInterfaceId"] ?? ""]
        if instance.hasChanged("secondaryPrivateIps") {
            let current = interface.list(at: "PrivateIpAddresses").filter { $0["Primary"]?.bool != true }
                .compactMap { $0["PrivateIpAddress"]?.string }
            try await instance.change(list: "secondaryPrivateIps", of: name, current: current)
        }
        guard instance.hasChanged("ipv6AddressCount"), let count = instance.inputs["ipv6AddressCount"]?.number else {
            return
        }
        let addresses = interface.list(at: "Ipv6Addresses").compactMap { $0["Ipv6Address"] }
        let missing = Int(count) - addresses.count
        if missing > 0 {
            try await instance.call("ec2.AssignIpv6Addresses", name.merging(["Ipv6AddressCount": .number(missing)]))
        } else if missing < 0 {
            let gone = JSON.array(addresses.suffix(-missing))
            try await instance.call("ec2.UnassignIpv6Addresses", name.merging(["Ipv6Addresses": gone]))
        }
    }

    // MARK: Volumes

    @Sendable private static func setVolumes(_ instance: ResourceOperation) async throws {
        guard let found = try await instance.lookUp()?.object else { return }
        let all = found.all(at: "BlockDeviceMappings[].Ebs.VolumeId").compactMap(\.string)
        if instance.hasChanged("volumeTags") {
            let (old, new) = (instance.oldInputs["volumeTags"], instance.inputs["volumeTags"])
            try await setTags(all, from: old, to: new, of: instance)
        }
        let old = Dictionary(blocks(found, instance.oldInputs)) { first, _ in first }
        for (volume, block) in blocks(found, instance.inputs) {
            try await setTags([volume], from: old[volume]?["tags"], to: block["tags"], of: instance)
        }
        guard instance.hasChanged("rootBlockDevice"), let root = instance.inputs["rootBlockDevice"]?.map else { return }
        try await RootVolume(found: found, instance: instance).change(
            from: instance.oldInputs["rootBlockDevice"]?.map ?? [:],
            to: root
        )
    }

    /// The program's block devices with the ids of their volumes.
    private static func blocks(_ found: JSON, _ inputs: PropertyMap) -> [(String, PropertyMap)] {
        found.list(at: "BlockDeviceMappings").compactMap { mapping in
            guard let volume = mapping.text(at: "Ebs.VolumeId") else { return nil }
            let name = mapping["DeviceName"]
            let block =
                name == found["RootDeviceName"]
                ? inputs["rootBlockDevice"]?.map
                : inputs["ebsBlockDevices"]?.list?.lazy.compactMap(\.map)
                    .first { $0["deviceName"]?.string == name?.string }
            return block.map { (volume, $0) }
        }
    }

    private static func setTags(
        _ volumes: [String],
        from old: PropertyValue?,
        to new: PropertyValue?,
        of instance: ResourceOperation
    ) async throws {
        let (old, new) = (old?.map?.withoutDefaults ?? [:], new?.map?.withoutDefaults ?? [:])
        let removed = old.keys.filter { new[$0] == nil }.map { ["Key": .string($0)] as JSON }
        let changed = new.filter { old[$0.key] != $0.value }
            .map { ["Key": .string($0.key), "Value": $0.value.plainJSON ?? ""] as JSON }
        let name: JSON.Object = ["Resources": JSON.Object.texts(volumes)]
        if !removed.isEmpty { try await instance.call("ec2.DeleteTags", name.merging(["Tags": .array(removed)])) }
        if !changed.isEmpty { try await instance.call("ec2.CreateTags", name.merging(["Tags": .array(changed)])) }
    }
}

/// The volume from which an instance starts.
private struct RootVolume {
    let found: JSON
    let instance: ResourceOperation

    func change(from old: PropertyMap, to new: PropertyMap) async throws {
        let device = found["RootDeviceName"] ?? ""
        let mapping = found.list(at: "BlockDeviceMappings").first { $0["DeviceName"] == device }
        func isChanged(_ name: String) -> Bool { new[name] != nil && new[name] != old[name] }
        var input: JSON.Object = [:]
        for (property, member) in [
            ("iops", "Iops"), ("throughput", "Throughput"), ("volumeSize", "Size"), ("volumeType", "VolumeType"),
        ] where isChanged(property) {
            input[member] = new[property]?.plainJSON
        }
        if !input.isEmpty, let volume = mapping?.text(at: "Ebs.VolumeId") {
            try await instance.call("ec2.ModifyVolume", input.merging(["VolumeId": .string(volume)]))
            try await wait(volume)
        }
        guard isChanged("deleteOnTermination") else { return }
        let flag = new["deleteOnTermination"]?.plainJSON ?? true
        let devices: JSON = [["DeviceName": device, "Ebs": ["DeleteOnTermination": flag]]]
        try await instance.call(
            "ec2.ModifyInstanceAttribute",
            ["InstanceId": .string(instance.id), "BlockDeviceMappings": devices]
        )
    }

    /// Waits until AWS works with the volume's new size and type; it goes on to optimise it for hours.
    private func wait(_ volume: String) async throws {
        let subject = "the root volume of \(instance.subject)"
        try await instance.wait(for: subject, upTo: instance.limit()) {
            let input: JSON.Object = ["VolumeIds": [.string(volume)]]
            let answer = try await instance.call("ec2.DescribeVolumesModifications", input)
            return try status(answer.at("VolumesModifications[0]"), subject)
        }
    }

    private func status(_ modification: JSON?, _ subject: String) throws -> WaitStatus<Void> {
        switch modification?["ModificationState"]?.string {
        case "modifying": return .pending("modifying")
        case "failed": throw FailedState(subject: subject, state: modification?["StatusMessage"]?.string ?? "failed")
        default: return .ready(())
        }
    }
}
