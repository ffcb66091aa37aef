import JSON
import ProviderKit
import PulumiProtocol

/// The text of a task definition's containers, as ECS takes it.
///
/// Every byte counts: the text is compared with what is deployed, and the family is named after its hash.
enum ContainerDefinitions {
    /// The containers as JSON, sorted by name.
    ///
    /// - Parameter logGroup: Takes the output of containers that do not say where theirs goes.
    static func text(_ containers: [Container], logGroup: LogGroup.Identity?) -> String {
        let sorted = containers.sorted { ContainerOrder.precedes($0.name, $1.name) }
        return JSON.array(sorted.map { .object(definition($0, logGroup: logGroup)) }).text()
    }

    /// The name under which ECS counts revisions, unless the user gives one.
    static func family(of text: String, component: String, stack: String) -> String {
        "\(component)-\(ShortHash.of(stack + text))"
    }

    private static func definition(_ container: Container, logGroup: LogGroup.Identity?) -> JSON.Object {
        var definition = JSON.Object()
        for entry in container.properties.inECMAScriptOrder {
            switch entry.key {
            case "name": definition["name"] = .string(container.name)
            case "portMappings":
                if let mappings = container.portMappings {
                    definition["portMappings"] = .array(mappings.map { .object(PortMapping($0).definition) })
                }
            default: definition[entry.key] = JSON(inECMAScriptOrder: entry.value)
            }
        }
        definition["name"] = .string(container.name)
        if let logGroup, definition["logConfiguration"] == nil {
            definition["logConfiguration"] = logConfiguration(logGroup, prefix: container.name)
        }
        return definition
    }

    private static func logConfiguration(_ logGroup: LogGroup.Identity, prefix: String) -> JSON {
        [
            "logDriver": "awslogs",
            "options": [
                "awslogs-group": .string(logGroup.name),
                "awslogs-region": .string(logGroup.region),
                "awslogs-stream-prefix": .string(prefix),
            ],
        ]
    }
}

extension JSON {
    /// A value as JavaScript would write it.
    ///
    /// Marks of secrets and outputs must be gone.
    init(inECMAScriptOrder value: PropertyValue) {
        switch value {
        case .bool(let value): self = .bool(value)
        case .number(let value): self = .number(value)
        case .string(let value): self = .string(value)
        case .list(let elements): self = .array(elements.map { JSON(inECMAScriptOrder: $0) })
        case .map(let map):
            self = .object(JSON.Object(map.inECMAScriptOrder.map { ($0.key, JSON(inECMAScriptOrder: $0.value)) }))
        default: self = .null
        }
    }
}
