import Engine

extension ProgramFrontEnds {
    /// The languages of programs that this command runs.
    static let supported = ProgramFrontEnds([.yaml])
}

extension PluginLocator.OwnProgram {
    /// The provider that is built and installed together with this command.
    static let provider = PluginLocator.OwnProgram(
        name: "pulumi-resource-awsx",
        packages: ["aws", "awsx", "docker", "docker-build"]
    )
}
