import Engine
import PackageSchema

/// The resources of a stack that a command line names.
struct ResourceSelection {
    private let all: [ResourceState]

    /// Selects from the resources of a stack.
    init(_ all: [ResourceState]) { self.all = all }

    /// Returns the resources of these names with all below them, or all resources if there are no names.
    ///
    /// - Parameter names: Each a name, `TYPE::NAME` or URN.
    /// - Returns: The resources in the order of the stack.
    /// - Throws: ``StateError`` if a name means none.
    func resources(named names: [String]) throws(StateError) -> [ResourceState] {
        guard !names.isEmpty else { return all }
        var wanted: Set<String> = []
        for name in names {
            let found = find(name)
            guard !found.isEmpty else {
                throw StateError(
                    .refused,
                    "the stack has no resource '\(name)'\(hint(for: name))",
                    remedy: "run `awsx stack --show-urns` to list the resources"
                )
            }
            wanted.formUnion(found.map(\.urn))
        }
        return all.filter { wanted.contains($0.urn) }
    }

    /// Returns the resources of a name, `TYPE::NAME` or URN with all below them; none if there is no such resource.
    func find(_ text: String) -> [ResourceState] {
        let parts = text.split(separator: "::", maxSplits: 1).map(String.init)
        let typed = parts.count == 2 ? TypeToken.candidates(for: parts[0]).map { "\($0)::\(parts[1])" } : []
        var wanted: Set<String> = []
        for state in all {
            let isNamed = state.urn == text || state.name == text || typed.contains("\(state.type)::\(state.name)")
            // Parents come before their children.
            if isNamed || wanted.contains(state.parent) { wanted.insert(state.urn) }
        }
        return all.filter { wanted.contains($0.urn) }
    }

    /// Returns the suggestion of the nearest name; empty if none is near.
    func hint(for text: String) -> String { Spelling.suggestion(for: text, among: all.map(\.name)) }
}
