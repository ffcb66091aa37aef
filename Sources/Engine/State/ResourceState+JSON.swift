package import JSON

extension ResourceState {
    /// Returns the state as JSON in the format of checkpoints.
    ///
    /// - Throws: ``StateError`` if it contains secrets, which must be redacted first.
    package func checkpointJSON() throws -> JSON {
        try ResourceStateWriter(vault: SecretVault(UnsupportedSecrets(type: "", state: nil))).json(self)
    }
}
