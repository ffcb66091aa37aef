/// What a stack's history keeps of how a deployment was started, under Pulumi's names. Nothing in it is secret: of a
/// variable or flag only that it was given is told, or whether it is on.
struct RunFacts {
    let arguments: ParsedArguments
    let environment: [String: String]
    let runtime: String?

    /// The facts by name.
    var facts: [String: String] {
        var facts = [
            "exec.kind": "cli", "pulumi.os": "linux", "pulumi.arch": Self.architecture, "pulumi.version": "",
            "stack.environments": "[]", "updatePlan": "false",
        ]
        if let runtime { facts["runtime.name"] = runtime }
        for (name, value) in environment where name.hasPrefix("PULUMI_") {
            let isOn = ["1", "true"].contains(value.lowercased())
            facts["pulumi.env.\(name)"] = Self.switches.contains(name) ? String(isOn) : "set"
        }
        for flag in arguments.given {
            facts["pulumi.flag.\(flag.name)"] = flag.kind == .boolean ? String(arguments.has(flag.name)) : "set"
        }
        return facts
    }

    /// Variables that are on or off.
    private static let switches: Set<String> = [
        "PULUMI_SKIP_UPDATE_CHECK", "PULUMI_SKIP_CONFIRMATIONS", "PULUMI_DEBUG_COMMANDS", "PULUMI_EXPERIMENTAL",
        "PULUMI_DEV", "PULUMI_OPTIONAL_PREVIEW", "PULUMI_DISABLE_VALIDATION", "PULUMI_RETAIN_CHECKPOINTS",
        "PULUMI_DIY_BACKEND_GZIP", "PULUMI_DIY_BACKEND_LEGACY_LAYOUT", "PULUMI_DIY_BACKEND_NO_LEGACY_WARNING",
        "PULUMI_DIY_BACKEND_RETAIN_CHECKPOINTS", "PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS",
    ]

    private static var architecture: String {
        #if arch(arm64)
            "arm64"
        #else
            "amd64"
        #endif
    }
}
