internal import JSON
internal import PulumiProtocol

/// Reads resources of checkpoint versions 3 and 4.
struct ResourceStateReader {
    /// Decrypts secrets; `nil` skips inputs, outputs and triggers, which sorting does not need.
    let vault: SecretVault?

    /// Reads one resource.
    ///
    /// - Throws: ``StateError`` that names the resource and the malformed member, or an error of decrypting a secret.
    func state(_ json: JSON) throws -> ResourceState {
        guard case .object(let members) = json else { throw damage("a resource is not an object") }
        guard let urn = members["urn"]?.string, !urn.isEmpty else { throw damage("a resource has no urn") }
        guard let type = members["type"]?.string, !type.isEmpty else { throw damage("resource '\(urn)' has no type") }
        var state = ResourceState(urn: urn, type: type, isCustom: members["custom"]?.bool ?? false)
        for member in members {
            guard let known = ResourceStateMember.named[member.key] else {
                state.unknownMembers[member.key] = member.value
                continue
            }
            // Go reads null as the zero value.
            guard !member.value.isNull else { continue }
            guard try known.read(&state, member.value, vault) else {
                throw damage("'\(member.key)' of resource '\(urn)' is malformed")
            }
        }
        if !state.isCustom, !state.id.isEmpty {
            throw damage("resource '\(urn)' is a component and has an id")
        }
        return state
    }

    private func damage(_ message: String) -> StateError {
        StateError(.damaged, message)
    }
}
