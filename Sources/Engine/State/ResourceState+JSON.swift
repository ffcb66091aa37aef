package import JSON

extension ResourceState {
    /// The state as checkpoints have it.
    ///
    /// - Throws: ``StateError`` if it holds secrets: who shows a state covers them first.
    package func checkpointJSON() throws -> JSON {
        try ResourceStateWriter(vault: SecretVault(UnsupportedSecrets(type: "", state: nil))).json(self)
    }
}
