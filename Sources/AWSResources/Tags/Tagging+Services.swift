import JSON

/// The services' ways of tagging; another service is another entry.
extension Tagging {
    static let ecs = Tagging(
        shape: .lowerCasePairs,
        member: "tags",
        add: Call("ecs.TagResource", ["resourceArn": "{arn}"], "tags"),
        remove: Call("ecs.UntagResource", ["resourceArn": "{arn}"], "tagKeys")
    )

    static let ecr = Tagging(
        shape: .pairs,
        member: "tags",
        add: Call("ecr.TagResource", ["resourceArn": "{arn}"], "tags"),
        remove: Call("ecr.UntagResource", ["resourceArn": "{arn}"], "tagKeys"),
        list: Call("ecr.ListTagsForResource", ["resourceArn": "{arn}"], "tags")
    )

    static let elasticLoadBalancing = Tagging(
        shape: .pairs,
        member: "Tags",
        add: Call("elbv2.AddTags", ["ResourceArns": ["{id}"]], "Tags"),
        remove: Call("elbv2.RemoveTags", ["ResourceArns": ["{id}"]], "TagKeys"),
        list: Call("elbv2.DescribeTags", ["ResourceArns": ["{id}"]], "TagDescriptions[0].Tags")
    )

    static let logs = Tagging(
        shape: .object,
        member: "tags",
        add: Call("logs.TagResource", ["resourceArn": "{arn}"], "tags"),
        remove: Call("logs.UntagResource", ["resourceArn": "{arn}"], "tagKeys"),
        list: Call("logs.ListTagsForResource", ["resourceArn": "{arn}"], "tags")
    )

    static let applicationAutoScaling = Tagging(
        shape: .object,
        member: "Tags",
        add: Call("application-autoscaling.TagResource", ["ResourceARN": "{arn}"], "Tags"),
        remove: Call("application-autoscaling.UntagResource", ["ResourceARN": "{arn}"], "TagKeys"),
        list: Call("application-autoscaling.ListTagsForResource", ["ResourceARN": "{arn}"], "Tags")
    )

    static let scheduler = Tagging(
        shape: .pairs,
        member: "Tags",
        add: Call("scheduler.TagResource", ["ResourceArn": "{arn}"], "Tags"),
        remove: Call("scheduler.UntagResource", ["ResourceArn": "{arn}"], "TagKeys"),
        list: Call("scheduler.ListTagsForResource", ["ResourceArn": "{arn}"], "Tags")
    )

    static let cloudTrail = Tagging(
        shape: .pairs,
        member: "TagsList",
        add: Call("cloudtrail.AddTags", ["ResourceId": "{arn}"], "TagsList"),
        remove: Call("cloudtrail.RemoveTags", ["ResourceId": "{arn}"], "TagsList"),
        list: Call("cloudtrail.ListTags", ["ResourceIdList": ["{arn}"]], "ResourceTagList[0].TagsList"),
        removesPairs: true
    )

    static let cloudWatch = Tagging(
        shape: .pairs,
        member: "Tags",
        add: Call("cloudwatch.TagResource", ["ResourceARN": "{arn}"], "Tags"),
        remove: Call("cloudwatch.UntagResource", ["ResourceARN": "{arn}"], "TagKeys"),
        list: Call("cloudwatch.ListTagsForResource", ["ResourceARN": "{arn}"], "Tags")
    )

    static let eventBridge = Tagging(
        shape: .pairs,
        member: "Tags",
        add: Call("events.TagResource", ["ResourceARN": "{arn}"], "Tags"),
        remove: Call("events.UntagResource", ["ResourceARN": "{arn}"], "TagKeys"),
        list: Call("events.ListTagsForResource", ["ResourceARN": "{arn}"], "Tags")
    )

    static let sqs = Tagging(
        shape: .object,
        member: "tags",
        add: Call("sqs.TagQueue", ["QueueUrl": "{id}"], "Tags"),
        remove: Call("sqs.UntagQueue", ["QueueUrl": "{id}"], "TagKeys"),
        list: Call("sqs.ListQueueTags", ["QueueUrl": "{id}"], "Tags")
    )

    static let keyManagement = Tagging(
        shape: .prefixedPairs,
        member: "Tags",
        add: Call("kms.TagResource", ["KeyId": "{id}"], "Tags"),
        remove: Call("kms.UntagResource", ["KeyId": "{id}"], "TagKeys"),
        list: Call("kms.ListResourceTags", ["KeyId": "{id}"], "Tags")
    )

    static let s3 = Tagging(
        shape: .pairs,
        member: "TagSet",
        add: Call("s3.PutBucketTagging", ["Bucket": "{id}"], "Tagging.TagSet"),
        remove: Call("s3.DeleteBucketTagging", ["Bucket": "{id}"], ""),
        list: Call("s3.GetBucketTagging", ["Bucket": "{id}"], "TagSet"),
        replacesAll: true
    )

    /// Route 53: a call of its own, also for a new thing, with the kind of thing, such as `hostedzone`.
    static func route53(_ kind: String) -> Tagging {
        let identity: JSON.Object = ["ResourceType": .string(kind), "ResourceId": "{id}"]
        return Tagging(
            shape: .pairs,
            member: "",
            add: Call("route53.ChangeTagsForResource", identity, "AddTags"),
            remove: Call("route53.ChangeTagsForResource", identity, "RemoveTagKeys"),
            list: Call("route53.ListTagsForResource", identity, "ResourceTagSet.Tags")
        )
    }

    static let certificateManager = Tagging(
        shape: .pairs,
        member: "Tags",
        add: Call("acm.AddTagsToCertificate", ["CertificateArn": "{id}"], "Tags"),
        remove: Call("acm.RemoveTagsFromCertificate", ["CertificateArn": "{id}"], "Tags"),
        list: Call("acm.ListTagsForCertificate", ["CertificateArn": "{id}"], "Tags"),
        removesPairs: true
    )

    /// Systems Manager, with the kind of thing, such as `Parameter`.
    static func systemsManager(_ kind: String) -> Tagging {
        let identity: JSON.Object = ["ResourceType": .string(kind), "ResourceId": "{id}"]
        return Tagging(
            shape: .pairs,
            member: "Tags",
            add: Call("ssm.AddTagsToResource", identity, "Tags"),
            remove: Call("ssm.RemoveTagsFromResource", identity, "TagKeys"),
            list: Call("ssm.ListTagsForResource", identity, "TagList")
        )
    }

    static let secretsManager = Tagging(
        shape: .pairs,
        member: "Tags",
        add: Call("secretsmanager.TagResource", ["SecretId": "{id}"], "Tags"),
        remove: Call("secretsmanager.UntagResource", ["SecretId": "{id}"], "TagKeys")
    )

    static let serviceDiscovery = Tagging(
        shape: .pairs,
        member: "Tags",
        add: Call("servicediscovery.TagResource", ["ResourceARN": "{arn}"], "Tags"),
        remove: Call("servicediscovery.UntagResource", ["ResourceARN": "{arn}"], "TagKeys"),
        list: Call("servicediscovery.ListTagsForResource", ["ResourceARN": "{arn}"], "Tags")
    )

    static let fileSystems = Tagging(
        shape: .pairs,
        member: "Tags",
        add: Call("efs.TagResource", ["ResourceId": "{id}"], "Tags"),
        remove: Call("efs.UntagResource", ["ResourceId": "{id}"], "TagKeys")
    )

    /// EC2: `TagSpecifications` for a kind of thing, such as `vpc`.
    static func ec2(_ kind: String) -> Tagging {
        Tagging(
            shape: .pairs,
            member: "Tags",
            kind: kind,
            add: Call("ec2.CreateTags", ["Resources": ["{id}"]], "Tags"),
            remove: Call("ec2.DeleteTags", ["Resources": ["{id}"]], "Tags"),
            removesPairs: true
        )
    }

    /// IAM: calls of their own for every kind of thing, such as `TagRole`.
    ///
    /// - Parameters:
    ///   - kind: The kind of thing, as the calls name it.
    ///   - member: The member that takes the id; `nil` for the kind's name.
    /// - Returns: The way of tagging.
    static func iam(_ kind: String, by member: String? = nil) -> Tagging {
        let member = member ?? "\(kind)Name"
        return Tagging(
            shape: .pairs,
            member: "Tags",
            add: Call("iam.Tag\(kind)", [member: "{id}"], "Tags"),
            remove: Call("iam.Untag\(kind)", [member: "{id}"], "TagKeys")
        )
    }
}
