extension Flag {
    /// The flags of every command.
    static let global: [Flag] = [
        .value("cwd", short: "C", "FOLDER", "Run in this folder"),
        .value("stack", short: "s", "NAME", "The stack to use (default: the current one)"),
        .choice("color", "WHEN", of: ["always", "never", "raw", "auto"], "When to use colors"),
        .boolean("non-interactive", "Disable prompts and live progress"),
        .boolean("local", "Use local AWS, which is started if needed"),
        .boolean("disable-integrity-checking", "Do not check the consistency of the state"),
    ]

    /// The flag that every command answers with its help.
    static let help: Flag = .boolean("help", short: "h", "Print the help of the command")

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
            .value("record", "FOLDER", "Add all requests and answers, without secrets, to FOLDER/grpc.json"),
            .boolean("show-secrets", "Show secret outputs"),
            .boolean("suppress-outputs", "Do not print outputs"),
            .boolean("suppress-progress", "Print only the result, without live progress"),
        ] + displaying + configuring + accepted

    /// The flags that change or select the stack's configuration.
    static let configuring: [Flag] = [
        .list("config", short: "c", "KEY=VALUE", "Set a configuration value first; may be repeated"),
        .boolean("skip-config-validation", "Do not check the configuration against the project's declarations"),
        .boolean("config-path", "The keys of --config are paths into lists and maps"),
        settingsFile,
    ]

    /// The flag for another settings file.
    static let settingsFile: Flag = .value("config-file", "FILE", "Use this settings file instead of the stack's own")

    /// The flags for what the display of a run shows in addition.
    private static let displaying: [Flag] = [
        .boolean("show-config", "Show the configuration first"),
        .boolean("show-reads", "List resources that are only read too"),
        .boolean("show-replacement-steps", "List the parts of each replacement in plans, differences and lines"),
        .boolean("show-sames", "List unchanged resources too"),
        .boolean("show-full-output", "Show values in full, as is always done"),
        .boolean("urns", "Show URNs instead of types and names"),
        .boolean("debug", short: "d", "Print the debugging messages of programs and providers"),
    ]

    /// The flags of Pulumi that are accepted because they ask for nothing else than what is done anyway: nothing is
    /// installed before a run, and there is no permalink.
    private static let accepted: [Flag] = [
        .boolean("skip-plugin-pre-install", ""), .value("suppress-permalink", "WHEN", ""),
    ]

    /// The flags of Pulumi that are refused, with the reason.
    static let refused: [String: String] = {
        let reason = "there are no log files; --debug prints the messages of programs and providers"
        return ["logtostderr": reason, "logflow": reason, "verbose": reason, "v": reason]
    }()
}
