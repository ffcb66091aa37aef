import ProviderKit
import PulumiProtocol

extension ComponentDescriptor {
    /// `awsx:lb:TargetGroupAttachment`: an instance or a function as target of a target group.
    static let targetGroupAttachment = ComponentDescriptor(
        type: "awsx:lb:TargetGroupAttachment",
        aliases: ComponentAliases()
    ) { object, scope in
        try await TargetGroupAttachment(inputs: TargetGroupAttachmentInputs(object: object), scope: scope).register()
    }
}

private struct TargetGroupAttachment: Sendable {
    let inputs: TargetGroupAttachmentInputs
    let scope: ComponentScope

    /// What is attached.
    private struct Target: Sendable {
        var id: PropertyValue?
        var availabilityZone: PropertyValue?
        /// The function as the permission names it; `nil` if the target is none.
        var function: PropertyValue?
    }

    func register() async throws -> PropertyMap {
        try requireOne(of: ["targetGroup", "targetGroupArn"])
        try requireOne(of: ["instance", "instanceId", "lambda", "lambdaArn"])
        let group = try await targetGroup()
        let target = try await target(ofType: group.type)

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
        var properties: PropertyMap = ["targetGroupArn": group.arn]
        properties["targetId"] = target.id
        properties["availabilityZone"] = target.availabilityZone
        let attachment = try await LoadBalancerParts.child(
            "targetGroupAttachment:TargetGroupAttachment",
            scope.name,
            properties,
            in: scope,
            dependsOn: permission.map { [$0] } ?? []
        )
        var state: PropertyMap = ["targetGroupAttachment": attachment.reference]
        state["lambdaPermission"] = permission?.reference
        return state
    }

    private func requireOne(of names: [String]) throws {
        let given = names.filter { inputs.object[$0].given != nil }
        guard given.count != 1 else { return }
        let list = names.joined(separator: ", ")
        throw inputs.object.failure(
            at: given.dropFirst().first ?? names[0],
            given.isEmpty
                ? "is missing; give one of \(list)"
                : "cannot be given together with \(given[0]); give one of \(list)"
        )
    }

    private func targetGroup() async throws -> (arn: PropertyValue, type: Output<PropertyValue>) {
        if let group = inputs.targetGroup.given {
            let resource = try await scope.resource(group, at: inputs.object.path(of: "targetGroup"))
            return (resource["arn"] ?? .null, Output(gathering: resource["targetType"] ?? .null))
        }
        let arn = inputs.targetGroupArn ?? .null
        let answer = try await scope.invoke("aws:lb/getTargetGroup:getTargetGroup", ["arn": arn])
        return (arn, answer.map { $0["targetType"] ?? .null })
    }

    private func target(ofType type: Output<PropertyValue>) async throws -> Target {
        func id(_ instance: PropertyValue?, _ address: PropertyValue?) -> PropertyValue {
            type.and(Output(gathering: instance ?? .null)).and(Output(gathering: address ?? .null))
                .map { $0.0.0 == "instance" ? $0.0.1 : $0.1 }
                .property
        }
        if let given = inputs.instance.given {
            let instance = try await scope.resource(given, at: inputs.object.path(of: "instance"))
            return Target(
                id: id(instance.id, instance["privateIp"]),
                availabilityZone: instance["availabilityZone"]
            )
        }
        if let given = inputs.instanceId.given {
            let answer = try await scope.invoke("aws:ec2/getInstance:getInstance", ["instanceId": given])
            return Target(
                id: id(
                    answer.map { $0["id"] ?? $0["instanceId"] ?? .null }.property,
                    answer.map { $0["privateIp"] ?? .null }.property
                ),
                availabilityZone: answer.map { $0["availabilityZone"] ?? .null }.property
            )
        }
        if let function = inputs.lambda.given {
            let resource = try await scope.resource(function, at: inputs.object.path(of: "lambda"))
            return Target(id: resource["arn"], function: function)
        }
        return Target(id: inputs.lambdaArn, function: inputs.lambdaArn)
    }
}
