internal import Crypto
internal import JSON

/// Looks for what no engine writes and none can work with: references to what is not there or comes later, providers
/// that are not there, two resources of one URN.
///
/// It is made once for each reading of a checkpoint, in time linear in its references.
struct IntegrityCheck {
    /// How many faults are told; more are counted.
    private static let limit = 10

    private var seen = Set<String>()
    private var providers = Set<String>()
    private var live = Set<String>()
    private var faults: [String] = []
    private let all: Set<String>

    /// What is wrong with states as a whole, in their order.
    static func faults(in states: [ResourceState]) -> [String] {
        var check = IntegrityCheck(all: Set(states.map(\.urn)))
        for state in states { check.add(state) }
        return check.faults
    }

    /// What is wrong with a manifest: its magic is the SHA-256 of its version.
    static func fault(in manifest: JSON?) -> String? {
        let version = manifest?["version"]?.string ?? ""
        let magic = manifest?["magic"]?.string ?? ""
        let expected = version.isEmpty ? "" : hexadecimal(SHA256.hash(Array(version.utf8)))
        return magic == expected ? nil : "the manifest's magic does not fit its version: somebody changed the file"
    }

    /// The error for faults; `nil` if there are none.
    static func error(_ faults: [String], in stack: StackReference) -> StateError? {
        guard let first = faults.first else { return nil }
        let others = faults.dropFirst().prefix(limit - 1).map { "\n  \($0)" }.joined()
        let more = faults.count > limit ? "\n  and \(faults.count - limit) more" : ""
        return StateError(
            .damaged,
            "the state of stack '\(stack.name)' contradicts itself, and is not used: \(first)\(others)\(more)",
            remedy: "run 'awsx state repair --stack \(stack.name)', import a backup with 'awsx stack import', or give "
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
                    : "resource \(urn) names its provider by what is no reference: \(state.provider)"
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
        faults.append("\(what) \(urn) \(all.contains(urn) ? "comes after it" : "is not there")")
    }
}

extension Checkpoint {
    /// What keeps the checkpoint from being imported as a stack's state.
    ///
    /// - Throws: ``StateError`` for a resource that is not what it must be at all.
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
