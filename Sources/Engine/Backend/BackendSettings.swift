/// The settings of a file backend from Pulumi's environment variables, old and new names.
struct BackendSettings: Sendable {
    /// Compresses checkpoints and history files: `PULUMI_DIY_BACKEND_GZIP`.
    var compresses = false
    /// Gives an empty folder the layout without projects: `PULUMI_DIY_BACKEND_LEGACY_LAYOUT`.
    var prefersLegacyLayout = false
    /// Keeps each checkpoint under a name with a timestamp: `PULUMI_DIY_BACKEND_RETAIN_CHECKPOINTS`.
    var retainsCheckpoints = false
    /// Copies the checkpoint after each deployment, unless `PULUMI_DIY_BACKEND_DISABLE_CHECKPOINT_BACKUPS` is set.
    var keepsBackups = true
    /// Suppresses the warning about stacks without projects: `PULUMI_DIY_BACKEND_NO_LEGACY_WARNING`.
    var ignoresLegacyStacks = false
    /// Refuses states that fail the integrity check.
    var checksIntegrity = true

    /// The variable behind the flag `--disable-integrity-checking`.
    static let integrityVariable = "PULUMI_DISABLE_INTEGRITY_CHECKING"

    /// Reads the settings from an environment.
    ///
    /// - Throws: ``StateError`` if it asks for an unknown compression.
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
                "PULUMI_DIY_BACKEND_ZSTD is not supported",
                remedy: "set PULUMI_DIY_BACKEND_GZIP instead, or neither"
            )
        }
    }
}
