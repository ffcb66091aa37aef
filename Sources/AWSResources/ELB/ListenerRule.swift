import JSON
import PackageSchema
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:lb/listenerRule:ListenerRule`; its id is the ARN.
    static let listenerRule = ResourceDescriptor(
        type: "aws:lb/listenerRule:ListenerRule",
        mapping: MemberMapping(
            style: .upperCamel,
            names: ListenerRule.memberNames.merging(ListenerRule.actions.memberNames) { $1 }
        ),
        tagging: .elasticLoadBalancing,
        create: CreateStep(ListenerRule.create),
        search: .list(
            "elbv2.DescribeRules",
            "Rules",
            id: "RuleArn",
            where: ListenerRule.isMeant,
            { rule in rule.inputs["listenerArn"]?.string.map { ["ListenerArn": .string($0)] } }
        ),
        read: .lookup { outputs, found, rule in
            outputs["actions"] = ListenerRule.actions.found(found.object, rule)
            outputs["listenerArn"] = ListenerRule.listener(ofRule: found.object["RuleArn"]?.string ?? "")
            if found.object["Priority"] == "default" { outputs["priority"] = .number(ListenerRule.lastPriority) }
        },
        update: [
            UpdateStep(["actions", "conditions", "transforms"]) { rule in
                var input = ListenerRule.members(rule, ["conditions", "transforms"])
                input["RuleArn"] = .string(rule.id)
                if input["Transforms"] == nil, rule.hasChanged("transforms") { input["ResetTransforms"] = true }
                try await rule.call("elbv2.ModifyRule", input)
            },
            UpdateStep(["priority"]) { rule in
                let pair: JSON = ["RuleArn": .string(rule.id), "Priority": rule.inputs["priority"]?.plainJSON ?? .null]
                try await rule.call("elbv2.SetRulePriorities", ["RulePriorities": [pair]])
            },
        ],
        delete: .call("elbv2.DeleteRule", ["RuleArn": "{id}"])
    )
}

/// A rule's conditions, and its place among the rules of its listener.
private enum ListenerRule {
    static let actions = ListenerActions("actions")

    static let memberNames = [
        "arn": "RuleArn",
        "conditions.hostHeader": "HostHeaderConfig",
        "conditions.httpHeader": "HttpHeaderConfig",
        "conditions.httpRequestMethod": "HttpRequestMethodConfig",
        "conditions.pathPattern": "PathPatternConfig",
        "conditions.queryStrings": "QueryStringConfig.Values",
        "conditions.sourceIp": "SourceIpConfig",
        "transforms.hostHeaderRewriteConfig.rewrite": "Rewrites[0]",
        "transforms.urlRewriteConfig.rewrite": "Rewrites[0]",
    ]

    /// The kinds of condition, by the member that holds one.
    private static let fields = [
        "HostHeaderConfig": "host-header", "HttpHeaderConfig": "http-header",
        "HttpRequestMethodConfig": "http-request-method", "PathPatternConfig": "path-pattern",
        "QueryStringConfig": "query-string", "SourceIpConfig": "source-ip",
    ]

    /// The number that stands for the place of the default rule, which has none.
    static let lastPriority = 99_999.0

    /// The time for which a free place is looked for while others take places too.
    private static let patience = Duration.seconds(300)

    /// The members of a rule: AWS wants to be told the kind of each condition.
    static func members(_ rule: ResourceOperation, _ names: [String]) -> JSON.Object {
        var input = rule.members(names)
        input["Actions"] = actions.members(rule)
        let conditions = input["Conditions"]?.array ?? []
        input["Conditions"] = .array(
            conditions.map { condition in
                let kind = (condition.object ?? [:]).lazy.compactMap { fields[$0.key] }.first
                return kind.map { condition.setting(.string($0), at: "Field") } ?? condition
            }
        )
        return input
    }

    // MARK: Places

    @Sendable static func create(_ rule: ResourceOperation) async throws -> Created {
        let input = members(rule, ["conditions", "listenerArn", "priority", "transforms"])
        guard input["Priority"] == nil else { return try await rule.create("elbv2.CreateRule", input) }
        let start = rule.session.clock.now()
        var pace = Pace()
        while true {
            let place = JSON.Object([("Priority", .number(try await nextPriority(rule)))])
            do {
                return try await rule.create("elbv2.CreateRule", input.merging(place))
            } catch
                where AWSFailure(error)?.code == "PriorityInUse"
                && rule.session.clock.now() - start < patience
            {
                // Another rule took the place meanwhile.
                try await rule.session.clock.sleep(pace.next())
            }
        }
    }

    /// The place after the last rule but the default one.
    private static func nextPriority(_ rule: ResourceOperation) async throws -> Int {
        let listener = rule.filled(["ListenerArn": "{listenerArn}"])
        let rules = try await rule.findAll("elbv2.DescribeRules", listener)?.list(at: "Rules") ?? []
        return (rules.compactMap(priority).max() ?? 0) + 1
    }

    /// A rule's place; `nil` for the default rule.
    private static func priority(_ rule: JSON) -> Int? { rule["Priority"]?.string.flatMap { Int($0) } }

    // MARK: Finding

    /// Returns whether a rule of the listener may be the wanted one: by its place, or else by its conditions.
    @Sendable static func isMeant(_ found: JSON, _ rule: ResourceOperation) -> Bool {
        if let wanted = rule.inputs["priority"]?.number { return priority(found) == Int(wanted) }
        let wanted = rule.inputs.filter { $0.key == "conditions" }
        return priority(found) != nil
            && rule.custom.drift(inputs: wanted, outputs: rule.properties(of: found)).isEmpty
    }

    /// The ARN of a rule's listener, which that of the rule begins with; `nil` if it is of another form.
    static func listener(ofRule arn: String) -> PropertyValue? {
        guard arn.contains(":listener-rule/"), let last = arn.lastIndex(of: "/") else { return nil }
        return .string(String(arn[..<last].replacing(":listener-rule/", with: ":listener/")))
    }
}
