import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:cloudwatch/logGroup:LogGroup`; its id is the name.
    static let logGroup = ResourceDescriptor(
        type: "aws:cloudwatch/logGroup:LogGroup",
        mapping: MemberMapping(style: .lowerCamel, names: ["name": "logGroupName"]),
        tagging: .logs,
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
        delete: .call("logs.DeleteLogGroup", ["logGroupName": "{id}"], unless: "skipDestroy"),
        logSources: { [LogSource(group: $0.id, region: $0.outputs["region"]?.string)] }
    )
}

/// The retention of a log group's events.
private enum LogGroup {
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
