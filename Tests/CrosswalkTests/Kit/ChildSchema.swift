import Foundation
import JSON

/// The resources of package `aws` that components register, as `schema/aws.json` describes them.
enum ChildSchema {
    private static let resources: JSON.Object = {
        let kit = URL(filePath: #filePath).deletingLastPathComponent()
        let file = kit.appending(path: "../../../schema/aws.json")
        return (try? JSON(parsing: Array(Data(contentsOf: file)))["resources"]?.object) ?? [:]
    }()

    /// Returns the names that are no inputs of a type; none if the schema does not have the type.
    static func unknownInputs(_ names: [String], of type: String) -> [String] {
        guard let inputs = resources[type]?["inputProperties"] else { return [] }
        return names.filter { inputs[$0] == nil }
    }
}
