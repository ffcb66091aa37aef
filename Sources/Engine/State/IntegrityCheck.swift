internal import Crypto
internal import JSON

/// Finds states that no engine can work with: missing or later references, missing providers, duplicate URNs.
///
/// It runs once for each read of a checkpoint, in time linear in the references.
struct IntegrityCheck {
    /// The maximum number of faults in a message; the rest are counted.
    private static let limit = 10

    private var seen = Set<String>()
    private var providers = Set<String>()
    private var live = Set<String>()
    private var faults: [String] = []
    private let all: Set<String>

    /// Returns the faults of the states, in their order.
    static func faults(in states: [ResourceState]) -> [String] {
        var check = IntegrityCheck(all: Set(states.map(\.urn)))
        for state in states { check.add(state) }
        return check.faults
    }

    /// Returns the fault of a manifest, whose magic must be the SHA-256 of its version.
    static func fault(in manifest: JSON?) -> String? {
        let version = manifest?["version"]?.string ?? ""
        let magic = manifest?["magic"]?.string ?? ""
        let expected = version.isEmpty ? "" : hexadecimal(SHA256.hash(Array(version.utf8)))
        return magic == expected ? nil : "the manifest's magic does not match its version: the file was edited"
    }

    /// Returns the error for faults, or `nil` if there are none.
    static func error(_ faults: [String], in stack: StackReference) -> StateError? {
        guard let first = faults.first else { return nil }
        let others = faults.dropFirst().prefix(limit - 1).map { "\n  \($0)" }.joined()
        let more = faults.count > limit ? "\n  and \(faults.count - limit) more" : ""
        return StateError(
            .damaged,
            "the state of stack '\(stack.name)' is inconsistent: \(first)\(others)\(more)",
            remedy: "run 'awsx state repair --stack \(stack.name)', import a backup with 'awsx stack import', or pass "
                + "--disable-integrity-checking to use it as it is"
        )
    }

    private init(all: Set<String>) { self.all = all }

    private mutating func add(_ state: ResourceState) {
        let urn = state.urn
        if state.isProvider { providers.insert(state.providerReference) }
        if !state.provider.isEmpty, !providers.contains(state.provider), !state.isPendingReplacement {
            let isReference = ProviderReference(state.provider) != nil
            faults.append(
                isReference
                    ? "resource \(urn) refers to unknown provider \(state.provider)"
                    : "resource \(urn) has an invalid provider reference: \(state.provider)"
            )
        }
        require(state.parent, "child resource \(urn)'s parent")
        for dependency in state.dependencies { require(dependency, "resource \(urn)'s dependency") }
        for (key, dependencies) in state.propertyDependencies {
            for dependency in dependencies { require(dependency, "resource \(urn)'s dependency (by property \(key))") }
        }
        require(state.deletedWith, "resource \(urn) is to be deleted with")
        for other in state.replaceWith { require(other, "resource \(urn) is to be replaced with") }
        if !state.isPendingDeletion, !live.insert(urn).inserted {
            faults.append("duplicate resource \(urn) (not marked for deletion)")
        }
        seen.insert(urn)
    }

    private mutating func require(_ urn: String, _ what: String) {
        guard !urn.isEmpty, !seen.contains(urn) else { return }
        faults.append("\(what) \(urn) \(all.contains(urn) ? "comes after it" : "does not exist")")
    }
}

extension Checkpoint {
    /// Returns the faults that prevent the import of the checkpoint.
    ///
    /// - Throws: ``StateError`` if a resource is malformed.
    func faults(of stack: StackReference) throws -> [String] {
        let states = try resources.map(ResourceStateReader(vault: nil).state)
        let prefix = "urn:pulumi:\(stack.name)::"
        let foreign = states.filter { !$0.urn.hasPrefix(prefix) }.map {
            "resource '\($0.urn)' is from a different stack, not from \(stack.name)"
        }
        return foreign + [IntegrityCheck.fault(in: deployment?["manifest"])].compactMap { $0 }
            + IntegrityCheck.faults(in: states)
    }
}
