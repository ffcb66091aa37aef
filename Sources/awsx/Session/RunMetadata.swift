/// The metadata of a run for the stack's history, under Pulumi's names.
///
/// It reveals no values: variables and flags are only listed as set, or as on or off.
struct RunMetadata {
    let arguments: ParsedArguments
    let environment: [String: String]
    let runtime: String?

    /// The metadata by name.
    var metadata: [String: String] {
        var metadata = [
            "exec.kind": "cli", "pulumi.os": "linux", "pulumi.arch": Self.architecture, "pulumi.version": "",
            "stack.environments": "[]", "updatePlan": "false",
        ]
        if let runtime { metadata["runtime.name"] = runtime }
        for (name, value) in environment where name.hasPrefix("PULUMI_") {
            let isOn = ["1", "true"].contains(value.lowercased())
            metadata["pulumi.env.\(name)"] = Self.switches.contains(name) ? String(isOn) : "set"
        }
        for flag in arguments.given {
            metadata["pulumi.flag.\(flag.name)"] = flag.kind == .boolean ? String(arguments.has(flag.name)) : "set"
        }
        return metadata
    }

    /// The variables that are on or off.
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
