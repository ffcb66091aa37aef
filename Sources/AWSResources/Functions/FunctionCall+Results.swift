import JSON
import PackageSchema
import ProviderKit
import PulumiProtocol
import ResourceKit

extension FunctionCall {
    /// An operation that reads objects of a resource type, in the region of the arguments.
    ///
    /// - Throws: `StatusError` for a type that this provider does not have.
    func reading(_ type: String, id: String = "", inputs: PropertyMap = [:]) throws -> ResourceOperation {
        let target = try ResourceTarget(urn: schema.token, type: type)
        var operation = ResourceOperation(
            kind: .read,
            schema: target.schema,
            facts: target.facts,
            descriptor: target.descriptor,
            session: session,
            urn: schema.token,
            inputs: inputs.merging(["region": .string(try region())]),
            report: { _ in }
        )
        operation.id = id
        return operation
    }

    /// Looks an object up; the operation that is returned reads it without asking for it again.
    ///
    /// - Throws: ``NotOne`` if there is none.
    func lookedUp(
        _ reading: ResourceOperation,
        _ kind: String
    ) async throws -> (object: JSON, reading: ResourceOperation) {
        guard let found = try await reading.lookUp() else {
            throw NotOne(kind: kind, count: 0, function: schema.token)
        }
        var reading = reading
        reading.found = found
        return (found.object, reading)
    }

    /// The result that a resource's outputs amount to.
    ///
    /// A function lists in the plural what a resource has once, tells all tags as `tags`, and has an empty value for
    /// what the outputs leave out.
    func result(_ outputs: PropertyMap) -> PropertyMap {
        var outputs = outputs
        outputs["tags"] = outputs["tagsAll"] ?? outputs["tags"]
        var result = Self.shaped(outputs, schema.outputs)
        for property in schema.outputs.properties where result[property.name] == nil {
            result[property.name] = property.type.zero
        }
        return result
    }

    private static func shaped(_ object: PropertyMap, _ schema: ObjectSchema) -> PropertyMap {
        PropertyMap(
            schema.properties.compactMap { property in
                let endings = ["", "s", "es"].filter(property.name.hasSuffix)
                let value = endings.lazy.compactMap { object[String(property.name.dropLast($0.count))] }.first
                return value.map { (property.name, shaped($0, property.type)) }
            }
        )
    }

    private static func shaped(_ value: PropertyValue, _ type: PropertyType) -> PropertyValue {
        switch (value, type) {
        case (.list(let elements), .array(let element)): .list(elements.map { shaped($0, element) })
        case (.map, .array(let element)): [shaped(value, element)]
        case (.map(let map), .type): AWSSchema.shared.object(of: type).map { .map(shaped(map, $0)) } ?? value
        case (.number(let number), .string): .string(JSON.Number(number).text)
        default: value
        }
    }
}

extension PropertyType {
    /// The value that says nothing, for any type.
    var zero: PropertyValue? {
        switch self {
        case .boolean: false
        case .integer, .number: 0
        default: empty
        }
    }
}

extension ObjectSchema {
    /// Returns properties with those marked that the schema says are secret.
    func hidingSecrets(of properties: PropertyMap) -> PropertyMap {
        PropertyMap(
            properties.map { element in
                let hides = self[element.key]?.isSecret == true && !element.value.containsSecrets
                return (element.key, hides ? .secret(element.value) : element.value)
            }
        )
    }
}
