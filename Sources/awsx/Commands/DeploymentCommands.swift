import Engine

extension Command {
    /// `awsx up`.
    static let up = Command(
        name: "up",
        summary: "make the stack what the program says",
        flags: Flag.changing + Flag.replacing
    ) { arguments in
        try await StackDeployment(.update, arguments).run()
    }

    /// `awsx preview`.
    static let preview = Command(
        name: "preview",
        summary: "tell what `up` would do",
        flags: Flag.changing + Flag.replacing
    ) { arguments in
        try await StackDeployment(.update, arguments, isPreview: true).run()
    }

    /// `awsx destroy`.
    static let destroy = Command(
        name: "destroy",
        summary: "delete everything that the stack has",
        flags: Flag.changing
    ) { arguments in
        try await StackDeployment(.destroy, arguments).run()
    }

    /// `awsx refresh`.
    static let refresh = Command(
        name: "refresh",
        summary: "read what really exists into the stack's state",
        flags: Flag.changing + [.boolean("clear-pending-creates", "forget creates of which the end is not known")]
    ) { arguments in
        try await StackDeployment(.refresh, arguments).run()
    }

    /// `awsx import`.
    static let `import` = Command(
        name: "import",
        summary: "bring a resource that exists under the stack's management",
        operands: "TYPE NAME ID",
        operandCount: 3...3,
        flags: Flag.changing + [
            .value("parent", "URN", "the resource above it"),
            .value("provider", "REFERENCE", "the provider to use"),
            .boolean("protect", "protect it (so unless --protect=false)"),
            .boolean("generate-code", ""), .value("out", short: "o", "FILE", ""),
        ]
    ) { arguments in
        var request = DeploymentOptions.ImportRequest(
            type: arguments.operands[0],
            name: arguments.operands[1],
            id: arguments.operands[2]
        )
        request.parent = arguments.value("parent") ?? ""
        request.provider = arguments.value("provider") ?? ""
        request.isProtected = arguments.value("protect") != "false"
        return try await StackDeployment(.import([request]), arguments).run()
    }
}

extension Flag {
    /// The flags that say which resources are replaced.
    static let replacing: [Flag] = [
        .list("replace", "URN", "replace this resource, changed or not; may be repeated"),
        .list("target-replace", "URN", "only this resource, and replace it; may be repeated"),
    ]
}
