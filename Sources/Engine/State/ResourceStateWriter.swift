internal import JSON

/// Writes resources of checkpoint versions 3 and 4: members in Pulumi's order, without empty ones.
struct ResourceStateWriter {
    /// Encrypts secrets, and keeps the ciphertext of unchanged ones.
    let vault: SecretVault

    /// Returns the JSON of one resource.
    ///
    /// - Throws: An error if a secret cannot be encrypted.
    func json(_ state: ResourceState) throws -> JSON {
        var object = JSON.Object()
        object.reserveCapacity(20)
        for member in ResourceStateMember.all {
            if let value = try member.write(state, vault) { object[member.name] = value }
        }
        for member in state.unknownMembers { object[member.key] = member.value }
        return .object(object)
    }
}
