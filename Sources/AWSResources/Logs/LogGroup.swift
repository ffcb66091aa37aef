import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:cloudwatch/logGroup:LogGroup`; its id is the name.
    static let logGroup = ResourceDescriptor(
        type: "aws:cloudwatch/logGroup:LogGroup",
        mapping: MemberMapping(style: .lowerCamel, names: ["name": "logGroupName"]),
        tagging: .logs,
        rules: [InputRule(check: LogGroup.faults)],
        local: ["skipDestroy"],
        create: .call("logs.CreateLogGroup", except: ["retentionInDays"]),
        afterCreate: { group in
            if group.inputs["retentionInDays"]?.number ?? 0 > 0 { try await LogGroup.setRetention(group) }
        },
        read: .lookup { outputs, found, _ in
            let arn = found.object["arn"]?.string ?? ""
            outputs["arn"] = .string(arn.hasSuffix(":*") ? String(arn.dropLast(2)) : arn)
            outputs["retentionInDays"] = outputs["retentionInDays"] ?? 0
        },
        update: [
            UpdateStep(["retentionInDays"], run: LogGroup.setRetention),
            .set(
                "kmsKeyId",
                "logs.AssociateKmsKey",
                orClear: "logs.DisassociateKmsKey",
                of: ["logGroupName": "{id}"]
            ),
            UpdateStep(["deletionProtectionEnabled"]) { group in
                let input: JSON.Object = [
                    "logGroupIdentifier": .string(group.id),
                    "deletionProtectionEnabled": .bool(group.flag("deletionProtectionEnabled")),
                ]
                try await group.call("logs.PutLogGroupDeletionProtection", input)
            },
        ],
        delete: .call("logs.DeleteLogGroup", ["logGroupName": "{id}"], unless: "skipDestroy")
    )
}

/// The retention of a log group's events.
private enum LogGroup {
    /// The days that CloudWatch Logs can keep events; 0 keeps them for ever.
    private static let retentions: Set<Double> = [
        0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
    ]

    @Sendable static func faults(_ inputs: PropertyMap) -> [InputFault] {
        guard let days = inputs["retentionInDays"]?.number, !retentions.contains(days) else { return [] }
        let allowed = retentions.sorted().map { String(Int($0)) }.joined(separator: ", ")
        let reason = "CloudWatch Logs cannot keep events for \(JSON.Number(days).text) days; it can for \(allowed)."
        return [InputFault(property: "retentionInDays", reason: reason)]
    }

    @Sendable static func setRetention(_ group: ResourceOperation) async throws {
        let name: JSON.Object = ["logGroupName": .string(group.id)]
        let days = group.inputs["retentionInDays"]?.number ?? 0
        if days > 0 {
            try await group.call("logs.PutRetentionPolicy", name.merging(["retentionInDays": .number(days)]))
        } else {
            try await group.call("logs.DeleteRetentionPolicy", name)
        }
    }
}
