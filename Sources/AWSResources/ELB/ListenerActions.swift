import JSON
import PulumiProtocol
import ResourceKit

/// The actions of a listener, or of one of its rules.
struct ListenerActions: Sendable {
    /// The property that holds the actions.
    let property: String
    /// The member that holds them.
    private let member: String

    init(_ property: String) {
        self.property = property
        member = property.prefix(1).uppercased() + property.dropFirst()
    }

    /// The members that are not called like their properties, by property path.
    var memberNames: [String: String] {
        Dictionary(uniqueKeysWithValues: Self.names.map { ("\(property).\($0.key)", $0.value) })
    }

    private static let names = [
        "authenticateCognito": "AuthenticateCognitoConfig",
        "authenticateOidc": "AuthenticateOidcConfig",
        "fixedResponse": "FixedResponseConfig",
        "forward": "ForwardConfig",
        "forward.stickiness": "TargetGroupStickinessConfig",
        "forward.stickiness.duration": "DurationSeconds",
        "forward.targetGroups.arn": "TargetGroupArn",
        "jwtValidation": "JwtValidationConfig",
        "redirect": "RedirectConfig",
    ]

    /// The actions as AWS takes them: of several, each must say when its turn is.
    func members(_ resource: ResourceOperation) -> JSON {
        let actions = resource.members([property])[member]?.array ?? []
        return .array(
            actions.enumerated().map { index, action in
                guard var object = action.object, actions.count > 1, object["Order"] == nil else { return action }
                object["Order"] = .number(index + 1)
                return .object(object)
            }
        )
    }

    /// The actions in the form that the program chose: AWS returns a lone target group in two forms, and never a
    /// client's secret.
    func found(_ object: JSON, _ resource: ResourceOperation) -> PropertyValue {
        let decoded = resource.properties(of: object)[property]?.list ?? []
        let given = (resource.inputs[property] ?? resource.state[property])?.list ?? []
        let ordered = decoded.sorted { Self.order($0) < Self.order($1) }
        return .list(
            ordered.enumerated().map { index, action in
                guard var action = action.map else { return action }
                let known = index < given.count ? given[index].map : nil
                let groups = action["forward"]?.map?["targetGroups"]?.list ?? []
                if groups.count == 1, known?["forward"] == nil {
                    action["forward"] = nil
                    action["targetGroupArn"] = action["targetGroupArn"] ?? groups[0].map?["arn"]
                } else if known?["forward"] != nil, known?["targetGroupArn"] == nil {
                    action["targetGroupArn"] = nil
                }
                if var login = action["authenticateOidc"]?.map {
                    login["clientSecret"] = (known?["authenticateOidc"]?.map?["clientSecret"]).map(PropertyValue.secret)
                    action["authenticateOidc"] = .map(login)
                }
                action["order"] = action["order"] ?? .number(Double(index + 1))
                return .map(action)
            }
        )
    }

    private static func order(_ action: PropertyValue) -> Double { action.map?["order"]?.number ?? 0 }
}
