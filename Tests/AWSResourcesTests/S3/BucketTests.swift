import JSON
import ProviderKit
import PulumiProtocol
import RPC
import Testing

@testable import AWSResources

@Suite("A bucket")
struct BucketTests {
    private let type = "aws:s3/bucket:Bucket"

    private func create(_ inputs: PropertyMap, _ aws: ScriptedAWS, region: PropertyValue = "us-west-2") async throws
        -> CreateResponse
    {
        aws.on("s3.HeadBucket", ["BucketRegion": JSON(plain: region)])
        let provider = try await AWSProvider.scripted(aws, ["region": region])
        let made = try await provider.create(CreateRequest(urn: urn(type), properties: inputs), .test)
        #expect(aws.refusals == [])
        return made
    }

    /// Sends one setting, and returns the members of its call.
    private func sent(_ inputs: PropertyMap, by operation: String) async throws -> JSON {
        let aws = ScriptedAWS()
        aws.on("s3.GetBucketAcl", ["Owner": ["ID": "owner"]])
        _ = try await create(inputs.merging(["bucket": "logs"]), aws)
        return JSON.object(try #require(aws.inputs(of: operation).first))
    }

    @Test(
        "names its region, which the first one does without",
        arguments: [
            ("us-west-2", ["Bucket": "logs", "CreateBucketConfiguration": ["LocationConstraint": "us-west-2"]]),
            ("us-east-1", ["Bucket": "logs"]),
        ] as [(PropertyValue, JSON.Object)]
    )
    func region(_ region: PropertyValue, _ members: JSON.Object) async throws {
        let aws = ScriptedAWS()
        aws.on("s3.HeadBucket", { _ in throw AWSFailure(code: "NotFound", message: "") })
        let provider = try await AWSProvider.scripted(aws, ["region": region])
        _ = try? await provider.create(CreateRequest(urn: urn(type), properties: ["bucket": "logs"]), .test)
        #expect(aws.inputs(of: "s3.CreateBucket") == [members])
    }

    @Test("of the account is not taken over where AWS would create it again")
    func taken() async throws {
        let aws = ScriptedAWS()
        let error = try await #require(throws: StatusError.self) {
            try await create(["bucket": "logs"], aws, region: "us-east-1")
        }
        #expect(error.message.contains("a bucket named \"logs\" already exists"))
        #expect(aws.inputs(of: "s3.CreateBucket") == [])
    }

    @Test("tells its addresses, and those of its website")
    func addresses() async throws {
        let aws = ScriptedAWS()
        aws.on("s3.GetBucketWebsite", ["IndexDocument": ["Suffix": "index.html"]])
        let outputs = try await create(["bucket": "logs"], aws, region: "eu-central-1").properties
        #expect(outputs["arn"] == "arn:aws:s3:::logs")
        #expect(outputs["bucketDomainName"] == "logs.s3.amazonaws.com")
        #expect(outputs["bucketRegionalDomainName"] == "logs.s3.eu-central-1.amazonaws.com")
        #expect(outputs["hostedZoneId"] == "Z21DNDUVLTQW6Q")
        #expect(outputs["websiteEndpoint"] == "logs.s3-website.eu-central-1.amazonaws.com")
        #expect(outputs["website"] == ["indexDocument": "index.html"])
        #expect(outputs["bucketRegion"] == "eu-central-1")
        #expect(!aws.operations.contains("sts.GetCallerIdentity"))
    }

    @Test(
        "filters objects by prefix and tags as S3 writes it",
        arguments: [
            ([:], ["Prefix": ""]), (["prefix": "a/"], ["Prefix": "a/"]),
            (["tags": ["k": "v"]], ["Tag": ["Key": "k", "Value": "v"]]),
            (
                ["prefix": "a/", "tags": ["k": "v"]],
                ["And": ["Tags": [["Key": "k", "Value": "v"]], "Prefix": "a/"]]
            ),
        ] as [(PropertyMap, JSON)]
    )
    func filter(_ given: PropertyMap, _ filter: JSON) async throws {
        let rule = given.merging(["enabled": true, "expiration": ["date": "2030-01-01"]])
        let sent = try await sent(["lifecycleRules": [.map(rule)]], by: "s3.PutBucketLifecycleConfiguration")
        let first = sent.at("LifecycleConfiguration.Rules[0]")
        #expect(first?["Filter"] == filter)
        #expect(first?["Status"] == "Enabled")
        #expect(first?.at("Expiration.Date") == "2030-01-01T00:00:00Z")
    }

    @Test("grants each permission by itself, and tells S3 the owner")
    func grants() async throws {
        let sent = try await sent(
            ["grants": [["type": "CanonicalUser", "id": "5", "permissions": ["READ", "WRITE"]]]],
            by: "s3.PutBucketAcl"
        )
        let grantee: JSON = ["ID": "5", "Type": "CanonicalUser"]
        #expect(
            sent["AccessControlPolicy"]?["Grants"] == [
                ["Grantee": grantee, "Permission": "READ"], ["Grantee": grantee, "Permission": "WRITE"],
            ]
        )
        #expect(sent["AccessControlPolicy"]?["Owner"] == ["ID": "owner"])
    }

    @Test(
        "redirects to a host, with a protocol or without",
        arguments: [
            ("example.org", ["HostName": "example.org"]),
            ("https://example.org/a", ["HostName": "example.org/a", "Protocol": "https"]),
        ] as [(PropertyValue, JSON)]
    )
    func redirect(_ target: PropertyValue, _ members: JSON) async throws {
        let sent = try await sent(["website": ["redirectAllRequestsTo": target]], by: "s3.PutBucketWebsite")
        #expect(sent.at("WebsiteConfiguration.RedirectAllRequestsTo") == members)
    }

    @Test("is encrypted by one rule, which S3 has in a list")
    func encryption() async throws {
        let rule: PropertyValue = [
            "applyServerSideEncryptionByDefault": ["sseAlgorithm": "aws:kms", "kmsMasterKeyId": "key"],
            "blockedEncryptionTypes": ["SSE-C"], "bucketKeyEnabled": true,
        ]
        let sent = try await sent(["serverSideEncryptionConfiguration": ["rule": rule]], by: "s3.PutBucketEncryption")
        #expect(
            sent["ServerSideEncryptionConfiguration"] == [
                "Rules": [
                    [
                        "ApplyServerSideEncryptionByDefault": ["KMSMasterKeyID": "key", "SSEAlgorithm": "aws:kms"],
                        "BlockedEncryptionTypes": ["EncryptionType": ["SSE-C"]], "BucketKeyEnabled": true,
                    ]
                ]
            ]
        )
    }

    @Test("says of delete markers what S3 must be told, and reads nothing of it that nobody gave")
    func replication() async throws {
        let inputs: PropertyMap = [
            "bucket": "logs",
            "replicationConfiguration": [
                "role": "arn:role",
                "rules": [["status": "Enabled", "filter": ["prefix": "a/"], "destination": ["bucket": "arn:b"]]],
            ],
        ]
        let aws = ScriptedAWS()
        let members: JSON = [
            "Role": "arn:role",
            "Rules": [
                [
                    "Destination": ["Bucket": "arn:b"], "Filter": ["Prefix": "a/"], "Status": "Enabled",
                    "DeleteMarkerReplication": ["Status": "Disabled"],
                ]
            ],
        ]
        aws.on("s3.GetBucketReplication", ["ReplicationConfiguration": members])
        let made = try await create(inputs, aws)
        #expect(aws.inputs(of: "s3.PutBucketReplication").first?["ReplicationConfiguration"] == members)
        #expect(made.properties["replicationConfiguration"] == inputs["replicationConfiguration"])
    }

    @Test("keeps the tags that others gave it when its own change")
    func tags() async throws {
        let aws = ScriptedAWS()
        aws.on("s3.HeadBucket", ["BucketRegion": "us-west-2"])
        aws.on(
            "s3.GetBucketTagging",
            ["TagSet": [["Key": "team", "Value": "shop"], ["Key": "aws:cloudformation:stack-id", "Value": "s"]]]
        )
        let provider = try await AWSProvider.scripted(aws)
        let olds: PropertyMap = ["bucket": "logs", "tags": ["team": "shop"]]
        let request = UpdateRequest(
            id: "logs",
            urn: urn(type),
            olds: olds.merging(["tagsAll": ["team": "shop"]]),
            news: ["bucket": "logs", "tags": ["owner": "me"]],
            oldInputs: olds
        )
        _ = try await provider.update(request, .test)
        #expect(
            aws.inputs(of: "s3.PutBucketTagging").first?["Tagging"]?["TagSet"] == [
                ["Key": "aws:cloudformation:stack-id", "Value": "s"], ["Key": "owner", "Value": "me"],
            ]
        )
    }

    // MARK: Deletion

    private func delete(_ outputs: PropertyMap, _ aws: ScriptedAWS) async throws {
        let provider = try await AWSProvider.scripted(aws)
        let request = DeleteRequest(id: "logs", urn: urn(type), properties: outputs, oldInputs: ["bucket": "logs"])
        try await provider.delete(request, .test)
    }

    /// An AWS whose bucket holds two pages of versions.
    private func fullBucket() -> ScriptedAWS {
        let aws = ScriptedAWS()
        aws.on(
            "s3.DeleteBucket",
            { _ in throw AWSFailure(code: "BucketNotEmpty", message: "not empty") },
            { _ in [:] }
        )
        aws.on(
            "s3.ListObjectVersions",
            { _ in ["Versions": [["Key": "a", "VersionId": "1"]], "DeleteMarkers": [["Key": "a", "VersionId": "2"]]] },
            { _ in ["Versions": [["Key": "b", "VersionId": "null"]]] },
            { _ in [:] }
        )
        aws.on("s3.HeadBucket", { _ in throw AWSFailure(code: "NotFound", message: "") })
        return aws
    }

    @Test("is emptied of all versions before it is deleted, if the program says so")
    func forced() async throws {
        let aws = fullBucket()
        try await delete(["forceDestroy": true], aws)
        #expect(
            aws.inputs(of: "s3.DeleteObjects").map { $0["Delete"]?["Objects"] } == [
                [["Key": "a", "VersionId": "1"], ["Key": "a", "VersionId": "2"]],
                [["Key": "b", "VersionId": "null"]],
            ]
        )
        #expect(aws.inputs(of: "s3.DeleteBucket").count == 2)
        #expect(aws.refusals == [])
    }

    @Test("that holds objects is kept otherwise")
    func kept() async throws {
        let aws = fullBucket()
        let error = try await #require(throws: StatusError.self) { try await delete(["forceDestroy": false], aws) }
        #expect(error.message.contains("BucketNotEmpty"))
        #expect(aws.inputs(of: "s3.DeleteObjects") == [])
    }

    @Test("says which object could not be deleted, and stops")
    func locked() async throws {
        let aws = fullBucket()
        aws.on("s3.DeleteObjects", ["Errors": [["Key": "a", "Code": "AccessDenied", "Message": "it is locked"]]])
        let error = try await #require(throws: StatusError.self) {
            try await delete(["forceDestroy": true, "objectLockEnabled": true], aws)
        }
        #expect(error.message.contains("it is locked"))
        let call = try #require(aws.inputs(of: "s3.DeleteObjects").first)
        #expect(call["BypassGovernanceRetention"] == true)
        #expect(aws.inputs(of: "s3.DeleteObjects").count == 1)
    }
}
