import JSON
import PulumiProtocol
import ResourceKit

/// The steps that namespaces of every kind have in common.
enum Namespace {
    /// Makes a namespace, whose id AWS tells when it is there.
    static func create(_ operation: String) -> CreateStep {
        CreateStep { namespace in
            let input = namespace.members().merging(namespace.tagMembers)
            let id = try await namespace.carryOut(operation, input)
            let end = "servicediscovery.GetOperation"
            let answer = try await namespace.call(end, ["OperationId": .string(id)])
            return Created(id: try answer.identifier("Operation.Targets.NAMESPACE", of: end))
        }
    }

    /// Deletes a namespace.
    static let delete = DeleteStep { namespace in
        try await namespace.carryOut(
            "servicediscovery.DeleteNamespace",
            ["Id": .string(namespace.id)],
            for: "\(namespace.subject) to be deleted"
        )
    }

    /// Looks for the namespaces of a type that have the name.
    static func search(_ type: String) -> Search {
        .list(
            "servicediscovery.ListNamespaces",
            "Namespaces",
            id: "Id",
            where: { $0["Name"]?.string == $1.inputs["name"]?.string && $0["Type"]?.string == type },
            { namespace in
                namespace.inputs["name"]?.plainJSON.map { name in
                    ["Filters": [["Name": "NAME", "Values": [name], "Condition": "EQ"]]]
                }
            }
        )
    }
}
