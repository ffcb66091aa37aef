internal import PulumiProtocol

extension ProgramContext {
    /// The properties of `${pulumi}`.
    static let variableNames = ["cwd", "organization", "project", "rootDirectory", "stack"]

    /// The value of `${pulumi}`.
    var variables: PropertyValue {
        [
            "cwd": .string(workingFolder),
            "organization": .string(organization),
            "project": .string(project),
            "rootDirectory": .string(rootFolder),
            "stack": .string(stack),
        ]
    }

    /// The names by which a program may refer to the configuration; the project's name is optional.
    var configuredNames: [String] {
        let prefix = project + ":"
        return configuration.map { $0.key.hasPrefix(prefix) ? String($0.key.dropFirst(prefix.utf8.count)) : $0.key }
    }

    /// Returns the value of a configuration name.
    func configuredValue(_ name: String) -> PropertyValue? {
        configuration["\(project):\(name)"] ?? configuration[name]
    }
}
