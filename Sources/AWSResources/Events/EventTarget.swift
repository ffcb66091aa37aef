import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:cloudwatch/eventTarget:EventTarget`; its id is made of its rule's name and its own.
    static let eventTarget = ResourceDescriptor(
        type: "aws:cloudwatch/eventTarget:EventTarget",
        mapping: MemberMapping(
            style: .upperCamel,
            names: EventTarget.memberNames,
            pairs: [EventTarget.task.tags],
            switches: EventTarget.task.switches
        ),
        local: ["forceDestroy"],
        create: CreateStep { target in
            try await EventTarget.put(target)
            return Created(id: EventTarget.id(target) ?? "")
        },
        search: .id(EventTarget.id),
        imported: EventTarget.imported,
        read: .lookup { outputs, _, target in
            for name in ["eventBusName", "rule"] { outputs[name] = target.text(name).map(PropertyValue.string) }
            outputs["id"] = EventTarget.id(target).map(PropertyValue.string)
        },
        update: [UpdateStep(EventTarget.content, run: EventTarget.put)],
        delete: .call(
            "events.RemoveTargets",
            EventTarget.rule.merging(["Ids": ["{targetId}"], "Force": "{forceDestroy}"])
        )
    )
}

/// A target of a rule, which a call overwrites as a whole.
private enum EventTarget {
    static let rule: JSON.Object = ["Rule": "{rule}", "EventBusName": "{eventBusName}"]

    static let content: Set<String> = [
        "appsyncTarget", "arn", "batchTarget", "deadLetterConfig", "ecsTarget", "httpTarget", "input", "inputPath",
        "inputTransformer", "kinesisTarget", "redshiftTarget", "retryPolicy", "roleArn", "runCommandTargets",
        "sagemakerPipelineTarget", "sqsTarget",
    ]

    static let task = TaskTarget("ecsTarget", strategies: "orderedPlacementStrategies")

    static let memberNames = task.memberNames.merging([
        "appsyncTarget": "AppSyncParameters",
        "appsyncTarget.graphqlOperation": "GraphQLOperation",
        "batchTarget": "BatchParameters",
        "batchTarget.arraySize": "ArrayProperties.Size",
        "batchTarget.jobAttempts": "RetryStrategy.Attempts",
        "ecsTarget": "EcsParameters",
        "httpTarget": "HttpParameters",
        "inputTransformer.inputPaths": "InputPathsMap",
        "kinesisTarget": "KinesisParameters",
        "redshiftTarget": "RedshiftDataParameters",
        "redshiftTarget.secretsManagerArn": "SecretManagerArn",
        "runCommandTargets": "RunCommandParameters.RunCommandTargets",
        "sagemakerPipelineTarget": "SageMakerPipelineParameters",
        "sagemakerPipelineTarget.pipelineParameterLists": "PipelineParameterList",
        "sqsTarget": "SqsParameters",
        "targetId": "Id",
    ]) { $1 }

    @Sendable static func id(_ target: ResourceOperation) -> String? {
        guard let rule = target.text("rule"), let id = target.text("targetId") else { return nil }
        let bus = target.text("eventBusName") ?? EventBus.standard
        return bus == EventBus.standard ? "\(rule)-\(id)" : "\(bus)-\(rule)-\(id)"
    }

    @Sendable static func put(_ target: ResourceOperation) async throws {
        var members = target.members(Array(content) + ["targetId"])
        // Without a path for the key, which AWS requires, there is nothing to say of a stream.
        if members["KinesisParameters"] == [:] { members["KinesisParameters"] = nil }
        try await target.call("events.PutTargets", target.filled(rule).merging(["Targets": [.object(members)]]))
    }

    @Sendable static func imported(_ target: ResourceOperation) throws -> PropertyMap {
        guard let parts = EventBus.parts(of: target.id, ["rule", "targetId"]) else {
            let form = "{eventBusName}/{rule}/{targetId} or {rule}/{targetId}"
            throw ImportFormError(type: target.descriptor.type, id: target.id, form: form)
        }
        return PropertyMap(parts.map { ($0.name, .string($0.value)) })
    }
}
