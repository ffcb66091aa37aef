import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:cloudwatch/logGroup:LogGroup`.
    ///
    /// Its id is the name.
    static let logGroup = ResourceDescriptor(
        type: "aws:cloudwatch/logGroup:LogGroup",
        mapping: MemberMapping(style: .lowerCamel, names: ["name": "logGroupName"]),
        tagging: .logs,
        rules: [InputRule(check: LogGroup.faults)],
        local: ["skipDestroy"],
        create: { group in
            let input = group.members(except: ["retentionInDays"]).merging(group.tagMembers)
            _ = try await group.call("logs.CreateLogGroup", input)
            return Created(id: input["logGroupName"]?.string ?? "")
        },
        search: .id { $0.inputs["name"]?.string },
        finish: { group in
            if group.inputs["retentionInDays"]?.number ?? 0 > 0 { try await LogGroup.setRetention(group) }
        },
        read: { group in
            // The search is by prefix: the name itself sorts before all names that it begins.
            let input: JSON.Object = ["logGroupNamePrefix": .string(group.id)]
            let groups = try await group.find("logs.DescribeLogGroups", input)?.list(at: "logGroups") ?? []
            guard let found = groups.first(where: { $0["logGroupName"]?.string == group.id }) else { return nil }
            var outputs = group.properties(of: found)
            let arn = found["arn"]?.string ?? ""
            let plainARN = arn.hasSuffix(":*") ? String(arn.dropLast(2)) : arn
            outputs["arn"] = .string(plainARN)
            outputs["retentionInDays"] = outputs["retentionInDays"] ?? 0
            let tags = try await group.find("logs.ListTagsForResource", ["resourceArn": .string(plainARN)])?["tags"]
            return outputs.merging(group.tagOutputs(Tagging.read(object: tags)))
        },
        update: [
            UpdateStep(["retentionInDays"], run: LogGroup.setRetention),
            UpdateStep(["kmsKeyId"]) { group in
                let name: JSON.Object = ["logGroupName": .string(group.id)]
                if let key = group.inputs["kmsKeyId"]?.plainJSON {
                    _ = try await group.call("logs.AssociateKmsKey", name.merging(["kmsKeyId": key]))
                } else {
                    _ = try await group.call("logs.DisassociateKmsKey", name)
                }
            },
            UpdateStep(["deletionProtectionEnabled"]) { group in
                let input: JSON.Object = [
                    "logGroupIdentifier": .string(group.id),
                    "deletionProtectionEnabled": .bool(group.flag("deletionProtectionEnabled")),
                ]
                _ = try await group.call("logs.PutLogGroupDeletionProtection", input)
            },
        ],
        delete: { group in
            guard !group.flag("skipDestroy"), group.state["skipDestroy"]?.bool != true else { return }
            try await group.callUnlessGone("logs.DeleteLogGroup", ["logGroupName": .string(group.id)])
        },
        propagation: .seconds(60)
    )
}

/// What is a log group's own.
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
            _ = try await group.call("logs.PutRetentionPolicy", name.merging(["retentionInDays": .number(days)]))
        } else {
            _ = try await group.call("logs.DeleteRetentionPolicy", name)
        }
    }
}
