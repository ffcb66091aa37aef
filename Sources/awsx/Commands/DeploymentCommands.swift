import Engine

extension Command {
    /// The command `awsx up`.
    static let up = Command(
        name: "up",
        aliases: ["update"],
        summary: "Create or update the resources in a stack",
        flags: Flag.changing + Flag.replacing + [
            .ignoreProtection,
            .boolean(StackEmptying.flag, "Delete all resources if the program has none"),
        ]
    ) { arguments in
        try await StackDeployment(.update, arguments).run()
    }

    /// The command `awsx preview`.
    static let preview = Command(
        name: "preview",
        aliases: ["pre"],
        summary: "Show a preview of updates to a stack's resources",
        flags: Flag.changing + Flag.replacing + [.ignoreProtection]
    ) { arguments in
        try await StackDeployment(.update, arguments, isPreview: true).run()
    }

    /// The command `awsx destroy`.
    static let destroy = Command(
        name: "destroy",
        aliases: ["down", "dn"],
        summary: "Delete all resources of a stack",
        flags: Flag.changing + [
            .boolean("exclude-protected", "Keep protected resources and their dependencies"), .ignoreProtection,
            .boolean("run-program", "Run the program first to get the current provider configuration"),
            .boolean("remove", "Remove the stack and its settings file afterwards"),
        ]
    ) { arguments in
        try await StackDestruction(arguments).run()
    }

    /// The command `awsx refresh`.
    static let refresh = Command(
        name: "refresh",
        summary: "Update the stack's state from the actual resources",
        flags: Flag.changing + [
            .boolean("run-program", "Run the program first to get the current provider configuration"),
            .boolean("clear-pending-creates", "Remove pending creates from the state"),
            .boolean("skip-pending-creates", "Keep pending creates in the state (default)"),
        ]
    ) { arguments in
        if arguments.has("skip-pending-creates"), arguments.has("clear-pending-creates") {
            throw UsageError("--skip-pending-creates and --clear-pending-creates cannot be used together")
        }
        return try await StackDeployment(.refresh, arguments).run()
    }
}

extension Flag {
    /// The flags for replacing resources.
    static let replacing: [Flag] = [
        .list("replace", "URN", "Replace this resource, even if it is unchanged; may be repeated"),
        .list("target-replace", "URN", "Update only this resource, and replace it; may be repeated"),
        .boolean("run-program", ""),
    ]

    /// The flag that overrides protection.
    static let ignoreProtection = Flag.boolean("ignore-protect", "Replace and delete protected resources too")
}
