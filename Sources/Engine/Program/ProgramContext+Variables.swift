internal import PulumiProtocol

extension ProgramContext {
    /// What `pulumi` has.
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

    /// The names under which a program may refer to the configuration: the project's keys without its name.
    var configuredNames: [String] {
        let prefix = project + ":"
        return configuration.map { $0.key.hasPrefix(prefix) ? String($0.key.dropFirst(prefix.utf8.count)) : $0.key }
    }

    /// The value of such a name.
    func configuredValue(_ name: String) -> PropertyValue? {
        configuration["\(project):\(name)"] ?? configuration[name]
    }
}
