extension Command {
    /// The root command.
    static let root: Command = Command(
        name: "awsx",
        summary: "Deploys containers to AWS: Pulumi programs, without the wait.",
        subcommands: [
            new, up, preview, destroy, refresh, `import`, stack, config, state, cancel, status, logs, run, exec, replay,
            local, login, logout, whoami, version, about, help, genCompletion, genMarkdown,
        ]
    )
}
