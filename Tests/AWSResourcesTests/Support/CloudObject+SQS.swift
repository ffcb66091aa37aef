import JSON

@testable import AWSResources

extension CloudObject {
    /// A queue is known by its URL, and its attributes change one by one.
    static let sqs: [String: Effect] = [
        "sqs.CreateQueue": { queue, input in
            let name = input["QueueName"]?.string ?? ""
            let arn: JSON.Object = ["QueueArn": .string("arn:aws:sqs:us-west-2:123456789012:\(name)")]
            queue["QueueUrl"] = .string("https://sqs.us-west-2.amazonaws.com/123456789012/\(name)")
            queue["Attributes"] = .object(arn.merging(input["Attributes"]?.object ?? [:]))
        },
        "sqs.SetQueueAttributes": { queue, input in
            let attributes = queue["Attributes"]?.object ?? [:]
            queue["Attributes"] = .object(attributes.merging(input["Attributes"]?.object ?? [:]))
        },
    ]
}
