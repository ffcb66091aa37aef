import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:cloudtrail/trail:Trail`; its id is the ARN, and was the name in older states.
    static let trail = ResourceDescriptor(
        type: "aws:cloudtrail/trail:Trail",
        mapping: MemberMapping(
            style: .upperCamel,
            names: Trail.memberNames,
            sent: ["enableLogFileValidation": "EnableLogFileValidation"]
        ),
        tagging: .cloudTrail,
        create: .call("cloudtrail.CreateTrail", except: Trail.afterwards),
        search: .list("cloudtrail.DescribeTrails", "trailList", id: "TrailARN") { found, trail in
            found["Name"]?.string == trail.text("name")
        } _: { trail in
            trail.text("name").map { ["trailNameList": [.string($0)], "includeShadowTrails": false] }
        },
        afterCreate: { trail in
            if trail.flag("enableLogging") { try await Trail.setLogging(trail) }
            if trail.hasAny(of: ["advancedEventSelectors", "eventSelectors"]) {
                try await Trail.setEventSelectors(trail)
            }
            if trail.hasAny(of: ["insightSelectors"]) { try await Trail.setInsightSelectors(trail) }
        },
        read: .lookup(adjusting: Trail.complete),
        update: [
            .call(
                "cloudtrail.UpdateTrail",
                changed: [
                    "cloudWatchLogsGroupArn", "cloudWatchLogsRoleArn", "enableLogFileValidation",
                    "includeGlobalServiceEvents", "isMultiRegionTrail", "isOrganizationTrail", "kmsKeyId",
                    "s3BucketName", "s3KeyPrefix", "snsTopicName",
                ],
                of: ["Name": "{id}"],
                adjusting: Trail.pairLogGroupAndRole
            ),
            UpdateStep(["enableLogging"], run: Trail.setLogging),
            UpdateStep(["advancedEventSelectors", "eventSelectors"], run: Trail.setEventSelectors),
            UpdateStep(["insightSelectors"], run: Trail.setInsightSelectors),
        ],
        delete: .call("cloudtrail.DeleteTrail", ["Name": "{name}"])
    )
}

/// The settings of a trail that have calls of their own: whether it records, and which events.
private enum Trail {
    /// The properties that a new trail gets by further calls.
    static let afterwards: Set<String> = [
        "advancedEventSelectors", "enableLogging", "eventSelectors", "insightSelectors",
    ]

    private static let fields = "advancedEventSelectors.fieldSelectors"

    static let memberNames = [
        "arn": "TrailARN",
        "cloudWatchLogsGroupArn": "CloudWatchLogsLogGroupArn",
        "enableLogFileValidation": "LogFileValidationEnabled",
        "snsTopicArn": "SnsTopicARN",
        "\(fields).endsWiths": "EndsWith",
        "\(fields).notEndsWiths": "NotEndsWith",
        "\(fields).notStartsWiths": "NotStartsWith",
        "\(fields).startsWiths": "StartsWith",
    ]

    // MARK: Changes

    @Sendable static func setLogging(_ trail: ResourceOperation) async throws {
        let operation = trail.flag("enableLogging") ? "cloudtrail.StartLogging" : "cloudtrail.StopLogging"
        try await trail.call(operation, ["Name": .string(trail.id)])
    }

    /// Sets the selectors of one kind; without any those of a new trail, all management events.
    @Sendable static func setEventSelectors(_ trail: ResourceOperation) async throws {
        let kind = ["advancedEventSelectors", "eventSelectors"].first { trail.hasAny(of: [$0]) }
        let standard: JSON = [["IncludeManagementEvents": true, "ReadWriteType": "All", "DataResources": []]]
        var input = kind.map { trail.members([$0]) } ?? ["EventSelectors": standard]
        input["TrailName"] = .string(trail.id)
        try await trail.call("cloudtrail.PutEventSelectors", input)
    }

    @Sendable static func setInsightSelectors(_ trail: ResourceOperation) async throws {
        let selectors = trail.members(["insightSelectors"])["InsightSelectors"] ?? []
        try await trail.call(
            "cloudtrail.PutInsightSelectors",
            ["TrailName": .string(trail.id), "InsightSelectors": selectors]
        )
    }

    /// Sends a log group's ARN and that of the role that writes to it together, as AWS asks for.
    @Sendable static func pairLogGroupAndRole(_ input: inout JSON.Object, _ trail: ResourceOperation) {
        let members = ["CloudWatchLogsLogGroupArn", "CloudWatchLogsRoleArn"]
        guard members.contains(where: { input[$0] != nil }) else { return }
        let both = trail.members(["cloudWatchLogsGroupArn", "cloudWatchLogsRoleArn"])
        for member in members { input[member] = both[member] ?? "" }
    }

    // MARK: Reading

    /// Completes the outputs with what AWS tells by further calls, all at the same time.
    @Sendable static func complete(_ outputs: inout PropertyMap, _ found: FoundObject, _ trail: ResourceOperation)
        async throws
    {
        func isCustom(_ member: String, _ names: [String]) -> Bool {
            found.object[member]?.bool == true || trail.hasAny(of: names)
        }
        let name: JSON.Object = ["TrailName": .string(trail.id)]
        let hasSelectors = isCustom("HasCustomEventSelectors", ["advancedEventSelectors", "eventSelectors"])
        let hasInsights = isCustom("HasInsightSelectors", ["insightSelectors"])
        async let status = trail.find("cloudtrail.GetTrailStatus", ["Name": .string(trail.id)])
        async let selectors = hasSelectors ? trail.find("cloudtrail.GetEventSelectors", name) : nil
        async let insights = hasInsights ? insightSelectors(trail, name) : nil
        for answer in [try await selectors, try await insights].compactMap({ $0 }) {
            outputs = outputs.merging(trail.properties(of: answer))
        }
        outputs["enableLogging"] = .bool(try await status?["IsLogging"]?.bool ?? false)
        outputs["snsTopicName"] = topicName(found.object, trail).map(PropertyValue.string)
    }

    private static func insightSelectors(_ trail: ResourceOperation, _ name: JSON.Object) async throws -> JSON? {
        do {
            return try await trail.find("cloudtrail.GetInsightSelectors", name)
        } catch  where AWSFailure(error)?.code == "InsightNotEnabledException" {
            return nil
        }
    }

    /// The topic's name if it is one of the trail's account and region, unless the program has its ARN; else the ARN.
    private static func topicName(_ found: JSON, _ trail: ResourceOperation) -> String? {
        guard let topic = found["SnsTopicARN"]?.string, !topic.isEmpty else { return nil }
        func place(_ arn: String?) -> [Substring] {
            Array((arn ?? "").split(separator: ":", omittingEmptySubsequences: false).dropFirst(3).prefix(2))
        }
        let isOwn = place(topic) == place(found["TrailARN"]?.string)
        return isOwn && trail.text("snsTopicName") != topic ? topic.split(separator: ":").last.map(String.init) : topic
    }
}

extension ResourceOperation {
    /// Returns whether the inputs have elements in one of those lists.
    fileprivate func hasAny(of lists: [String]) -> Bool {
        lists.contains { inputs[$0]?.list?.isEmpty == false }
    }
}
