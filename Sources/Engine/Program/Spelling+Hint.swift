internal import PackageSchema

extension String {
    /// Returns the name that equals this text in any case, or `nil` if there is none.
    func spelling(among names: [String]) -> String? {
        if names.contains(self) { return self }
        let folded = lowercased()
        return names.first { $0.lowercased() == folded }
    }
}

extension Spelling {
    /// Returns `did you mean 'NAME'?` for the nearest candidate, or `nil` if none is near.
    static func hint(for name: String, among candidates: some Sequence<String>) -> String? {
        nearest(to: name, among: candidates).map { "did you mean '\($0)'?" }
    }
}
