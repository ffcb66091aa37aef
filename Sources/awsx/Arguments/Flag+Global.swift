extension Flag {
    /// The flags of every command.
    static let global: [Flag] = [
        .value("cwd", short: "C", "FOLDER", "Run in this folder"),
        .value("stack", short: "s", "NAME", "The stack to use (default: the current one)"),
        .value("color", "WHEN", "When to use colors: always, never, raw or auto"),
        .boolean("non-interactive", "Disable prompts and live progress"),
        .boolean("local", "Use local AWS, which is started if needed"),
        .boolean("disable-integrity-checking", "Do not check the consistency of the state"),
    ]

    /// The flags of the commands that change a stack.
    static let changing: [Flag] =
        [
            .boolean("yes", short: "y", "Confirm automatically"),
            .boolean("skip-preview", short: "f", "Do not show a preview first"),
            .boolean("preview-only", "Show only a preview"),
            .value("parallel", short: "p", "N", "Run at most N operations at once"),
            .boolean("diff", "Show the changed properties"),
            .boolean("json", short: "j", "Print events as JSON, one a line"),
            .boolean("expect-no-changes", "Fail if there are changes"),
            .boolean("refresh", short: "r", "Refresh the state first"),
            .list("target", short: "t", "URN", "Update only this resource; may be repeated"),
            .boolean("target-dependents", "Include the dependents of targets"),
            .list("exclude", "URN", "Exclude this resource; may be repeated"),
            .boolean("exclude-dependents", "Exclude the dependents of excluded resources too"),
            .boolean("continue-on-error", "Continue with resources that do not depend on a failed one"),
            .value("message", short: "m", "TEXT", "A message for the stack's history"),
            .boolean("show-secrets", "Show secret outputs"),
            .boolean("suppress-outputs", "Do not print outputs"),
            .boolean("suppress-progress", "Print only the result, without live progress"),
            .boolean("show-sames", "List unchanged resources too (preview --json only)"),
        ] + configuring + accepted

    /// The flags that change or select the stack's configuration.
    static let configuring: [Flag] = [
        .list("config", short: "c", "KEY=VALUE", "Set a configuration value first; may be repeated"),
        .boolean("config-path", "The keys of --config are paths into lists and maps"),
        settingsFile,
    ]

    /// The flag for another settings file.
    static let settingsFile: Flag = .value("config-file", "FILE", "Use this settings file instead of the stack's own")

    /// The flags of Pulumi that are accepted without effect, so that its command lines work.
    private static let accepted: [Flag] = [
        .boolean("show-reads", ""), .boolean("show-config", ""),
        .boolean("show-replacement-steps", ""), .boolean("show-full-output", ""), .boolean("logtostderr", ""),
        .boolean("urns", ""), .boolean("skip-config-validation", ""), .boolean("skip-plugin-pre-install", ""),
        .value("verbose", short: "v", "LEVEL", ""),
        .value("suppress-permalink", "WHEN", ""), .boolean("debug", short: "d", ""),
    ]
}
