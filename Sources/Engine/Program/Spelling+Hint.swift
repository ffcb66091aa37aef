internal import ProviderKit

extension Spelling {
    /// `did you mean 'NAME'?`, as the hint of a diagnostic; `nil` if no candidate is near.
    static func hint(for name: String, among candidates: some Sequence<String>) -> String? {
        nearest(to: name, among: candidates).map { "did you mean '\($0)'?" }
    }
}
