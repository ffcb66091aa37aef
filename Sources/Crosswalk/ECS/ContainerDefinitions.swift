import JSON
import ProviderKit
import PulumiProtocol

/// The property `containerDefinitions` of a task definition: the containers as JSON text.
///
/// Every byte counts: the text is compared with the deployed one, and the family is named after its hash.
enum ContainerDefinitions {
    /// Writes the containers as JSON, sorted by name.
    ///
    /// - Parameters:
    ///   - containers: The containers in any order.
    ///   - logGroup: The log group of containers without a `logConfiguration`; `nil` if there is none.
    /// - Returns: The JSON text.
    static func text(_ containers: [Container], logGroup: LogGroup.Identity?) -> String {
        let sorted = containers.sorted { ContainerOrder.precedes($0.name, $1.name) }
        return JSON.array(sorted.map { .object(definition($0, logGroup: logGroup)) }).text()
    }

    /// Returns the default family: the component's name and a hash of stack and text.
    static func family(of text: String, component: String, stack: String) -> String {
        "\(component)-\(ShortHash.of(stack + text))"
    }

    private static func definition(_ container: Container, logGroup: LogGroup.Identity?) -> JSON.Object {
        var definition = JSON.Object()
        for entry in container.inputs.object.properties.inECMAScriptOrder {
            guard entry.key == container.inputs.portMappings.name else {
                definition[entry.key] = JSON(inECMAScriptOrder: entry.value)
                continue
            }
            if let mappings = container.portMappings {
                definition[entry.key] = .array(mappings.map { .object($0.definition) })
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
    /// A plain value as JSON, with the properties of objects in the order of a JavaScript object.
    ///
    /// Anything that is not plain, such as a secret or an output, becomes null.
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
