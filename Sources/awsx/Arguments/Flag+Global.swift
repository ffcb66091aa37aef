extension Flag {
    /// The flags that every command takes.
    static let global: [Flag] = [
        .value("cwd", short: "C", "FOLDER", "work as if started in this folder"),
        .value("stack", short: "s", "NAME", "the stack to work on, instead of the selected one"),
        .value("color", "WHEN", "always, never, raw or auto"),
        .boolean("non-interactive", "never ask, never draw"),
        .boolean("local", "use local AWS, starting it if needed"),
        .boolean("disable-integrity-checking", "use a state that contradicts itself as it is"),
    ]

    /// The flags of the commands that change a stack.
    static let changing: [Flag] =
        [
            .boolean("yes", short: "y", "do it without asking"),
            .boolean("skip-preview", short: "f", "do it without showing a plan first"),
            .boolean("preview-only", "show the plan and stop"),
            .value("parallel", short: "p", "N", "at most N operations at once"),
            .boolean("diff", "show which properties change"),
            .boolean("json", short: "j", "events as JSON, one a line"),
            .boolean("expect-no-changes", "fail if there is anything to do"),
            .boolean("refresh", short: "r", "first read what really exists"),
            .list("target", short: "t", "URN", "only this resource; may be repeated"),
            .boolean("target-dependents", "and what depends on the targets"),
            .list("exclude", "URN", "all but this resource; may be repeated"),
            .boolean("exclude-dependents", "and not what depends on the excluded"),
            .boolean("continue-on-error", "go on with what does not depend on a failure"),
            .value("message", short: "m", "TEXT", "a note for the stack's history"),
            .boolean("show-secrets", "show secret outputs"),
            .boolean("suppress-outputs", "leave the outputs away"),
            .boolean("suppress-progress", "no live screen, only the result"),
            .boolean("show-sames", "with preview --json, tell what stays as it is too"),
        ] + configuring + accepted

    /// The flags by which a run changes or names the stack's configuration.
    static let configuring: [Flag] = [
        .list("config", short: "c", "KEY=VALUE", "set this in the stack's settings first; may be repeated"),
        .boolean("config-path", "the keys of --config are paths into lists and maps"),
        settingsFile,
    ]

    /// The settings file to use instead of the stack's own.
    static let settingsFile: Flag = .value("config-file", "FILE", "use this settings file instead of the stack's own")

    /// Flags of Pulumi that are taken so that its command lines work, and change nothing here.
    private static let accepted: [Flag] = [
        .boolean("show-reads", ""), .boolean("show-config", ""),
        .boolean("show-replacement-steps", ""), .boolean("show-full-output", ""), .boolean("logtostderr", ""),
        .boolean("urns", ""), .boolean("skip-config-validation", ""), .boolean("skip-plugin-pre-install", ""),
        .value("verbose", short: "v", "LEVEL", ""),
        .value("suppress-permalink", "WHEN", ""), .boolean("debug", short: "d", ""),
    ]
}
