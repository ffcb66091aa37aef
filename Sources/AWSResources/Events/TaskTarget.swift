/// The names of an ECS task's properties where EventBridge calls one: the objects of Amazon ECS are as ECS writes them.
struct TaskTarget {
    /// The path of the task's properties.
    private let path: String
    /// The property that holds the placement strategies.
    private let strategies: String

    init(_ path: String, strategies: String) {
        self.path = path
        self.strategies = strategies
    }

    private var network: String { "\(path).networkConfiguration" }

    /// The members that are named otherwise, by property path.
    var memberNames: [String: String] {
        [
            "\(path).capacityProviderStrategies": "CapacityProviderStrategy",
            "\(path).capacityProviderStrategies.base": "base",
            "\(path).capacityProviderStrategies.capacityProvider": "capacityProvider",
            "\(path).capacityProviderStrategies.weight": "weight",
            "\(path).enableEcsManagedTags": "EnableECSManagedTags",
            "\(network).assignPublicIp": "awsvpcConfiguration.AssignPublicIp",
            "\(network).securityGroups": "awsvpcConfiguration.SecurityGroups",
            "\(network).subnets": "awsvpcConfiguration.Subnets",
            "\(path).placementConstraints.expression": "expression",
            "\(path).placementConstraints.type": "type",
            "\(path).\(strategies)": "PlacementStrategy",
            "\(path).\(strategies).field": "field",
            "\(path).\(strategies).type": "type",
        ]
    }

    /// The path of the task's tags, which are a list in AWS.
    var tags: String { "\(path).tags" }

    /// The truth values that are text in AWS, by property path.
    var switches: [String: MemberMapping.Switch] {
        ["\(network).assignPublicIp": MemberMapping.Switch(on: "ENABLED", off: "DISABLED")]
    }
}
