import JSON
import PackageSchema
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:sqs/queue:Queue`; its id is the URL.
    static let queue = ResourceDescriptor(
        type: "aws:sqs/queue:Queue",
        mapping: MemberMapping(style: .upperCamel, names: ["name": "QueueName"]),
        tagging: .sqs,
        diff: DiffRules(equality: ["redrivePolicy": DiffRules.texts { old, new, _ in Queue.isSameObject(old, new) }]),
        create: CreateStep { queue in
            var input = queue.members(except: Queue.attributeNames(queue))
            if queue.inputs["name"] == nil, queue.flag("fifoQueue"), let name = input["QueueName"]?.string {
                input["QueueName"] = .string(name + Queue.fifoEnding)
            }
            input["Attributes"] = Queue.object(Queue.wanted(queue))
            return try await queue.create("sqs.CreateQueue", input)
        },
        afterCreate: { queue in try await queue.waitUntilShown(Queue.shown, upTo: Queue.patience) },
        read: .lookup { outputs, found, queue in
            Queue.attributes(queue).decode(found.object, into: &outputs)
            outputs["kmsDataKeyReusePeriodSeconds"] = outputs["kmsDataKeyReusePeriodSeconds"] ?? Queue.reusePeriod
            outputs["url"] = .string(queue.id)
            outputs["name"] = queue.id.split(separator: "/").last.map { .string(String($0)) }
        },
        update: [
            UpdateStep(Queue.changeable) { queue in
                let changed = Queue.attributes(queue).changed(of: queue)
                let input: JSON.Object = ["QueueUrl": .string(queue.id), "Attributes": Queue.object(changed)]
                try await queue.call("sqs.SetQueueAttributes", input)
                try await queue.waitUntilShown(Queue.shown.intersection(queue.changed), upTo: Queue.patience)
            }
        ],
        delete: .call("sqs.DeleteQueue", ["QueueUrl": "{id}"])
    )
}

/// A queue's attributes: texts by key in AWS, separate properties here.
private enum Queue {
    /// The end of the name of every queue that keeps the order of its messages.
    static let fifoEnding = ".fifo"

    /// The seconds for which Amazon SQS uses a data key again, unless the program says otherwise.
    static let reusePeriod: PropertyValue = 300

    static let changeable: Set<String> = [
        "contentBasedDeduplication", "deduplicationScope", "delaySeconds", "fifoThroughputLimit",
        "kmsDataKeyReusePeriodSeconds", "kmsMasterKeyId", "maxMessageSize", "messageRetentionSeconds", "policy",
        "receiveWaitTimeSeconds", "redriveAllowPolicy", "redrivePolicy", "sqsManagedSseEnabled",
        "visibilityTimeoutSeconds",
    ]

    /// The attributes that a queue shows whatever its kind of encryption.
    static let shown = changeable.subtracting(["kmsDataKeyReusePeriodSeconds"])

    /// The time in which a change shows everywhere: up to a minute, by the Amazon SQS API Reference.
    static let patience = Duration.seconds(180)

    static func attributes(_ queue: ResourceOperation) -> Attributes {
        Attributes(schema: queue.schema, keys: queue.facts.attributes, kind: "")
    }

    static func attributeNames(_ queue: ResourceOperation) -> Set<String> {
        Set(queue.facts.attributes.map { String($0.property) })
    }

    /// The attributes of a new queue: Amazon SQS refuses those of other kinds of queue, even where they are off.
    static func wanted(_ queue: ResourceOperation) -> [(key: String, value: String)] {
        attributes(queue).encode(queue.inputs).filter { $0.value != "false" || $0.key == "SqsManagedSseEnabled" }
    }

    static func object(_ attributes: [(key: String, value: String)]) -> JSON {
        .object(JSON.Object(attributes.map { ($0.key, .string($0.value)) }))
    }

    /// Returns whether two texts are the same object: Amazon SQS takes a number as text, and answers with the number.
    static func isSameObject(_ one: String, _ other: String) -> Bool {
        guard let one = (try? JSON(parsing: one))?.object, let other = (try? JSON(parsing: other))?.object,
            Set(one.map(\.key)) == Set(other.map(\.key))
        else {
            return one == other
        }
        return one.allSatisfy { member in
            let (left, right) = (PropertyValue(plain: member.value), PropertyValue(plain: other[member.key] ?? .null))
            return left == right || left.scalarText != nil && left.scalarText == right.scalarText
        }
    }
}
