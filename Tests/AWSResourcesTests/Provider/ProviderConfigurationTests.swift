import AWSClient
import JSON
import ProviderKit
import PulumiProtocol
import RPC
import Testing

@testable import AWSResources

@Suite("The configuration of the provider")
struct ProviderConfigurationTests {
    @Test("counts the first attempt besides the retries")
    func retries() {
        #expect(ProviderConfiguration(["maxRetries": 3]).client.maximumAttempts == 4)
        #expect(ProviderConfiguration(["maxRetries": "0"]).client.maximumAttempts == 1)
    }

    @Test("takes default tags that are numbers or truth values as text")
    func scalarTags() {
        let tags: PropertyValue = ["tags": ["count": 3, "isLive": true, "team": "shop"]]
        let wanted = ["count": "3", "isLive": "true", "team": "shop"]
        #expect(ProviderConfiguration(["defaultTags": tags]).tags.defaults == wanted)
        let text: PropertyValue = #"{"tags":{"count":3,"isLive":true,"team":"shop"}}"#
        #expect(ProviderConfiguration(["defaultTags": text]).tags.defaults == wanted)
    }

    @Test("sends default tags that are numbers as text, and sees no difference afterwards")
    func scalarTagsAreSent() async throws {
        let type = "aws:ecr/repository:Repository"
        let aws = ScriptedAWS(otherwise: ModelShapedAWS(try FactsFile(type)).answer)
        let provider = try await AWSProvider.scripted(aws, ["defaultTags": ["tags": ["count": 3]]])
        let made = try await provider.create(CreateRequest(urn: urn(type), properties: ["name": "web"]), .test)
        #expect(aws.inputs(of: "ecr.CreateRepository").first?["tags"] == [["Key": "count", "Value": "3"]])
        #expect(made.properties["tagsAll"] == ["count": "3"])
        let inputs: PropertyMap = ["name": "web"]
        let diff = DiffRequest(id: made.id, urn: urn(type), olds: made.properties, news: inputs, oldInputs: inputs)
        #expect(try await provider.diff(diff, .test).diffs == [])
    }

    @Test("leaves alone the tags of others, by key and by prefix")
    func ignoredTags() {
        let ignored: PropertyValue = ["keys": ["owner"], "keyPrefixes": ["kubernetes.io/"]]
        let tags = ProviderConfiguration(["ignoreTags": ignored]).tags
        #expect(["owner", "kubernetes.io/role", "aws:stack"].allSatisfy(tags.ignores))
        #expect(!tags.ignores("team"))
    }

    @Test("becomes the client's")
    func client() {
        let client = ProviderConfiguration([
            "region": "eu-west-1", "profile": "shop", "accessKey": "a", "secretKey": "s", "token": "t",
            "endpoints": [["elb": "http://elb", "ecs": "http://ecs"]], "sharedConfigFiles": ["/c"],
            "skipMetadataApiCheck": true, "useFipsEndpoint": true, "useDualstackEndpoint": true, "insecure": true,
            "httpsProxy": "http://proxy", "noProxy": "localhost", "customCaBundle": "/ca",
        ]).client
        #expect(client.region == "eu-west-1")
        #expect(client.profile == "shop")
        #expect(client.credentials?.sessionToken == "t")
        #expect(client.endpoints == ["elbv2": "http://elb", "ecs": "http://ecs"])
        #expect(client.configFiles == ["/c"])
        #expect(client.skipsInstanceMetadata && client.usesFIPS && client.usesDualStack && client.skipsCertificateCheck)
        #expect(client.httpsProxy == "http://proxy" && client.noProxy == "localhost")
        #expect(client.certificateBundle == "/ca")
    }

    @Test("assumes the role of a web identity before the others")
    func roles() {
        let roles = ProviderConfiguration([
            "assumeRoles": [
                ["roleArn": "arn:b", "sessionName": "shop", "duration": "1h30m", "tags": ["team": "shop"]],
                ["sessionName": "without a role"],
            ],
            "assumeRoleWithWebIdentity": ["roleArn": "arn:a", "webIdentityTokenFile": "/token"],
        ]).client.assumedRoles
        #expect(roles.map(\.roleARN) == ["arn:a", "arn:b"])
        #expect(roles.first?.webIdentityTokenFile == "/token")
        #expect(roles.last?.duration == .seconds(5400))
        #expect(roles.last?.tags == ["team": "shop"])
    }

    @Test("reads durations as Go writes them", arguments: [("90s", 90), ("1.5m", 90), ("2h", 7200)])
    func durations(_ text: String, _ seconds: Int) {
        #expect(Duration(goText: text) == .seconds(seconds))
    }

    @Test("refuses other durations", arguments: ["", "5", "1d", "h"])
    func otherDurations(_ text: String) {
        #expect(Duration(goText: text) == nil)
    }

    @Test("comes from variables where arguments are absent")
    func variables() {
        let configuration = ProviderConfiguration(nil, variables: ["aws:config:region": "eu-west-1", "other:a": "b"])
        #expect(configuration.client.region == "eu-west-1")
    }

    // MARK: The provider

    @Test(
        "refuses accounts that it does not allow",
        arguments: [
            (["allowedAccountIds": ["123456789012"]], nil),
            (["allowedAccountIds": ["1"]], "allows 1 only"),
            (["forbiddenAccountIds": ["123456789012"]], "aws:forbiddenAccountIds names"),
        ] as [(PropertyMap, String?)]
    )
    func accounts(_ configuration: PropertyMap, _ objection: String?) async throws {
        let aws = ScriptedAWS()
        aws.on("sts.GetCallerIdentity", ["Account": "123456789012"])
        guard let objection else {
            _ = try await AWSProvider.scripted(aws, configuration)
            return
        }
        let error = try await #require(throws: StatusError.self) { try await AWSProvider.scripted(aws, configuration) }
        #expect(error.code == .invalidArgument)
        #expect(error.message.contains(objection))
    }

    @Test("is needed before anything else")
    func unconfigured() async throws {
        let provider = AWSProvider(version: "0.0.0", clock: .instant()) { _, _ in ScriptedAWS() }
        let request = CheckRequest(urn: urn("aws:ec2/vpc:Vpc"))
        let error = try await #require(throws: StatusError.self) { try await provider.check(request, .test) }
        #expect(error.code == .failedPrecondition)
    }

    @Test("shows what changed in it, but for the plugin's version")
    func differences() async throws {
        let provider = try await AWSProvider.scripted()
        let request = DiffRequest(
            olds: ["region": "us-west-2", "profile": "a", "version": "1"],
            news: ["region": "us-west-2", "profile": "b", "version": "2"]
        )
        let answer = try await provider.diffConfig(request, .test)
        #expect(answer.changes == .diffSome)
        #expect(answer.diffs == ["profile"])
        #expect(answer.replaces == [])
    }

    @Test("is checked with the nearest known key")
    func unknownKey() async throws {
        let provider = try await AWSProvider.scripted()
        let answer = try await provider.checkConfig(CheckRequest(news: ["region": "us-west-2", "profil": "a"]), .test)
        #expect(answer.failures.map(\.property) == ["profil"])
        #expect(answer.failures.first?.reason.contains("did you mean \"profile\"") == true)
    }
}

@Suite("The provider of package aws")
struct AWSProviderTests {
    @Test("names a resource type that it does not have, and the nearest")
    func unknownType() async throws {
        let provider = try await AWSProvider.scripted()
        let request = CheckRequest(urn: urn("aws:ecs/clutser:Cluster"))
        let error = try await #require(throws: StatusError.self) { try await provider.check(request, .test) }
        #expect(error.code == .unimplemented)
        #expect(error.message.contains("did you mean aws:ecs/cluster:Cluster"))
    }

    @Test("tells its version and its schema")
    func about() async throws {
        let provider = AWSProvider()
        #expect(provider.package == "aws")
        #expect(try await provider.getPluginInfo(.test).version == AWSProvider.version)
        #expect(try await provider.getSchema(GetSchemaRequest(), .test).schema.contains("aws:ecs/cluster:Cluster"))
    }

    @Test("names the resource and the operation that failed")
    func failures() async throws {
        let aws = ScriptedAWS()
        aws.on("ec2.DescribeVpcs") { _ in throw AWSFailure(code: "UnauthorizedOperation", message: "not you") }
        let provider = try await AWSProvider.scripted(aws)
        let type = "aws:ec2/vpc:Vpc"
        let error = try await #require(throws: StatusError.self) {
            try await provider.read(ReadRequest(id: "vpc-1", urn: urn(type)), .test)
        }
        #expect(error.message == "reading \(urn(type)): UnauthorizedOperation: not you")
    }

    @Test("tells that a resource disappeared during its update")
    func vanished() async throws {
        let provider = try await AWSProvider.scripted()
        let request = UpdateRequest(
            id: "web",
            urn: urn("aws:ecr/repository:Repository"),
            news: ["name": "web", "imageTagMutability": "IMMUTABLE"],
            oldInputs: ["name": "web"]
        )
        let error = try await #require(throws: StatusError.self) { try await provider.update(request, .test) }
        #expect(error.message.contains("was deleted outside of this program: deploy with `--refresh`"))
    }
}
