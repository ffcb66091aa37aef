import JSON
import ProviderKit
import PulumiProtocol
import RPC
import Testing

@testable import AWSResources

@Suite("A rule of a listener")
struct ListenerRuleTests {
    private static let arn = "arn:aws:elasticloadbalancing:us-west-2:123456789012"
    private static let rule = "\(arn):listener-rule/app/web/1/2/3"
    private let type = "aws:lb/listenerRule:ListenerRule"
    private let inputs: PropertyMap = [
        "listenerArn": .string("\(arn):listener/app/web/1/2"),
        "conditions": [
            ["hostHeader": ["values": ["example.org"]]], ["queryStrings": [["key": "v", "value": "2"]]],
            ["sourceIp": ["values": ["10.0.0.0/8"]]],
        ],
        "actions": [["type": "fixed-response", "fixedResponse": ["contentType": "text/plain", "statusCode": "200"]]],
    ]

    /// An AWS whose listener has some rules, and shows the new one as it was asked for.
    private func cloud(_ priorities: [String]) -> ScriptedAWS {
        let aws = ScriptedAWS()
        aws.on("elbv2.CreateRule", ["Rules": [["RuleArn": .string(Self.rule)]]])
        aws.on("elbv2.DescribeRules") { input in
            guard input["ListenerArn"] == nil else {
                return ["Rules": .array(priorities.map { ["Priority": .string($0)] })]
            }
            return ["Rules": [["RuleArn": .string(Self.rule), "Priority": "12"]]]
        }
        return aws
    }

    private func create(_ more: PropertyMap, _ aws: ScriptedAWS) async throws -> CreateResponse {
        let provider = try await AWSProvider.scripted(aws)
        let made = try await provider.create(CreateRequest(urn: urn(type), properties: inputs.merging(more)), .test)
        #expect(aws.refusals == [])
        return made
    }

    @Test("tells AWS the kind of each condition")
    func conditions() async throws {
        let aws = cloud([])
        let made = try await create(["priority": 12], aws)
        #expect(made.id == Self.rule)
        #expect(made.properties["listenerArn"] == inputs["listenerArn"])
        #expect(made.properties["priority"] == 12)
        #expect(
            aws.inputs(of: "elbv2.CreateRule").first?["Conditions"] == [
                ["HostHeaderConfig": ["Values": ["example.org"]], "Field": "host-header"],
                ["QueryStringConfig": ["Values": [["Key": "v", "Value": "2"]]], "Field": "query-string"],
                ["SourceIpConfig": ["Values": ["10.0.0.0/8"]], "Field": "source-ip"],
            ]
        )
    }

    @Test(
        "without a priority comes after the others",
        arguments: [(["default"], 1), (["3", "default", "11"], 12)] as [([String], JSON)]
    )
    func last(_ priorities: [String], _ next: JSON) async throws {
        let aws = cloud(priorities)
        _ = try await create([:], aws)
        #expect(aws.inputs(of: "elbv2.CreateRule").first?["Priority"] == next)
    }

    @Test("looks for another place when somebody has taken it, unless the program chose it")
    func taken() async throws {
        let isTaken: ScriptedAWS.Answer = { _ in throw AWSFailure(code: "PriorityInUse", message: "taken") }
        let aws = cloud(["default"])
        aws.on("elbv2.CreateRule", isTaken, { _ in ["Rules": [["RuleArn": .string(Self.rule)]]] })
        _ = try await create([:], aws)
        #expect(aws.inputs(of: "elbv2.CreateRule").count == 2)
        let chosen = cloud(["default"])
        chosen.on("elbv2.CreateRule", isTaken)
        await #expect(throws: StatusError.self) { try await create(["priority": 1], chosen) }
        #expect(chosen.inputs(of: "elbv2.CreateRule").count == 1)
    }

    @Test("forwards to several groups by weight, and keeps clients with theirs")
    func weights() async throws {
        let aws = cloud([])
        let forward: PropertyValue = [
            "targetGroups": [["arn": "arn:a", "weight": 1], ["arn": "arn:b", "weight": 9]],
            "stickiness": ["enabled": true, "duration": 60],
        ]
        _ = try await create(["priority": 12, "actions": [["type": "forward", "forward": forward]]], aws)
        #expect(
            aws.inputs(of: "elbv2.CreateRule").first?["Actions"]?[0]?["ForwardConfig"] == [
                "TargetGroupStickinessConfig": ["DurationSeconds": 60, "Enabled": true],
                "TargetGroups": [
                    ["TargetGroupArn": "arn:a", "Weight": 1], ["TargetGroupArn": "arn:b", "Weight": 9],
                ],
            ]
        )
    }

    @Test(
        "takes every kind of action",
        arguments: [
            ("redirect", ["statusCode": "HTTP_301", "protocol": "HTTPS"], "RedirectConfig"),
            ("fixedResponse", ["contentType": "text/plain", "statusCode": "404"], "FixedResponseConfig"),
            (
                "authenticateCognito",
                ["userPoolArn": "arn:pool", "userPoolClientId": "c", "userPoolDomain": "d", "sessionTimeout": 60],
                "AuthenticateCognitoConfig"
            ),
            (
                "authenticateOidc",
                [
                    "authorizationEndpoint": "https://a", "clientId": "c", "clientSecret": "s", "issuer": "https://i",
                    "tokenEndpoint": "https://t", "userInfoEndpoint": "https://u", "scope": "openid",
                ],
                "AuthenticateOidcConfig"
            ),
            (
                "jwtValidation",
                [
                    "issuer": "https://i", "jwksEndpoint": "https://j",
                    "additionalClaims": [["format": "string-array", "name": "n", "values": ["v"]]],
                ],
                "JwtValidationConfig"
            ),
        ] as [(String, PropertyValue, String)]
    )
    func everyAction(_ name: String, _ value: PropertyValue, _ member: String) async throws {
        let aws = cloud([])
        let last: PropertyValue = ["type": "forward", "targetGroupArn": "arn:a"]
        _ = try await create(
            ["priority": 12, "actions": [.map(PropertyMap([("type", "x"), (name, value)])), last]],
            aws
        )
        let actions = aws.inputs(of: "elbv2.CreateRule").first?["Actions"]
        #expect(actions?[0]?[member]?.object?.isEmpty == false)
        #expect(actions?[0]?["Order"] == 1)
        #expect(actions?[1]?["Order"] == 2)
    }
}
