import Foundation
import PackageSchema
import PulumiProtocol
import TestKit

/// The resources of package `aws` that components register, as `schema/aws.json` describes them.
enum ChildSchema {
    private static let package: PackageSchema? = {
        let file = WorkingCopy.root.appending(path: "schema/aws.json")
        return (try? String(contentsOf: file, encoding: .utf8)).flatMap { try? PackageSchema(parsing: $0) }
    }()

    /// Returns what the inputs of a type do not have, or have as another type; nothing if the schema does not have it.
    static func faults(_ inputs: PropertyMap, of type: String) -> [String] {
        guard let package, let resource = package.resource(type), !resource.isOverlay else { return [] }
        // The engine hands a provider the id of a resource that is referred to.
        let values = inputs.filter { if case .resource = $0.value { false } else { true } }
        return package.mismatches(values, resource.inputs)
    }

    /// Outputs of a type, one of each that the schema declares.
    static func outputs(of type: String) -> PropertyMap {
        guard let package, let resource = package.resource(type) else { return [:] }
        return PropertyMap(resource.outputs.properties.map { ($0.name, example($0.type)) })
    }

    private static func example(_ type: PropertyType) -> PropertyValue {
        switch type {
        case .boolean: true
        case .integer, .number: 1
        case .array(let element): [example(element)]
        case .map(let element): ["x": example(element)]
        case .type(let token):
            package?.object(.type(token)).map { .map(PropertyMap($0.properties.map { ($0.name, example($0.type)) })) }
                ?? "x"
        case .union(let types): types.first.map(example) ?? .null
        default: "x"
        }
    }
}
