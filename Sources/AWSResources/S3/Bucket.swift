import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:s3/bucket:Bucket`; its id is the name.
    static let bucket = ResourceDescriptor(
        type: "aws:s3/bucket:Bucket",
        mapping: Bucket.mapping,
        tagging: .s3,
        local: ["forceDestroy"],
        create: CreateStep(Bucket.create),
        afterCreate: { bucket in
            try await Bucket.configure(bucket) { bucket.inputs[$0.property] != nil && !$0.isDefault(bucket.inputs) }
            if !bucket.tags.isEmpty { try await Tagging.s3.update(bucket) }
        },
        read: .lookup(adjusting: Bucket.complete),
        update: [
            UpdateStep(Set(BucketSetting.all.map(\.property))) { bucket in
                try await Bucket.configure(bucket) { bucket.hasChanged($0.property) }
            }
        ],
        delete: DeleteStep(Bucket.delete)
    )
}

/// The steps of a bucket's life.
private enum Bucket {
    static let mapping = MemberMapping(
        style: .upperCamel,
        names: ["objectLockEnabled": "ObjectLockEnabledForBucket"].merging(BucketSetting.foundNames) { $1 },
        sent: BucketSetting.sentNames,
        documents: ["website.routingRules"],
        pairs: ["lifecycleRules.tags", "replicationConfiguration.rules.filter.tags"],
        switches: [
            "lifecycleRules.enabled": .enabled,
            "replicationConfiguration.rules.sourceSelectionCriteria.sseKmsEncryptedObjects.enabled": .enabled,
            "versioning.enabled": MemberMapping.Switch(on: "Enabled", off: "Suspended"),
            "versioning.mfaDelete": .enabled,
        ]
    )

    /// The region in which creating one's own bucket again succeeds, and which no bucket names as its own.
    private static let firstRegion = "us-east-1"

    @Sendable static func create(_ bucket: ResourceOperation) async throws -> Created {
        var members = bucket.members(except: Set(BucketSetting.all.map(\.property)))
        if let region = bucket.region, region != firstRegion {
            members["CreateBucketConfiguration"] = ["LocationConstraint": .string(region)]
        } else if let name = members["Bucket"]?.string, try await isOwn(name, bucket) {
            throw NameTaken(kind: "bucket", name: name, arn: nil)
        }
        if bucket.inputs["objectLockConfiguration"]?.map?["objectLockEnabled"] == "Enabled" {
            members["ObjectLockEnabledForBucket"] = true
        }
        return try await bucket.create("s3.CreateBucket", members)
    }

    /// Returns whether the account has a bucket of a name already; those of other accounts are refused by AWS.
    private static func isOwn(_ name: String, _ bucket: ResourceOperation) async throws -> Bool {
        do {
            return try await bucket.find("s3.HeadBucket", ["Bucket": .string(name)]) != nil
        } catch  where AWSFailure(error)?.code == "AccessDenied" {
            return false
        }
    }

    /// Makes those settings as the program has them that are meant, one after the other: each builds on those before.
    static func configure(_ bucket: ResourceOperation, where isMeant: (BucketSetting) -> Bool) async throws {
        for setting in BucketSetting.all where isMeant(setting) { try await setting.put(bucket) }
    }

    /// Completes the outputs with the settings and the addresses.
    @Sendable static func complete(
        _ outputs: inout PropertyMap,
        _ found: FoundObject,
        _ bucket: ResourceOperation
    ) async throws {
        for (name, value) in try await settings(bucket) { outputs[name] = value }
        let lock = outputs["objectLockConfiguration"]?.map?["objectLockEnabled"]
        outputs["objectLockEnabled"] = .bool(lock == "Enabled")
        outputs["bucket"] = .string(bucket.id)
        let region = found.object["BucketRegion"]?.string ?? bucket.region ?? ""
        let addresses = BucketAddresses(bucket: bucket.id, region: region)
        outputs = outputs.merging(addresses.outputs(hasWebsite: outputs["website"] != nil))
    }

    /// Asks for all settings at the same time; the value is `nil` for those that the bucket does not have.
    private static func settings(_ bucket: ResourceOperation) async throws -> [String: PropertyValue?] {
        try await withThrowingTaskGroup(of: (String, PropertyValue?).self) { group in
            for setting in BucketSetting.all {
                group.addTask { (setting.property, try await setting.read(bucket)) }
            }
            var values: [String: PropertyValue?] = [:]
            for try await (name, value) in group { values[name] = .some(value) }
            return values
        }
    }

    /// Deletes the bucket; first its objects, if it has some and the program says that they may go.
    @Sendable static func delete(_ bucket: ResourceOperation) async throws {
        let input: JSON.Object = ["Bucket": .string(bucket.id)]
        do {
            try await bucket.callUnlessGone("s3.DeleteBucket", input)
        } catch  where bucket.isSet("forceDestroy") && AWSFailure(error)?.code == "BucketNotEmpty" {
            try await empty(bucket)
            try await bucket.callUnlessGone("s3.DeleteBucket", input)
        }
    }

    /// Deletes all versions of all objects, a thousand at a time.
    private static func empty(_ bucket: ResourceOperation) async throws {
        let input: JSON.Object = ["Bucket": .string(bucket.id)]
        // An object whose retention may be overruled is deleted as well.
        let overruling: JSON.Object = bucket.isSet("objectLockEnabled") ? ["BypassGovernanceRetention": true] : [:]
        var count = 0
        while true {
            let page = try await bucket.call("s3.ListObjectVersions", input)
            let versions = page.list(at: "Versions") + page.list(at: "DeleteMarkers")
            guard !versions.isEmpty else { return }
            let objects = versions.map { version in
                JSON.object(JSON.Object(["Key", "VersionId"].compactMap { name in version[name].map { (name, $0) } }))
            }
            let deletion: JSON.Object = ["Delete": ["Objects": .array(objects), "Quiet": true]]
            try await bucket.call("s3.DeleteObjects", input.merging(deletion).merging(overruling))
            count += objects.count
            await bucket.report("emptying \(bucket.subject): \(count) versions of objects are deleted")
        }
    }
}
