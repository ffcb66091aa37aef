import JSON
import ProviderKit
import PulumiProtocol
import Testing

@testable import AWSResources

@Suite("An instance")
struct InstanceTests {
    private static let type = "aws:ec2/instance:Instance"
    private static let web: PropertyMap = ["ami": "ami-1", "instanceType": "t3.micro", "tags": ["Name": "web"]]

    /// An AWS with one instance whose states are those given, the last one for ever.
    private static func aws(_ states: String..., reason: String = "") -> ScriptedAWS {
        let aws = ScriptedAWS()
        aws.on("ec2.RunInstances", ["Instances": [["InstanceId": "i-1"]]])
        let answers = states.map { state -> JSON in
            let instance: JSON = [
                "InstanceId": "i-1", "InstanceType": "t3.micro", "State": ["Name": .string(state)],
                "StateReason": ["Message": .string(reason)], "RootDeviceName": "/dev/xvda",
                "BlockDeviceMappings": [["DeviceName": "/dev/xvda", "Ebs": ["VolumeId": "vol-1"]]],
                "NetworkInterfaces": [["NetworkInterfaceId": "eni-1", "Attachment": ["DeviceIndex": 0]]],
            ]
            return ["Reservations": [["Instances": [instance]]]]
        }
        aws.on("ec2.DescribeInstances", sequence: answers)
        return aws
    }

    private static func create(_ aws: ScriptedAWS, _ inputs: PropertyMap) async throws -> CreateResponse {
        let provider = try await AWSProvider.scripted(aws)
        return try await provider.create(CreateRequest(urn: urn(type), properties: web.merging(inputs)), .test)
    }

    private static func update(_ aws: ScriptedAWS, from olds: PropertyMap, to news: PropertyMap) async throws {
        let request = UpdateRequest(
            id: "i-1",
            urn: urn(type),
            news: web.merging(news),
            oldInputs: web.merging(olds)
        )
        _ = try await AWSProvider.scripted(aws).update(request, .test)
    }

    private static func changes(_ aws: ScriptedAWS) -> [String] {
        aws.operations.filter { !$0.hasPrefix("ec2.Describe") && !$0.hasPrefix("sts.") }
    }

    @Test("that AWS cannot launch is told with AWS's reason, and not kept", arguments: ["terminated", "shutting-down"])
    func failedLaunch(_ state: String) async throws {
        let reason = "Server.InsufficientInstanceCapacity: Insufficient capacity to satisfy instance request"
        let aws = Self.aws("pending", state, "terminated", reason: reason)
        let error = await #expect(throws: (any Error).self) { try await Self.create(aws, [:]) }
        let text = String(describing: error)
        #expect(text.contains("\(state): \(reason)"))
        #expect(text.contains("Instance web") && !(error is ResourceInitFailure))
    }

    @Test("that AWS refuses to launch is told with AWS's words")
    func refusedLaunch() async throws {
        let aws = ScriptedAWS()
        let message = "We currently do not have sufficient t3.micro capacity in the zone you requested"
        aws.on("ec2.RunInstances") { _ in throw AWSFailure(code: "InsufficientInstanceCapacity", message: message) }
        let error = await #expect(throws: (any Error).self) { try await Self.create(aws, [:]) }
        #expect(String(describing: error).contains("InsufficientInstanceCapacity: \(message)"))
    }

    @Test("is launched with its disks, the root one by the name that its image gives it")
    func disks() async throws {
        let aws = Self.aws("running")
        aws.on("ec2.DescribeImages", ["Images": [["RootDeviceName": "/dev/xvda"]]])
        let disk: PropertyValue = ["deviceName": "/dev/sdb", "volumeSize": 20, "tags": ["use": "data"]]
        _ = try await Self.create(
            aws,
            [
                "rootBlockDevice": ["volumeSize": 30, "volumeType": "gp3", "tags": ["use": "root"]],
                "ebsBlockDevices": [disk], "ephemeralBlockDevices": [["deviceName": "/dev/sdc", "noDevice": true]],
            ]
        )
        let devices = aws.inputs(of: "ec2.RunInstances").first?["BlockDeviceMappings"]?.array ?? []
        #expect(devices.contains(["DeviceName": "/dev/sdb", "Ebs": ["VolumeSize": 20]]))
        #expect(devices.contains(["DeviceName": "/dev/sdc", "NoDevice": ""]))
        #expect(devices.contains(["DeviceName": "/dev/xvda", "Ebs": ["VolumeSize": 30, "VolumeType": "gp3"]]))
        let tags = aws.inputs(of: "ec2.CreateTags")
        #expect(tags == [["Resources": ["vol-1"], "Tags": [["Key": "use", "Value": "root"]]]])
    }

    @Test("has its only disk for its root device, whatever name the image has for that")
    func onlyDisk() async throws {
        let instance: JSON = [
            "InstanceId": "i-1", "State": ["Name": "running"], "RootDeviceName": "/dev/xvda",
            "BlockDeviceMappings": [["DeviceName": "/dev/sda1", "Ebs": ["VolumeId": "vol-1"]]],
        ]
        let aws = Self.aws("running")
        aws.on("ec2.DescribeInstances", ["Reservations": [["Instances": [instance]]]])
        let made = try await Self.create(aws, [:])
        #expect(made.properties["rootBlockDevice"]?.map?["deviceName"] == "/dev/sda1")
        #expect(made.properties["ebsBlockDevices"] == [])
    }

    @Test("whose image has no root device says so")
    func noRootDevice() async throws {
        let error = await #expect(throws: (any Error).self) {
            try await Self.create(Self.aws("running"), ["rootBlockDevice": ["volumeSize": 30]])
        }
        #expect(String(describing: error).contains("image ami-1 has no root device"))
    }

    @Test("with tags for its volumes has them from the launch on")
    func volumeTags() async throws {
        let aws = Self.aws("running")
        _ = try await Self.create(aws, ["volumeTags": ["use": "data"]])
        let specifications = aws.inputs(of: "ec2.RunInstances").first?["TagSpecifications"]
        let wanted: JSON = [
            ["ResourceType": "instance", "Tags": [["Key": "Name", "Value": "web"]]],
            ["ResourceType": "volume", "Tags": [["Key": "use", "Value": "data"]]],
        ]
        #expect(specifications == wanted)
    }

    @Test("with a choice about public addresses has it, its subnet and its groups at the network interface")
    func interface() async throws {
        let aws = Self.aws("running")
        _ = try await Self.create(
            aws,
            [
                "associatePublicIpAddress": true, "subnetId": "subnet-1", "vpcSecurityGroupIds": ["sg-1"],
                "privateIp": "10.0.0.9", "secondaryPrivateIps": ["10.0.0.10"],
            ]
        )
        let sent = try #require(aws.inputs(of: "ec2.RunInstances").first)
        let interface: JSON = [
            "DeviceIndex": 0, "AssociatePublicIpAddress": true, "SubnetId": "subnet-1", "Groups": ["sg-1"],
            "PrivateIpAddresses": [
                ["Primary": true, "PrivateIpAddress": "10.0.0.9"], ["Primary": false, "PrivateIpAddress": "10.0.0.10"],
            ],
        ]
        #expect(sent["NetworkInterfaces"]?[0]?.text(.sortedKeys) == interface.text(.sortedKeys))
        #expect(sent["SubnetId"] == nil && sent["SecurityGroupIds"] == nil && sent["PrivateIpAddress"] == nil)
    }

    @Test("changes its type and user data in one stop")
    func stopAndStart() async throws {
        let aws = Self.aws("running", "stopping", "stopped", "pending", "running")
        try await Self.update(aws, from: ["userData": "a"], to: ["instanceType": "t3.large", "userData": "b"])
        #expect(
            Self.changes(aws) == [
                "ec2.StopInstances", "ec2.ModifyInstanceAttribute", "ec2.ModifyInstanceAttribute", "ec2.StartInstances",
            ]
        )
        let sent = aws.inputs(of: "ec2.ModifyInstanceAttribute")
        #expect(sent.first?["InstanceType"] == ["Value": "t3.large"])
        #expect(sent.last?["UserData"] == ["Value": "Yg=="])
    }

    @Test("that was stopped before stays so after a change of its type")
    func staysStopped() async throws {
        let aws = Self.aws("stopped")
        try await Self.update(aws, from: [:], to: ["instanceType": "t3.large"])
        #expect(Self.changes(aws) == ["ec2.ModifyInstanceAttribute"])
    }

    @Test(
        "changes while it runs by the call for each property",
        arguments: [
            ("monitoring", true, "ec2.MonitorInstances", ["InstanceIds": ["i-1"]]),
            ("monitoring", false, "ec2.UnmonitorInstances", ["InstanceIds": ["i-1"]]),
            (
                "creditSpecification", ["cpuCredits": "unlimited"], "ec2.ModifyInstanceCreditSpecification",
                ["InstanceCreditSpecifications": [["CpuCredits": "unlimited", "InstanceId": "i-1"]]]
            ),
            (
                "metadataOptions", ["httpTokens": "required"], "ec2.ModifyInstanceMetadataOptions",
                ["HttpTokens": "required", "InstanceId": "i-1"]
            ),
            (
                "maintenanceOptions", ["autoRecovery": "disabled"], "ec2.ModifyInstanceMaintenanceOptions",
                ["AutoRecovery": "disabled", "InstanceId": "i-1"]
            ),
            (
                "vpcSecurityGroupIds", ["sg-1", "sg-2"], "ec2.ModifyNetworkInterfaceAttribute",
                ["Groups": ["sg-1", "sg-2"], "NetworkInterfaceId": "eni-1"]
            ),
            (
                "secondaryPrivateIps", ["10.0.0.9"], "ec2.AssignPrivateIpAddresses",
                ["NetworkInterfaceId": "eni-1", "PrivateIpAddresses": ["10.0.0.9"]]
            ),
            (
                "ipv6AddressCount", 2, "ec2.AssignIpv6Addresses",
                ["Ipv6AddressCount": 2, "NetworkInterfaceId": "eni-1"]
            ),
            (
                "iamInstanceProfile", "web", "ec2.AssociateIamInstanceProfile",
                ["IamInstanceProfile": ["Name": "web"], "InstanceId": "i-1"]
            ),
            (
                "volumeTags", ["use": "data"], "ec2.CreateTags",
                ["Resources": ["vol-1"], "Tags": [["Key": "use", "Value": "data"]]]
            ),
            ("rootBlockDevice", ["volumeSize": 40], "ec2.ModifyVolume", ["Size": 40, "VolumeId": "vol-1"]),
        ] as [(String, PropertyValue, String, JSON)]
    )
    func running(_ property: String, _ value: PropertyValue, _ operation: String, _ input: JSON) async throws {
        let aws = Self.aws("running")
        let old: PropertyMap = property == "monitoring" ? ["monitoring": value == true ? false : true] : [:]
        try await Self.update(aws, from: old, to: [property: value])
        #expect(Self.changes(aws) == [operation])
        #expect(aws.inputs(of: operation).first.map { JSON.object($0).text(.sortedKeys) } == input.text(.sortedKeys))
    }

    @Test(
        "another profile replaces the one that is there, and no profile takes it away",
        arguments: [("other", "ec2.ReplaceIamInstanceProfileAssociation"), ("", "ec2.DisassociateIamInstanceProfile")]
    )
    func profile(_ name: String, _ operation: String) async throws {
        let aws = Self.aws("running")
        aws.on(
            "ec2.DescribeIamInstanceProfileAssociations",
            ["IamInstanceProfileAssociations": [["AssociationId": "iip-1", "State": "associated"]]]
        )
        try await Self.update(aws, from: ["iamInstanceProfile": "web"], to: ["iamInstanceProfile": .string(name)])
        #expect(Self.changes(aws) == [operation])
        #expect(aws.inputs(of: operation).first?["AssociationId"] == "iip-1")
    }

    @Test("whose root volume cannot be changed says why")
    func volumeFailure() async throws {
        let aws = Self.aws("running")
        let failed: JSON = ["ModificationState": "failed", "StatusMessage": "no more space"]
        aws.on("ec2.DescribeVolumesModifications", ["VolumesModifications": [failed]])
        let error = await #expect(throws: ResourceInitFailure.self) {
            try await Self.update(aws, from: [:], to: ["rootBlockDevice": ["volumeSize": 40]])
        }
        #expect(error?.reasons.first?.contains("the root volume of Instance web failed: no more space") == true)
    }

    @Test(
        "is replaced by a type for another processor only",
        arguments: [
            ("t3.micro", "t3.large", false), ("t3.micro", "t4g.micro", true), ("m6g.large", "c7gn.xlarge", false),
            ("g4dn.xlarge", "m5.large", false), ("a1.large", "m6g.large", false), ("m5.large", "a1.large", true),
        ]
    )
    func processors(_ old: String, _ new: String, _ replaces: Bool) async throws {
        let (olds, news): (PropertyMap, PropertyMap) = (["instanceType": .string(old)], ["instanceType": .string(new)])
        let request = DiffRequest(urn: urn(Self.type), olds: olds, news: news, oldInputs: olds)
        let answer = try await AWSProvider.scripted().diff(request, .test)
        #expect(answer.diffs == ["instanceType"])
        #expect(answer.replaces.isEmpty != replaces)
    }

    @Test("is replaced for other user data only where the program asks for that", arguments: [true, false])
    func userDataReplacement(_ replaces: Bool) async throws {
        let olds: PropertyMap = ["userData": "a", "userDataReplaceOnChange": .bool(replaces)]
        let news = olds.merging(["userData": "b"])
        let request = DiffRequest(urn: urn(Self.type), olds: olds, news: news, oldInputs: olds)
        #expect(try await AWSProvider.scripted().diff(request, .test).replaces.isEmpty != replaces)
    }

    @Test("that is protected is terminated only with forceDestroy, which takes the protection away")
    func forceDestroy() async throws {
        let aws = Self.aws("shutting-down", "terminated")
        let provider = try await AWSProvider.scripted(aws)
        let request = DeleteRequest(id: "i-1", urn: urn(Self.type), oldInputs: ["forceDestroy": true])
        try await provider.delete(request, .test)
        let operations = Self.changes(aws)
        #expect(operations == ["ec2.ModifyInstanceAttribute", "ec2.ModifyInstanceAttribute", "ec2.TerminateInstances"])
    }

    @Test("with a password waits until AWS has made it")
    func password() async throws {
        let aws = Self.aws("running")
        aws.on("ec2.GetPasswordData", { _ in ["PasswordData": ""] }, { _ in ["PasswordData": "\r\nc2VjcmV0\r\n"] })
        let made = try await Self.create(aws, ["getPasswordData": true])
        #expect(made.properties["passwordData"] == "c2VjcmV0")
    }
}
