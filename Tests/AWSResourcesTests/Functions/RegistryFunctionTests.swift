import JSON
import ProviderKit
import PulumiProtocol
import RPC
import Testing

@testable import AWSResources

@Suite("A function about a container registry")
struct RegistryFunctionTests {
    private func invoke(_ name: String, _ arguments: PropertyMap, _ aws: ScriptedAWS) async throws -> PropertyMap {
        let request = InvokeRequest(tok: "aws:ecr/\(name):\(name)", args: arguments)
        let response = try await AWSProvider.scripted(aws).invoke(request, .test)
        #expect(response.failures == [])
        #expect(aws.refusals == [])
        return response.return
    }

    private static func authorization(_ token: JSON) -> JSON {
        [
            "authorizationData": [
                [
                    "authorizationToken": token, "expiresAt": "2026-05-06T19:08:09.345Z",
                    "proxyEndpoint": "https://123456789012.dkr.ecr.us-west-2.amazonaws.com",
                ]
            ]
        ]
    }

    @Test("tells user and password of a token, and hides the password and the token")
    func token() async throws {
        let aws = ScriptedAWS()
        aws.on("ecr.GetAuthorizationToken", Self.authorization("QVdTOnBhc3M6d29yZA=="))
        let outputs = try await invoke("getAuthorizationToken", [:], aws)
        #expect(
            outputs == [
                "authorizationToken": .secret("QVdTOnBhc3M6d29yZA=="), "password": .secret("pass:word"),
                "userName": "AWS", "expiresAt": "2026-05-06T19:08:09Z", "id": "us-west-2", "region": "us-west-2",
                "proxyEndpoint": "https://123456789012.dkr.ecr.us-west-2.amazonaws.com",
            ]
        )
        #expect(aws.inputs(of: "ecr.GetAuthorizationToken") == [[:]])
    }

    @Test("asks for another account's registry by its id")
    func credentials() async throws {
        let aws = ScriptedAWS()
        aws.on("ecr.GetAuthorizationToken", Self.authorization("QVdTOnBhc3M="))
        let outputs = try await invoke("getCredentials", ["registryId": "210987654321"], aws)
        #expect(outputs["id"] == "210987654321")
        #expect(outputs["registryId"] == "210987654321")
        #expect(outputs["password"] == .secret("pass"))
        #expect(outputs["authorizationToken"]?.containsSecrets == true)
        #expect(aws.inputs(of: "ecr.GetAuthorizationToken") == [["registryIds": ["210987654321"]]])
    }

    @Test("says that a token is unreadable, and does not quote it", arguments: ["bm90aGluZw==", "?"])
    func unreadable(_ token: String) async throws {
        let aws = ScriptedAWS()
        aws.on("ecr.GetAuthorizationToken", Self.authorization(.string(token)))
        let error = try await #require(throws: StatusError.self) {
            try await invoke("getAuthorizationToken", [:], aws)
        }
        #expect(error.message.contains("does not decode to a user and a password"))
        #expect(!error.message.contains(token) && !error.message.contains("nothing"))
    }

    private static func image(_ digest: JSON, _ pushed: JSON, tags: JSON) -> JSON {
        [
            "imageDigest": digest, "imagePushedAt": pushed, "imageTags": tags, "imageSizeInBytes": 5,
            "registryId": "123456789012",
        ]
    }

    /// A registry with one repository, which has two images.
    private static func registry() -> ScriptedAWS {
        let aws = ScriptedAWS()
        let repository: JSON = [
            "repositoryName": "web", "repositoryArn": "arn:aws:ecr:us-west-2:123456789012:repository/web",
            "repositoryUri": "registry/web", "registryId": "123456789012", "imageTagMutability": "IMMUTABLE",
            "imageScanningConfiguration": ["scanOnPush": true],
            "encryptionConfiguration": ["encryptionType": "AES256"],
        ]
        aws.on("ecr.DescribeRepositories", ["repositories": [repository]])
        aws.on("ecr.ListTagsForResource", ["tags": [["Key": "team", "Value": "shop"]]])
        let images = [
            image("sha256:old", "2026-05-06T07:08:09.100Z", tags: ["v1"]),
            image("sha256:new", "2026-05-06T07:08:09.900Z", tags: ["v2", "latest"]),
        ]
        aws.on("ecr.DescribeImages") { input in
            let digest = input["imageIds"]?[0]?["imageDigest"]
            return ["imageDetails": .array(images.filter { digest == nil || $0["imageDigest"] == digest })]
        }
        return aws
    }

    @Test("tells of a repository in full, with the tags of its newest image")
    func repository() async throws {
        let aws = Self.registry()
        let arguments: PropertyMap = ["name": "web", "registryId": "123456789012"]
        let outputs = try await invoke("getRepository", arguments, aws)
        #expect(outputs["id"] == "web")
        #expect(outputs["repositoryUrl"] == "registry/web")
        #expect(outputs["imageScanningConfigurations"] == [["scanOnPush": true]])
        #expect(outputs["encryptionConfigurations"] == [["encryptionType": "AES256"]])
        #expect(outputs["imageTagMutabilityExclusionFilters"] == [])
        #expect(outputs["tags"] == ["team": "shop"])
        #expect(outputs["mostRecentImageTags"] == ["v2", "latest"])
        #expect(
            aws.inputs(of: "ecr.DescribeRepositories") == [
                ["registryId": "123456789012", "repositoryNames": ["web"]]
            ]
        )
    }

    @Test("finds an image by its digest, or the newest one")
    func image() async throws {
        let old = try await invoke("getImage", ["repositoryName": "web", "imageDigest": "sha256:old"], Self.registry())
        #expect(old["id"] == "sha256:old")
        #expect(old["imageUri"] == "registry/web@sha256:old")
        #expect(old["imagePushedAt"] == 1_778_051_289)
        let newest = try await invoke("getImage", ["repositoryName": "web", "mostRecent": true], Self.registry())
        #expect(newest["imageDigest"] == "sha256:new")
        #expect(newest["imageTags"] == ["v2", "latest"])
    }

    @Test("says that there is no such image, and how one is found")
    func noImage() async throws {
        let aws = Self.registry()
        aws.on("ecr.DescribeImages") { _ in throw AWSFailure(code: "ImageNotFoundException", message: "no") }
        let error = try await #require(throws: StatusError.self) {
            try await invoke("getImage", ["repositoryName": "web", "imageTag": "v9"], aws)
        }
        #expect(error.message.contains("found no matching image"))
        for arguments: PropertyMap in [[:], ["mostRecent": true, "imageTag": "v1"]] {
            let request = InvokeRequest(
                tok: "aws:ecr/getImage:getImage",
                args: arguments.merging(["repositoryName": "web"])
            )
            #expect(try await AWSProvider.scripted().invoke(request, .test).failures.isEmpty == false)
        }
    }
}
