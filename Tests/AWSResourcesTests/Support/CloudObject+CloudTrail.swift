import JSON

@testable import AWSResources

extension CloudObject {
    /// CloudTrail shows a topic by its ARN, and has selectors of one kind.
    static let cloudTrail: [String: Effect] = [
        "cloudtrail.CreateTrail": setTrail,
        "cloudtrail.UpdateTrail": setTrail,
        "cloudtrail.StartLogging": { trail, _ in trail["IsLogging"] = true },
        "cloudtrail.StopLogging": { trail, _ in trail["IsLogging"] = false },
        "cloudtrail.PutEventSelectors": { trail, input in
            trail["EventSelectors"] = []
            trail["AdvancedEventSelectors"] = []
            trail.set(input)
        },
    ]

    private static let setTrail: Effect = { trail, input in
        // An update names the trail by its ARN.
        trail.set(JSON.Object(input.filter { $0.key != "Name" || trail["Name"] == nil }.map { ($0.key, $0.value) }))
        trail["LogFileValidationEnabled"] = input["EnableLogFileValidation"] ?? trail["LogFileValidationEnabled"]
        guard let topic = input["SnsTopicName"]?.string else { return }
        trail["SnsTopicARN"] = topic.isEmpty ? .null : .string("arn:aws:sns:us-west-2:123456789012:\(topic)")
    }
}
