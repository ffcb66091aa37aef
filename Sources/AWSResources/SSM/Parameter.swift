import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:ssm/parameter:Parameter`; its id is the name.
    static let parameter = ResourceDescriptor(
        type: "aws:ssm/parameter:Parameter",
        mapping: MemberMapping(
            style: .upperCamel,
            names: ["arn": "ARN"],
            sent: ["insecureValue": "Value", "valueWo": "Value"]
        ),
        tagging: .systemsManager("Parameter"),
        local: ["arn", "overwrite"],
        create: CreateStep(Parameter.create),
        afterCreate: { parameter in
            // A call that may overwrite takes no tags.
            guard parameter.flag("overwrite"), !parameter.tags.isEmpty else { return }
            try await parameter.descriptor.tagging?.update(parameter)
        },
        read: .lookup { outputs, found, parameter in
            try await Parameter.complete(&outputs, found.object, parameter)
        },
        update: [
            UpdateStep(
                [
                    "allowedPattern", "description", "insecureValue", "keyId", "tier", "type", "value",
                    "valueWoVersion",
                ],
                run: Parameter.overwrite
            )
        ],
        delete: .call("ssm.DeleteParameter", ["Name": "{id}"])
    )
}

/// The steps of a parameter's life: one call writes all of it, and each is a new version.
private enum Parameter {
    private static let operation = "ssm.PutParameter"
    /// The properties of which one holds the value.
    private static let values = ["insecureValue", "value", "valueWo"]

    // MARK: Create and Update

    @Sendable static func create(_ parameter: ResourceOperation) async throws -> Created {
        var members = parameter.members(except: isSecure(parameter) ? ["valueWoVersion"] : ["keyId", "valueWoVersion"])
        let mayOverwrite = parameter.flag("overwrite")
        members["Overwrite"] = .bool(mayOverwrite)
        try await put(mayOverwrite ? members : members.merging(parameter.tagMembers), parameter)
        return Created(id: try parameter.idOfProperties())
    }

    @Sendable static func overwrite(_ parameter: ResourceOperation) async throws {
        var names = values + ["allowedPattern", "name", "tier", "type"]
        if parameter.hasChanged("description") { names.append("description") }
        if isSecure(parameter) { names.append("keyId") }
        // Without these, AWS would choose its own tier and key again.
        let kept = parameter.filled(["Tier": "{tier}"])
            .merging(isSecure(parameter) ? parameter.filled(["KeyId": "{keyId}"]) : [:])
        var members = kept.merging(parameter.members(names))
        members["AllowedPattern"] = members["AllowedPattern"] ?? ""
        members["Overwrite"] = parameter.inputs["overwrite"]?.plainJSON ?? true
        try await put(members, parameter)
    }

    /// Writes the parameter, without the tier where AWS does not know tiers.
    private static func put(_ members: JSON.Object, _ parameter: ResourceOperation) async throws {
        do {
            try await parameter.call(operation, members)
        } catch {
            guard members["Tier"] != nil, let failure = AWSFailure(error), failure.code == "ValidationException",
                failure.message.contains("Tier is not supported")
            else {
                throw error
            }
            try await parameter.call(operation, members.merging(["Tier": .null]))
        }
    }

    private static func isSecure(_ parameter: ResourceOperation) -> Bool {
        parameter.inputs["type"]?.string == "SecureString"
    }

    // MARK: Read

    /// Completes the outputs by what only a description tells, and puts the value where the program has it.
    static func complete(
        _ outputs: inout PropertyMap,
        _ found: JSON,
        _ parameter: ResourceOperation
    ) async throws {
        let isSecure = outputs["type"] == "SecureString"
        let filter: JSON = ["Key": "Name", "Option": "Equals", "Values": [.string(parameter.id)]]
        let answer = try await parameter.call("ssm.DescribeParameters", ["ParameterFilters": [filter]])
        let described = parameter.properties(of: answer.at("Parameters[0]") ?? .null)
        for name in ["allowedPattern", "description", "tier"] { outputs[name] = described[name] }
        outputs["keyId"] = isSecure ? described["keyId"] : nil
        let program = values.contains { parameter.inputs[$0] != nil } ? parameter.inputs : parameter.state
        let isHidden = program["valueWo"] != nil || program["hasValueWo"] == true
        let isInsecure = !isHidden && !isSecure && program["insecureValue"]?.string?.isEmpty == false
        outputs["hasValueWo"] = .bool(isHidden)
        outputs["insecureValue"] = isInsecure ? outputs["value"] : ""
        if isHidden || isInsecure { outputs["value"] = .null }
    }
}
