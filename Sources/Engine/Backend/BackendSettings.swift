/// What the environment says about how a folder of stacks is written; the names are Pulumi's, old and new.
struct BackendSettings: Sendable {
    /// Whether checkpoints and histories are compressed: `PULUMI_DIY_BACKEND_GZIP`.
    var compresses = false
    /// Whether a folder that is still empty gets the layout without projects: `PULUMI_DIY_BACKEND_LEGACY_LAYOUT`.
    var prefersLegacyLayout = false
    /// Whether each checkpoint is kept under a name with the time: `PULUMI_DIY_BACKEND_RETAIN_CHECKPOINTS`.
    var retainsCheckpoints = false
    /// Whether a copy of the checkpoint is made after each deployment: not if
    /// `PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS`.
    var keepsBackups = true
    /// Whether nothing is said of stacks without projects beside others: `PULUMI_DIY_BACKEND_NO_LEGACY_WARNING`.
    var ignoresLegacyStacks = false
    /// Whether states that contradict themselves are refused.
    var checksIntegrity = true

    /// The variable behind the flag `--disable-integrity-checking`.
    static let integrityVariable = "PULUMI_DISABLE_INTEGRITY_CHECKING"

    /// What an environment says.
    ///
    /// - Throws: ``StateError`` if it asks for a compression that is not known.
    init(_ environment: [String: String]) throws(StateError) {
        func isOn(_ names: String...) -> Bool {
            names.contains { name in
                let value = environment["PULUMI_\(name)"]?.lowercased()
                return value == "1" || value == "true"
            }
        }
        compresses = isOn("DIY_BACKEND_GZIP", "SELF_MANAGED_STATE_GZIP")
        prefersLegacyLayout = isOn("DIY_BACKEND_LEGACY_LAYOUT", "SELF_MANAGED_STATE_LEGACY_LAYOUT")
        retainsCheckpoints = isOn("DIY_BACKEND_RETAIN_CHECKPOINTS", "RETAIN_CHECKPOINTS")
        keepsBackups = !isOn("DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS", "DISABLE_CHECKPOINT_BACKUPS")
        ignoresLegacyStacks = isOn("DIY_BACKEND_NO_LEGACY_WARNING", "SELF_MANAGED_STATE_NO_LEGACY_WARNING")
        checksIntegrity = !isOn(String(Self.integrityVariable.dropFirst("PULUMI_".count)))
        if isOn("DIY_BACKEND_ZSTD", "SELF_MANAGED_STATE_ZSTD") {
            throw StateError(
                .refused,
                "PULUMI_DIY_BACKEND_ZSTD asks for a compression that this engine does not have",
                remedy: "set PULUMI_DIY_BACKEND_GZIP instead, or neither"
            )
        }
    }
}
