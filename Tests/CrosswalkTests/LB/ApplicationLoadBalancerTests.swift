import ProviderKit
import PulumiProtocol
import Testing

@Suite("ApplicationLoadBalancer")
struct ApplicationLoadBalancerTests {
    private static let type = "awsx:lb:ApplicationLoadBalancer"
    private static let oldName = "awsx:x:elasticloadbalancingv2:ApplicationLoadBalancer"

    /// Inputs; port and protocol of the target group; those of each listener.
    private static let table: [(PropertyMap, [PropertyValue?], [[PropertyValue?]])] = [
        ([:], [80, "HTTP"], [[80, "HTTP"]]),
        (["defaultTargetGroupPort": 8080], [8080, "HTTP"], [[8080, "HTTP"]]),
        (
            ["listener": ["port": 443, "certificateArn": "c"], "defaultTargetGroupPort": 8080],
            [443, "HTTPS"], [[443, "HTTPS"]]
        ),
        (["listeners": [["port": 8443, "protocol": "HTTPS"]]], [.none, .none], [[8443, "HTTPS"]]),
        (["listeners": [["port": 81], ["protocol": "HTTPS"]]], [81, "HTTP"], [[81, "HTTP"], [443, "HTTPS"]]),
        (["listeners": [], "defaultTargetGroup": ["port": 9000, "protocol": "HTTPS"]], [9000, "HTTPS"], []),
    ]

    @Test("derives ports and protocols from one another", arguments: table.indices)
    func ports(_ index: Int) async throws {
        let (inputs, targetGroup, listeners) = Self.table[index]
        let engine = PlayedEngine()
        let answer = try await engine.construct(Self.type, "lb", inputs)
        func ports(_ request: RegisterResourceRequest?) -> [PropertyValue?] {
            [request?.object["port"], request?.object["protocol"]]
        }
        #expect(ports(engine.registration("TargetGroup", "lb")) == targetGroup)
        for (number, expected) in listeners.enumerated() {
            let listener = engine.registration("Listener", "lb-\(number)")
            #expect(ports(listener) == expected)
            #expect(listener?.object["loadBalancerArn"] == "arn:lb")
            #expect(listener?.object["defaultActions"] == [["type": "forward", "targetGroupArn": "arn:lb"]])
        }
        #expect(answer.state["listeners"]?.list?.count == listeners.count)
    }

    @Test("stands in the default VPC behind an open security group")
    func defaults() async throws {
        let engine = PlayedEngine()
        let answer = try await engine.construct(Self.type, "lb", [:])
        #expect(
            engine.registration("LoadBalancer", "lb")?.object == [
                "loadBalancerType": "application", "subnets": ["subnet-public"], "securityGroups": ["id:lb"],
            ]
        )
        let group = engine.registration("SecurityGroup", "lb")?.object
        #expect(group?["vpcId"] == "vpc-default")
        #expect(group?["description"] == "Managed by Pulumi")
        #expect(
            group?["egress"] == [
                [
                    "fromPort": 0, "toPort": 65535, "protocol": "tcp", "cidrBlocks": ["0.0.0.0/0"],
                    "ipv6CidrBlocks": ["::/0"],
                ]
            ]
        )
        #expect(answer.state["vpcId"] == "vpc-default")
        #expect(answer.stateDependencies["vpcId"] == [])
    }

    @Test("subnets without ids are unknown one by one in a preview")
    func previewedSubnets() async throws {
        let engine = PlayedEngine(
            isPreview: true,
            functions: ["pulumi:pulumi:getResource": ["urn": "urn:s", "id": "", "state": ["id": ""]]]
        )
        let subnet = PropertyValue.resource(ResourceReference(urn: "urn:s", id: ""))
        let subnets = PropertyValue.output(Output([subnet, subnet], dependencies: ["urn:v"]))
        let answer = try await engine.construct(Self.type, "lb", ["subnets": subnets])
        let balancer = engine.registration("LoadBalancer", "lb")
        #expect(balancer?.object["subnets"] == [.unknown, .unknown])
        #expect(balancer?.propertyDependencies["subnets"] == ["urn:s", "urn:v"])
        #expect(answer.state["vpcId"] == .unknown)
    }

    @Test("subnets that are given as resources are named by their ids")
    func subnetResources() async throws {
        let engine = PlayedEngine(
            functions: ["pulumi:pulumi:getResource": ["urn": "urn:s", "id": "subnet-s", "state": ["vpcId": "vpc-s"]]]
        )
        let subnet = PropertyValue.resource(ResourceReference(urn: "urn:s", id: "subnet-s"))
        let answer = try await engine.construct(Self.type, "lb", ["subnets": [subnet, subnet]])
        #expect(engine.registration("LoadBalancer", "lb")?.object["subnets"] == ["subnet-s", "subnet-s"])
        #expect(engine.registration("TargetGroup", "lb")?.object["vpcId"] == "vpc-s")
        #expect(answer.stateDependencies["vpcId"] == ["urn:s"])
    }

    @Test(
        "a network that is not known yet leaves the VPC unknown",
        arguments: ["subnets", "subnetIds", "subnetMappings"]
    )
    func unknownNetwork(_ name: String) async throws {
        let engine = PlayedEngine(isPreview: true)
        let unknown = PropertyValue.output(Output(.none, dependencies: ["urn:n"]))
        let inputs = PropertyMap([(name, unknown)])
        let answer = try await engine.construct(Self.type, "lb", inputs)
        #expect(answer.state["vpcId"] == .unknown)
        #expect(engine.registration("TargetGroup", "lb")?.object["vpcId"] == .unknown)
        let subnets = engine.registration("LoadBalancer", "lb")?.object["subnets"]
        #expect(subnets == (name == "subnetMappings" ? nil : .unknown))
    }

    @Test(
        "takes the VPC from the first subnet",
        arguments: [
            ["subnetIds": ["subnet-a"]], ["subnetMappings": [["subnetId": "subnet-a"]]],
        ] as [PropertyMap]
    )
    func vpc(_ inputs: PropertyMap) async throws {
        let engine = PlayedEngine()
        _ = try await engine.construct(Self.type, "lb", inputs)
        #expect(engine.registration("TargetGroup", "lb")?.object["vpcId"] == "vpc-of-subnet")
        #expect(engine.registration("LoadBalancer", "lb")?.object["subnets"] == inputs["subnetIds"])
    }

    @Test("security groups are made, replaced or left out")
    func securityGroups() async throws {
        func groups(_ inputs: PropertyMap) async throws -> (PropertyValue?, PropertyMap?) {
            let engine = PlayedEngine()
            _ = try await engine.construct(Self.type, "lb", inputs)
            let made = engine.registration("SecurityGroup", "lb")?.object
            return (engine.registration("LoadBalancer", "lb")?.object["securityGroups"], made)
        }
        var (sent, made) = try await groups(["securityGroups": [], "defaultSecurityGroup": ["skip": false]])
        #expect(sent == [])
        #expect(made == nil)
        (sent, made) = try await groups(["defaultSecurityGroup": ["skip": true]])
        #expect(sent == nil)
        #expect(made == nil)
        (sent, made) = try await groups(["defaultSecurityGroup": ["securityGroupId": "sg"]])
        #expect(sent == ["sg"])
        (sent, made) = try await groups(["defaultSecurityGroup": [:]])
        #expect(sent == ["id:lb"])
        #expect(made?["vpcId"] == "vpc-default")
        (sent, made) = try await groups(["defaultSecurityGroup": ["args": ["ingress": []]]])
        #expect(sent == ["id:lb"])
        #expect(made == ["ingress": [], "description": "Managed by Pulumi"])
    }

    @Test("tells an engine what it was called, as the engine understands it")
    func aliases() async throws {
        let modern = PlayedEngine()
        _ = try await modern.construct(Self.type, "lb", [:]) { $0.aliases = [Alias(alias: .urn("urn:old"))] }
        let component = modern.log.registrations.first { $0.type == Self.type }
        let stack = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev"
        #expect(
            component?.aliases == [
                Alias(alias: .urn("urn:old")),
                Alias(alias: .spec(.init(name: Self.oldName, parent: .parentUrn(stack)))),
            ]
        )
        let old = PlayedEngine(features: ["secrets", "resourceReferences"])
        _ = try await old.construct(Self.type, "lb", [:])
        let prefix = "urn:pulumi:dev::shop::awsx:lb:ApplicationLoadBalancer"
        #expect(
            old.registration("Listener", "lb-0")?.aliasURNs == [
                "\(prefix)$aws:elasticloadbalancingv2/listener:Listener::lb-0",
                "\(prefix)$aws:lb/listener:Listener::\(Self.oldName)-0",
                "\(prefix)$aws:elasticloadbalancingv2/listener:Listener::\(Self.oldName)-0",
            ]
        )
        #expect(
            old.registration("SecurityGroup", "lb")?.aliasURNs == [
                "\(prefix)$aws:ec2/securityGroup:SecurityGroup::\(Self.oldName)"
            ]
        )
    }

    @Test(
        "refuses settings that exclude each other, and an empty network",
        arguments: [
            (
                ["subnets": [], "subnetIds": []], "subnets",
                "cannot be given together with subnetIds; remove one of them"
            ),
            (
                ["listener": [:], "listeners": []], "listeners",
                "cannot be given together with listener; put all into listeners"
            ),
            (
                ["defaultTargetGroup": [:], "defaultTargetGroupPort": 1], "defaultTargetGroupPort",
                "cannot be given together with defaultTargetGroup; set port inside defaultTargetGroup instead"
            ),
            (
                ["defaultSecurityGroup": ["args": [:], "securityGroupId": "x"]], "defaultSecurityGroup.args",
                "cannot be given together with securityGroupId; remove one of them"
            ),
            (
                ["subnetIds": []], "subnetIds",
                "is empty; name two subnets in different availability zones, or omit it"
            ),
            (["listeners": ["a"]], "listeners[0]", "must be an object, not a string"),
        ] as [(PropertyMap, String, String)]
    )
    func refuses(_ inputs: PropertyMap, _ path: String, _ reason: String) async throws {
        let failure = await #expect(throws: InputFailure.self) {
            try await PlayedEngine().construct(Self.type, "lb", inputs)
        }
        #expect(failure?.faults == [.init(property: path, reason: reason)])
    }
}
