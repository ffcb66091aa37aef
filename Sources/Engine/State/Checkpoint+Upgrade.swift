internal import JSON

extension Checkpoint {
    /// Converts the deployment of a checkpoint file to version 3.
    ///
    /// Version 1 has no time-outs, providers or property dependencies, and a member `defaults` that Pulumi itself
    /// drops. Files without a version are of version 1 without an envelope, or belong to a new stack.
    ///
    /// - Returns: The version of the result, and the deployment.
    static func upgraded(_ document: JSON, version: Int) -> (version: Int, deployment: JSON) {
        let latest = (version == 0 ? document["latest"] : document["checkpoint"]?["latest"]) ?? .null
        return upgraded(deployment: latest, version: version)
    }

    /// Converts a deployment to version 3.
    static func upgraded(deployment: JSON, version: Int) -> (version: Int, deployment: JSON) {
        guard version < usualVersion else { return (version, deployment) }
        guard case .object(var object) = deployment else { return (usualVersion, deployment) }
        if let resources = object["resources"]?.array { object["resources"] = .array(resources.map(upgraded)) }
        if let operations = object["pending_operations"]?.array {
            object["pending_operations"] = .array(
                operations.map { operation in
                    guard case .object(var members) = operation, let resource = members["resource"] else {
                        return operation
                    }
                    members["resource"] = upgraded(resource)
                    return .object(members)
                }
            )
        }
        return (usualVersion, .object(object))
    }

    /// Converts a resource: every input is taken to depend on all dependencies of the resource.
    private static func upgraded(_ resource: JSON) -> JSON {
        guard case .object(var object) = resource else { return resource }
        object["defaults"] = nil
        for list in ["dependencies", "initErrors"] where object[list]?.isNull == true { object[list] = nil }
        let names = object["inputs"]?.object?.map(\.key) ?? []
        if object["propertyDependencies"] == nil, !names.isEmpty {
            let dependencies = object["dependencies"] ?? []
            object["propertyDependencies"] = .object(JSON.Object(names.map { ($0, dependencies) }).sorted())
        }
        return .object(object)
    }
}
