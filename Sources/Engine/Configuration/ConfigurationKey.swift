/// The full key of a configuration value: a namespace, which is a project or a package, and a name.
enum ConfigurationKey {
    /// The full key of what a file calls it; `nil` if that is no key.
    ///
    /// - Parameter project: The namespace of a key that has none.
    static func full(_ text: String, project: String) -> String? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        return switch parts.count {
        case 1: "\(project):\(text)"
        case 2: text
        // An old spelling, from when every value had to be in the module `config`.
        case 3 where parts[1] == "config": "\(parts[0]):\(parts[2])"
        default: nil
        }
    }
}
