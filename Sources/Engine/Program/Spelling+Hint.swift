internal import PackageSchema

extension String {
    /// The name that this is in whatever case; `nil` if it is none of them.
    func spelling(among names: [String]) -> String? {
        if names.contains(self) { return self }
        let folded = lowercased()
        return names.first { $0.lowercased() == folded }
    }
}

extension Spelling {
    /// `did you mean 'NAME'?`, as the hint of a diagnostic; `nil` if no candidate is near.
    static func hint(for name: String, among candidates: some Sequence<String>) -> String? {
        nearest(to: name, among: candidates).map { "did you mean '\($0)'?" }
    }
}
