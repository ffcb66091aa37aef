import ProviderKit
import PulumiProtocol
import Testing

@Suite("Repository")
struct RepositoryTests {
    private static let type = "awsx:ecr:Repository"

    @Test("the children have the name in lower case, and the policy keeps one untagged image")
    func byDefault() async throws {
        let engine = PlayedEngine(outputs: ["aws:ecr/repository:Repository": ["repositoryUrl": "host/shop"]])
        let answer = try await engine.construct(Self.type, "Shop", ["forceDelete": true])
        #expect(engine.registration("Repository", "shop")?.object == ["forceDelete": true])
        let policy = engine.registration("LifecyclePolicy", "shop")
        let rule: PropertyValue = [
            "rulePriority": 1, "description": "remove untagged images", "action": ["type": "expire"],
            "selection": ["tagStatus": "untagged", "countType": "imageCountMoreThan", "countNumber": 1],
        ]
        #expect(policy?.object == ["repository": "shop-1234567", "policy": ["rules": [rule]]])
        #expect(Set(answer.state.keys) == ["repository", "lifecyclePolicy", "url"])
        #expect(answer.state["url"] == "host/shop")
    }

    @Test("the stack's state keeps the resources, and not the URL")
    func registersOutputs() async throws {
        let engine = PlayedEngine()
        let answer = try await engine.construct(Self.type, "shop", [:])
        #expect(engine.log.completed.first?.outputs.keys.sorted() == ["lifecyclePolicy", "repository"])
        #expect(engine.log.completed.first?.outputs["repository"] == answer.state["repository"])
    }

    @Test("rules are numbered in their order, that for any tag last")
    func ordersRules() async throws {
        let engine = PlayedEngine()
        let rules: PropertyValue = [
            ["tagStatus": "any", "maximumNumberOfImages": 10],
            [
                "tagStatus": "tagged", "tagPrefixList": ["v"], "maximumAgeLimit": 5, "description": "d",
            ],
        ]
        _ = try await engine.construct(Self.type, "shop", ["lifecyclePolicy": ["rules": rules], "region": "eu-west-1"])
        let policy = engine.registration("LifecyclePolicy", "shop")?.object
        let tagged: PropertyValue = [
            "rulePriority": 1, "description": "d", "action": ["type": "expire"],
            "selection": [
                "tagStatus": "tagged", "tagPrefixList": ["v"], "countType": "sinceImagePushed", "countUnit": "days",
                "countNumber": 5,
            ],
        ]
        let any: PropertyValue = [
            "rulePriority": 2, "action": ["type": "expire"],
            "selection": ["tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 10],
        ]
        #expect(policy?["policy"] == ["rules": [tagged, any]])
        #expect(policy?["region"] == "eu-west-1")
    }

    @Test("of two limits of a rule, that of the number counts")
    func prefersCount() async throws {
        let engine = PlayedEngine()
        let rule: PropertyValue = [
            "tagStatus": "untagged", "maximumNumberOfImages": 3, "maximumAgeLimit": 5, "tagPrefixList": ["v"],
        ]
        _ = try await engine.construct(Self.type, "shop", ["lifecyclePolicy": ["rules": [rule]]])
        let selection: PropertyValue = ["tagStatus": "untagged", "countType": "imageCountMoreThan", "countNumber": 3]
        let policy = engine.registration("LifecyclePolicy", "shop")?.object["policy"]
        #expect(policy?.map?["rules"]?.list?.first?.map?["selection"] == selection)
    }

    @Test("no policy is made where it is to be skipped")
    func skips() async throws {
        let engine = PlayedEngine()
        let answer = try await engine.construct(Self.type, "shop", ["lifecyclePolicy": ["skip": true]])
        #expect(engine.registration("LifecyclePolicy", "shop") == nil)
        #expect(Set(answer.state.keys) == ["repository"])
    }

    @Test("a rule that is not known yet makes the policy unknown")
    func unknownRule() async throws {
        let engine = PlayedEngine(isPreview: true)
        let unknown = PropertyValue.output(Output(.none, dependencies: ["urn:r"]))
        let rule: PropertyValue = ["tagStatus": "untagged", "maximumNumberOfImages": unknown]
        _ = try await engine.construct(Self.type, "shop", ["lifecyclePolicy": ["rules": [rule]]])
        let policy = engine.registration("LifecyclePolicy", "shop")
        #expect(policy?.object["policy"] == .unknown)
        #expect(policy?.propertyDependencies["policy"] == ["urn:r"])
    }

    private static let untagged: PropertyValue = ["tagStatus": "untagged", "maximumNumberOfImages": 1]
    private static let any: PropertyValue = ["tagStatus": "any", "maximumAgeLimit": 1]

    @Test(
        "refuses rules that ECR would refuse, before it registers any resource",
        arguments: [
            (
                [], "lifecyclePolicy.rules",
                "has no rule, which ECR refuses; leave it out for the default rule, or set skip to have no policy"
            ),
            (
                [any, any], "lifecyclePolicy.rules[1].tagStatus",
                "ECR takes only one rule for images of any tag, and lifecyclePolicy.rules[0] is one already"
            ),
            (
                [untagged, any, untagged], "lifecyclePolicy.rules[2].tagStatus",
                "ECR takes only one rule for untagged images, and lifecyclePolicy.rules[0] is one already"
            ),
            (
                [["tagStatus": "any"]], "lifecyclePolicy.rules[0]",
                "needs maximumNumberOfImages or maximumAgeLimit"
            ),
            (
                [["tagStatus": "tagged", "maximumAgeLimit": 1]], "lifecyclePolicy.rules[0].tagPrefixList",
                "needs the prefixes of tags, because tagStatus is \"tagged\""
            ),
            (
                [["tagStatus": "none", "maximumAgeLimit": 1]], "lifecyclePolicy.rules[0].tagStatus",
                "\"none\" is none of any, untagged, tagged"
            ),
        ] as [(PropertyValue, String, String)]
    )
    func refuses(_ rules: PropertyValue, _ path: String, _ reason: String) async throws {
        let engine = PlayedEngine()
        let failure = await #expect(throws: InputFailure.self) {
            try await engine.construct(Self.type, "shop", ["lifecyclePolicy": ["rules": rules]])
        }
        #expect(failure?.faults == [.init(property: path, reason: reason)])
        #expect(!engine.log.registrations.contains { $0.custom })
    }

    @Test("a policy that is a secret as a whole is used all the same, and stays secret")
    func secretPolicy() async throws {
        let engine = PlayedEngine()
        let policy = PropertyValue.secret(["rules": [Self.any]])
        _ = try await engine.construct(Self.type, "shop", ["lifecyclePolicy": policy])
        guard case .secret = engine.registration("LifecyclePolicy", "shop")?.object["policy"] else {
            Issue.record("the policy is not secret")
            return
        }
    }
}
