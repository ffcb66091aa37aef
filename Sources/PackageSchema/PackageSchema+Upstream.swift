import JSON

/// The types of upstream's package that this one does not have.
///
/// The document lists them under `language` and there under the package's name: the one member of a package that the
/// format leaves to others.
extension PackageSchema {
    /// Returns the sentence that upstream's package has a resource and this one does not, with those that there are.
    ///
    /// - Parameter token: A full or short token, in any case.
    /// - Returns: `nil` if upstream's package does not have it either.
    public func notHereYet(resource token: String) -> String? {
        notHereYet(token, among: "resources", present: resourceTokens)
    }

    /// Returns the sentence that upstream's package has a function and this one does not, with those that there are.
    ///
    /// - Parameter token: A full or short token, in any case.
    /// - Returns: `nil` if upstream's package does not have it either.
    public func notHereYet(function token: String) -> String? {
        notHereYet(token, among: "functions", present: functionTokens)
    }

    private func notHereYet(_ token: String, among section: String, present: [String]) -> String? {
        let candidates = Set(TypeToken.candidates(for: token).map { $0.lowercased() })
        let upstream = member("language")?[name]?["upstream"]?[section]?.array ?? []
        guard let missing = upstream.lazy.compactMap(\.string).first(where: { candidates.contains($0.lowercased()) })
        else { return nil }
        guard !present.isEmpty else { return "\(missing) is not here yet" }
        // Where the module has others, they are the likely substitutes.
        let module = TypeToken.module(of: missing)
        let near = present.filter { TypeToken.module(of: $0) == module }
        let listed = (near.isEmpty ? present : near).map(TypeToken.shortened).sorted()
        return "\(missing) is not here yet; these are: \(listed.joined(separator: ", "))"
    }
}
