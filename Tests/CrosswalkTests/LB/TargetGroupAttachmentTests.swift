import ProviderKit
import PulumiProtocol
import Testing

@Suite("TargetGroupAttachment")
struct TargetGroupAttachmentTests {
    private static let type = "awsx:lb:TargetGroupAttachment"
    private static let instance: PropertyMap = [
        "urn": "urn:i", "id": "i-1", "state": ["privateIp": "10.0.0.7", "availabilityZone": "us-west-2a"],
    ]

    private func engine(
        targetType: PropertyValue,
        resource: PropertyMap? = nil,
        isPreview: Bool = false
    ) -> PlayedEngine {
        var functions: [String: PropertyMap] = ["aws:lb/getTargetGroup:getTargetGroup": ["targetType": targetType]]
        functions["pulumi:pulumi:getResource"] = resource
        functions["aws:ec2/getInstance:getInstance"] = [
            "instanceId": "i-2", "privateIp": "10.0.0.8", "availabilityZone": "us-west-2b",
        ]
        return PlayedEngine(isPreview: isPreview, functions: functions)
    }

    @Test("a function gets a permission first")
    func function() async throws {
        let engine = engine(targetType: "lambda")
        let inputs: PropertyMap = ["targetGroupArn": "arn:tg", "lambdaArn": "arn:f"]
        let answer = try await engine.construct(Self.type, "a", inputs)
        #expect(
            engine.registration("Permission", "a")?.object == [
                "action": "lambda:InvokeFunction", "function": "arn:f",
                "principal": "elasticloadbalancing.amazonaws.com", "sourceArn": "arn:tg",
            ]
        )
        let attachment = engine.registration("TargetGroupAttachment", "a")
        #expect(attachment?.object == ["targetGroupArn": "arn:tg", "targetId": "arn:f"])
        #expect(attachment?.dependencies == ["urn:pulumi:dev::shop::\(Self.type)$aws:lambda/permission:Permission::a"])
        #expect(Set(answer.state.keys) == ["lambdaPermission", "targetGroupAttachment"])
    }

    @Test("a function that is given as a resource is attached by its ARN")
    func functionResource() async throws {
        let function = PropertyValue.resource(ResourceReference(urn: "urn:f", id: "f"))
        let engine = engine(targetType: "lambda", resource: ["urn": "urn:f", "id": "f", "state": ["arn": "arn:f"]])
        _ = try await engine.construct(Self.type, "a", ["targetGroupArn": "arn:tg", "lambda": function])
        #expect(engine.registration("TargetGroupAttachment", "a")?.object["targetId"] == "arn:f")
        #expect(engine.registration("Permission", "a")?.object["function"] == function)
    }

    @Test(
        "an instance is attached by its id or its address, as the target group's type says",
        arguments: [("instance", "i-1"), ("ip", "10.0.0.7")] as [(PropertyValue, PropertyValue)]
    )
    func instanceResource(_ targetType: PropertyValue, _ id: PropertyValue) async throws {
        let engine = engine(targetType: targetType, resource: Self.instance)
        let instance = PropertyValue.resource(ResourceReference(urn: "urn:i", id: "i-1"))
        let answer = try await engine.construct(Self.type, "a", ["targetGroupArn": "arn:tg", "instance": instance])
        #expect(
            engine.registration("TargetGroupAttachment", "a")?.object
                == ["targetGroupArn": "arn:tg", "targetId": id, "availabilityZone": "us-west-2a"]
        )
        #expect(engine.registration("Permission", "a") == nil)
        #expect(Set(answer.state.keys) == ["targetGroupAttachment"])
    }

    @Test(
        "an instance that is given by its id is looked up",
        arguments: [("instance", "i-2"), ("ip", "10.0.0.8")] as [(PropertyValue, PropertyValue)]
    )
    func instanceID(_ targetType: PropertyValue, _ id: PropertyValue) async throws {
        let engine = engine(targetType: targetType)
        _ = try await engine.construct(Self.type, "a", ["targetGroupArn": "arn:tg", "instanceId": "i-2"])
        #expect(
            engine.registration("TargetGroupAttachment", "a")?.object
                == ["targetGroupArn": "arn:tg", "targetId": id, "availabilityZone": "us-west-2b"]
        )
        let lookup = engine.log.invokes.first { $0.tok == "aws:ec2/getInstance:getInstance" }
        #expect(lookup?.args == ["instanceId": "i-2"])
    }

    @Test("the type of a target group that is given as a resource comes from the state")
    func targetGroupResource() async throws {
        let group = PropertyValue.resource(ResourceReference(urn: "urn:tg", id: "tg"))
        let engine = engine(
            targetType: "ip",
            resource: ["urn": "urn:tg", "id": "tg", "state": ["arn": "arn:tg", "targetType": "instance"]]
        )
        _ = try await engine.construct(Self.type, "a", ["targetGroup": group, "instanceId": "i-2"])
        let attachment = engine.registration("TargetGroupAttachment", "a")
        #expect(attachment?.object["targetGroupArn"] == "arn:tg")
        #expect(attachment?.object["targetId"] == "i-2")
        #expect(attachment?.propertyDependencies["targetGroupArn"] == ["urn:tg"])
        #expect(!engine.log.invokes.contains { $0.tok == "aws:lb/getTargetGroup:getTargetGroup" })
    }

    @Test("an instance that is not known yet leaves its target unknown")
    func unknown() async throws {
        let engine = engine(targetType: "instance", isPreview: true)
        let unknown = PropertyValue.output(Output(.none, dependencies: ["urn:i"]))
        _ = try await engine.construct(Self.type, "a", ["targetGroupArn": "arn:tg", "instance": unknown])
        let attachment = engine.registration("TargetGroupAttachment", "a")
        #expect(attachment?.object["targetId"] == .unknown)
        #expect(attachment?.propertyDependencies["targetId"] == ["urn:i"])
    }

    @Test(
        "needs one target group and one target",
        arguments: [
            (
                ["targetGroupArn": "x"], "instance",
                "is missing; give one of instance, instanceId, lambda, lambdaArn"
            ),
            (["lambdaArn": "x"], "targetGroup", "is missing; give one of targetGroup, targetGroupArn"),
            (
                ["targetGroupArn": "x", "lambdaArn": "x", "instanceId": "i"], "lambdaArn",
                "cannot be given together with instanceId; give one of instance, instanceId, lambda, lambdaArn"
            ),
            (
                ["targetGroupArn": "x", "instance": "i-1"], "instance", "must be a resource, not a string"
            ),
        ] as [(PropertyMap, String, String)]
    )
    func refuses(_ inputs: PropertyMap, _ path: String, _ reason: String) async throws {
        let failure = await #expect(throws: InputFailure.self) {
            try await engine(targetType: "instance").construct(Self.type, "a", inputs)
        }
        #expect(failure?.faults == [.init(property: path, reason: reason)])
    }
}
