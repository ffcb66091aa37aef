import JSON
import ProviderKit
import PulumiProtocol
import TestKit
import Testing

@testable import AWSResources

/// The whole life of buckets and what belongs to them against local AWS.
@Suite("Buckets against local AWS", .enabled(if: try Prerequisite.moto.isThere(), "\(Prerequisite.moto.absence)"))
struct MotoBucketTests {
    private let stack: TestStack

    init() async throws {
        stack = try await TestStack.onMoto()
    }

    private func bucket(_ inputs: PropertyMap) async throws -> TestStack.Made {
        try await stack.create("aws:s3/bucket:Bucket", inputs)
    }

    @Test("one with tags and no settings is made, tagged anew, imported and deleted")
    func plain() async throws {
        let bucket = try await bucket(["bucket": "plain-bucket", "tags": ["team": "shop"]])
        #expect(bucket.outputs["arn"] == "arn:aws:s3:::plain-bucket")
        #expect(bucket.outputs["tagsAll"] == ["team": "shop"])
        #expect(try await stack.update(bucket, ["tags": ["owner": "me"]])["tagsAll"] == ["owner": "me"])
        #expect(try await stack.imported(bucket, as: "plain-bucket")["bucket"] == "plain-bucket")
        try await stack.deleteTwice()
    }

    @Test(
        "takes every setting, finds it unchanged, and takes another one",
        arguments: [
            ("accelerationStatus", "Enabled", "Suspended"),
            (
                "corsRules", [["allowedMethods": ["GET"], "allowedOrigins": ["*"], "maxAgeSeconds": 60]],
                [["allowedMethods": ["GET", "PUT"], "allowedOrigins": ["*"]]]
            ),
            (
                "lifecycleRules",
                [
                    [
                        "id": "old", "enabled": true, "prefix": "logs/", "expiration": ["days": 30],
                        "transitions": [["days": 7, "storageClass": "STANDARD_IA"]],
                    ]
                ],
                [["id": "old", "enabled": false, "prefix": "logs/", "expiration": ["days": 60]]]
            ),
            (
                "policy",
                #"{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"}]}"#,
                #"{"Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"*"}]}"#
            ),
            (
                "serverSideEncryptionConfiguration",
                ["rule": ["applyServerSideEncryptionByDefault": ["sseAlgorithm": "AES256"]]],
                [
                    "rule": [
                        "applyServerSideEncryptionByDefault": ["sseAlgorithm": "aws:kms", "kmsMasterKeyId": "key"],
                        "bucketKeyEnabled": true,
                    ]
                ]
            ),
            ("versioning", ["enabled": true], ["enabled": false]),
            (
                "website", ["indexDocument": "index.html", "errorDocument": "error.html"],
                ["redirectAllRequestsTo": "https://example.org"]
            ),
        ] as [(String, PropertyValue, PropertyValue)]
    )
    func setting(_ property: String, _ value: PropertyValue, _ other: PropertyValue) async throws {
        let name = PropertyValue.string("setting-\(property.lowercased())")
        let bucket = try await bucket(["bucket": name, property: value])
        let changed = try await stack.update(bucket, [property: other])[property]
        #expect(changed != bucket.outputs[property])
        try await stack.deleteTwice()
    }

    @Test("locks its objects, and writes its own log into another bucket")
    func locksAndLogs() async throws {
        let logs = try await bucket([
            "bucket": "locks-and-logs-target", "acl": "log-delivery-write", "forceDestroy": true,
        ])
        let locked = try await bucket([
            "bucket": "locks-and-logs", "objectLockEnabled": true, "versioning": ["enabled": true],
            "objectLockConfiguration": ["rule": ["defaultRetention": ["mode": "GOVERNANCE", "days": 1]]],
            "logging": ["targetBucket": .string(logs.id), "targetPrefix": "log/"],
        ])
        #expect(locked.outputs["objectLockEnabled"] == true)
        #expect(locked.outputs["logging"] == ["targetBucket": .string(logs.id), "targetPrefix": "log/"])
        try await stack.deleteTwice()
    }

    @Test("replicates to another bucket")
    func replication() async throws {
        let target = try await bucket(["bucket": "replicated-target", "versioning": ["enabled": true]])
        let rule: PropertyValue = [
            "id": "all", "status": "Enabled", "priority": 1, "filter": ["prefix": ""],
            "destination": ["bucket": target.outputs["arn"] ?? ""],
        ]
        let source = try await bucket([
            "bucket": "replicated-source", "versioning": ["enabled": true],
            "replicationConfiguration": ["role": "arn:aws:iam::123456789012:role/copy", "rules": [rule]],
        ])
        #expect(source.outputs["replicationConfiguration"]?.map?["rules"]?.list?.count == 1)
        try await stack.deleteTwice()
    }

    @Test("with objects in versions is deleted if the program says so")
    func forced() async throws {
        let bucket = try await bucket([
            "bucket": "forced-bucket", "versioning": ["enabled": true], "forceDestroy": true,
        ])
        for text in ["one", "two"] {
            try await TestStack.send("PUT", "/\(bucket.id)/a", .string(text), to: "s3")
        }
        try await stack.deleteTwice()
    }

    @Test("has a policy and a block of public access, which are made, changed, imported and deleted")
    func access() async throws {
        let bucket = try await bucket(["bucketPrefix": "access-"])
        #expect(bucket.id.hasPrefix("access-"))
        let text = #"{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"*"}]}"#
        let policy = try await stack.create(
            "aws:s3/bucketPolicy:BucketPolicy",
            ["bucket": .string(bucket.id), "policy": .string(text)]
        )
        let denied = PropertyValue.string(text.replacing("Allow", with: "Deny"))
        #expect(try await stack.update(policy, ["policy": denied])["policy"]?.string?.contains("Deny") == true)
        #expect(try await stack.imported(policy, as: bucket.id)["bucket"] == .string(bucket.id))
        let block = try await stack.create(
            "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
            ["bucket": .string(bucket.id), "blockPublicAcls": true]
        )
        #expect(try await stack.update(block, ["blockPublicPolicy": true])["blockPublicPolicy"] == true)
        #expect(try await stack.imported(block, as: bucket.id)["blockPublicAcls"] == true)
        try await stack.deleteTwice()
    }
}
