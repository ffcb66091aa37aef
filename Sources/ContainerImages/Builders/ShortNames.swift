/// The place that images without a registry come from, for builders that do not take Docker Hub for it by themselves.
///
/// A Dockerfile says `FROM nginx`, and means what docker means by it.
struct ShortNames {
    private static let setting = "unqualified-search-registries"

    /// The environment of the builder, which says where the user's own settings are.
    let environment: [String: String]

    /// The user's settings with Docker Hub added; `nil` if they name such places already, or none on purpose.
    var completed: String? {
        guard environment["CONTAINERS_REGISTRIES_CONF"] == nil else { return nil }
        let folders = ["\(environment["HOME"] ?? "")/.config/containers", "/etc/containers"]
        let additions = folders.flatMap { folder in
            let parts = "\(folder)/registries.conf.d"
            return (FileText.names(in: parts) ?? []).compactMap { FileText.read("\(parts)/\($0)") }
        }
        let own = folders.lazy.compactMap { FileText.read("\($0)/registries.conf") }.first
        return Self.completed(own ?? "", additions)
    }

    /// Returns settings with Docker Hub added; `nil` if they, or the additions to them, name such places.
    static func completed(_ settings: String, _ additions: [String]) -> String? {
        let lines = ([settings] + additions).flatMap { $0.split(whereSeparator: \.isNewline) }
        guard !lines.contains(where: { $0.trimmingSpaces.hasPrefix(setting) }) else { return nil }
        // Before everything else, since what follows the name of a table belongs to the table.
        return "\(setting) = [\"docker.io\"]\n\(settings)"
    }
}
