import ProviderKit
import PulumiProtocol

/// The component `awsx:lb:TargetGroupAttachment`: an instance or a function as target of a target group.
struct TargetGroupAttachment: Component {
    private let inputs: TargetGroupAttachmentInputs

    init(_ inputs: TargetGroupAttachmentInputs) throws {
        self.inputs = inputs
        try Self.requireOne(of: [inputs.targetGroup, inputs.targetGroupArn])
        try Self.requireOne(of: [inputs.instance, inputs.instanceId, inputs.lambda, inputs.lambdaArn])
    }

    /// The instance or function to attach.
    private struct Target: Sendable {
        /// The target's id in the target group: an instance's id or IP address, or a function's ARN.
        var id: PropertyValue?
        /// The availability zone of an instance.
        var availabilityZone: PropertyValue?
        /// The function that the load balancer may call; `nil` for an instance.
        var function: PropertyValue?
    }

    func drafts(named name: String) -> [ChildDraft] {
        let properties: PropertyMap = [
            "targetGroupArn": inputs.targetGroupArn.nonNull ?? .unknown,
            "targetId": inputs.lambdaArn.nonNull ?? .unknown,
        ]
        let origins = [ChildDraft.Origin("targetId", from: inputs.lambdaArn.path)]
        return [ChildDraft("aws:lb/\(Self.kind)", name, properties, origins: origins)]
    }

    func register(in scope: ComponentScope) async throws -> PropertyMap {
        let group = try await targetGroup(in: scope)
        let target = try await target(ofType: group.type, in: scope)

        var permission: Child?
        if let function = target.function {
            permission = try await scope.child(
                "aws:lambda/permission:Permission",
                scope.name,
                [
                    "action": "lambda:InvokeFunction", "function": function,
                    "principal": "elasticloadbalancing.amazonaws.com", "sourceArn": group.arn,
                ]
            )
        }
        let properties = PropertyMap(present: [
            "targetGroupArn": group.arn,
            "targetId": target.id,
            "availabilityZone": target.availabilityZone,
        ])
        let attachment = try await LoadBalancerParts.child(
            Self.kind,
            scope.name,
            properties,
            in: scope,
            dependsOn: permission.map { [$0] } ?? []
        )
        return PropertyMap(present: [
            "targetGroupAttachment": attachment.reference,
            "lambdaPermission": permission?.reference,
        ])
    }

    private static let kind = "targetGroupAttachment:TargetGroupAttachment"

    private static func requireOne(of inputs: [Input<PropertyValue>]) throws(InputFailure) {
        let list = inputs.map(\.name).joined(separator: ", ")
        guard try Input.onlyOne(of: inputs, remedy: "give one of \(list)") == nil else { return }
        throw inputs[0].failure("is missing; give one of \(list)")
    }

    private func targetGroup(
        in scope: ComponentScope
    ) async throws -> (arn: PropertyValue, type: Output<PropertyValue>) {
        if inputs.targetGroup.nonNull != nil {
            let resource = try await scope.resource(inputs.targetGroup)
            return (resource["arn"] ?? .null, Output(gathering: resource["targetType"] ?? .null))
        }
        let arn = inputs.targetGroupArn.value ?? .null
        let answer = try await scope.invoke("aws:lb/getTargetGroup:getTargetGroup", ["arn": arn])
        return (arn, answer.map { $0["targetType"] ?? .null })
    }

    private func target(ofType type: Output<PropertyValue>, in scope: ComponentScope) async throws -> Target {
        func id(_ instance: PropertyValue?, _ address: PropertyValue?) -> PropertyValue {
            type.and(Output(gathering: instance ?? .null)).and(Output(gathering: address ?? .null))
                .map { $0.0.0 == "instance" ? $0.0.1 : $0.1 }
                .property
        }
        if inputs.instance.nonNull != nil {
            let instance = try await scope.resource(inputs.instance)
            return Target(
                id: id(instance.id, instance["privateIp"]),
                availabilityZone: instance["availabilityZone"]
            )
        }
        if let given = inputs.instanceId.nonNull {
            let answer = try await scope.invoke("aws:ec2/getInstance:getInstance", ["instanceId": given])
            return Target(
                id: id(
                    answer.map { $0["id"] ?? $0["instanceId"] ?? .null }.property,
                    answer.map { $0["privateIp"] ?? .null }.property
                ),
                availabilityZone: answer.map { $0["availabilityZone"] ?? .null }.property
            )
        }
        if let given = inputs.lambda.nonNull {
            return Target(id: try await scope.resource(inputs.lambda)["arn"], function: given)
        }
        return Target(id: inputs.lambdaArn.value, function: inputs.lambdaArn.value)
    }
}
