import PulumiProtocol
import Testing

@testable import AWSResources

@Suite("Differences")
struct DifferTests {
    private func diff(
        _ type: String,
        _ olds: PropertyMap,
        _ news: PropertyMap,
        state: PropertyMap = [:],
        configuration: PropertyMap = [:]
    ) async throws -> DiffResponse {
        let provider = try await AWSProvider.scripted(ScriptedAWS(), configuration)
        return try await provider.diff(DiffRequest(urn: urn(type), olds: state, news: news, oldInputs: olds), .test)
    }

    private let balancer = "aws:lb/loadBalancer:LoadBalancer"
    private let group = "aws:ec2/securityGroup:SecurityGroup"

    @Test("a set in another order is the same")
    func setsHaveNoOrder() async throws {
        let answer = try await diff(balancer, ["subnets": ["a", "b"]], ["subnets": ["b", "a"]])
        #expect(answer.changes == .diffNone)
    }

    @Test("what AWS fills in is no difference when the program does not mention it")
    func computedIsKept() async throws {
        let answer = try await diff(balancer, ["internal": true], [:], state: ["internal": true])
        #expect(answer.changes == .diffNone)
    }

    @Test("an unknown value in a property that replaces is a replacement")
    func unknownReplaces() async throws {
        let answer = try await diff(group, ["vpcId": "vpc-1"], ["vpcId": .unknown])
        #expect(answer.replaces == ["vpcId"])
        #expect(answer.detailedDiff["vpcId"]?.kind == .updateReplace)
    }

    @Test("a given name that stays must be free before the new resource comes")
    func explicitNames() async throws {
        let olds: PropertyMap = ["name": "web", "vpcId": "vpc-1"]
        let given = try await diff(group, olds, ["name": "web", "vpcId": "vpc-2"])
        #expect(given.deleteBeforeReplace)
        let automatic: PropertyMap = ["name": "web", "vpcId": "vpc-2", "__defaults": ["name"]]
        #expect(try await !diff(group, olds, automatic).deleteBeforeReplace)
    }

    @Test("a region that the last version did not know is no difference")
    func addedRegion() async throws {
        #expect(try await diff(group, ["vpcId": "a"], ["vpcId": "a", "region": "us-west-2"]).changes == .diffNone)
        let moved = try await diff(group, ["vpcId": "a"], ["vpcId": "a", "region": "eu-west-1"])
        #expect(moved.replaces == ["region"])
    }

    @Test("a change of the default tags shows, and replaces nothing")
    func defaultTags() async throws {
        let state: PropertyMap = ["tags": [:], "tagsAll": [:]]
        let configuration: PropertyMap = ["defaultTags": ["tags": ["team": "web"]]]
        let answer = try await diff(group, [:], [:], state: state, configuration: configuration)
        #expect(answer.diffs == ["tagsAll"])
        #expect(answer.replaces == [])
    }

    @Test("tags that others manage show no difference")
    func ignoredTags() async throws {
        let state: PropertyMap = ["tags": [:], "tagsAll": ["owner/id": "x", "aws:cloudformation:stack-name": "y"]]
        let configuration: PropertyMap = ["ignoreTags": ["keyPrefixes": ["owner/"]]]
        #expect(try await diff(group, [:], [:], state: state, configuration: configuration).changes == .diffNone)
    }

    @Test("subnets of an application load balancer change in place, fewer of a network one do not")
    func conditionalReplacement() async throws {
        let old: PropertyMap = ["loadBalancerType": "application", "subnets": ["a", "b"]]
        let new: PropertyMap = ["loadBalancerType": "application", "subnets": ["a", "c"]]
        #expect(try await diff(balancer, old, new).replaces == [])
        let network = old.merging(["loadBalancerType": "network"])
        #expect(try await diff(balancer, network, new.merging(["loadBalancerType": "network"])).replaces == ["subnets"])
    }

    @Test("a member of an object shows by its path")
    func nestedPaths() async throws {
        let old: PropertyMap = ["networkConfiguration": ["subnets": ["a"], "assignPublicIp": true]]
        let new: PropertyMap = ["networkConfiguration": ["subnets": ["a"], "assignPublicIp": false]]
        let answer = try await diff("aws:ecs/service:Service", old, new)
        #expect(answer.detailedDiff.keys.sorted() == ["networkConfiguration.assignPublicIp"])
        #expect(answer.diffs == ["networkConfiguration"])
    }

    @Test("changes that the program ignores are left out")
    func ignoredChanges() async throws {
        let provider = try await AWSProvider.scripted()
        let request = DiffRequest(
            urn: urn("aws:ecs/service:Service"),
            news: ["desiredCount": 3],
            ignoreChanges: ["desiredCount"],
            oldInputs: ["desiredCount": 1]
        )
        #expect(try await provider.diff(request, .test).changes == .diffNone)
    }
}
