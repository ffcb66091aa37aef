import Engine

extension Command {
    /// `awsx up`.
    static let up = Command(
        name: "up",
        aliases: ["update"],
        summary: "make the stack what the program says",
        flags: Flag.changing + Flag.replacing + [.ignoreProtection]
    ) { arguments in
        try await StackDeployment(.update, arguments).run()
    }

    /// `awsx preview`.
    static let preview = Command(
        name: "preview",
        aliases: ["pre"],
        summary: "tell what `up` would do",
        flags: Flag.changing + Flag.replacing + [.ignoreProtection]
    ) { arguments in
        try await StackDeployment(.update, arguments, isPreview: true).run()
    }

    /// `awsx destroy`.
    static let destroy = Command(
        name: "destroy",
        aliases: ["down", "dn"],
        summary: "delete everything that the stack has",
        flags: Flag.changing + [
            .boolean("exclude-protected", "leave what is protected, and what that needs"), .ignoreProtection,
            .boolean("run-program", "run the program first, to learn how providers are configured now"),
            .boolean("remove", "then remove the stack and its settings file too"),
        ]
    ) { arguments in
        try await StackDestruction(arguments).run()
    }

    /// `awsx refresh`.
    static let refresh = Command(
        name: "refresh",
        summary: "read what really exists into the stack's state",
        flags: Flag.changing + [
            .boolean("run-program", "run the program first, to learn how providers are configured now"),
            .boolean("clear-pending-creates", "forget creates of which the end is not known"),
            .boolean("skip-pending-creates", "leave creates of which the end is not known (so unless told otherwise)"),
        ]
    ) { arguments in
        if arguments.has("skip-pending-creates"), arguments.has("clear-pending-creates") {
            throw UsageError("--skip-pending-creates and --clear-pending-creates exclude each other")
        }
        return try await StackDeployment(.refresh, arguments).run()
    }
}

extension Flag {
    /// The flags that say which resources are replaced.
    static let replacing: [Flag] = [
        .list("replace", "URN", "replace this resource, changed or not; may be repeated"),
        .list("target-replace", "URN", "only this resource, and replace it; may be repeated"),
        .boolean("run-program", ""),
    ]

    /// The flag that makes protection no hindrance.
    static let ignoreProtection = Flag.boolean("ignore-protect", "replace and delete protected resources too")
}
