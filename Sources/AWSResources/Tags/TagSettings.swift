import PulumiProtocol
import ResourceKit

/// The provider's configuration of tags.
struct TagSettings: Sendable {
    /// Tags of every resource that has tags.
    var defaults: [String: String] = [:]
    /// Keys that others manage.
    var ignoredKeys: Set<String> = []
    /// Beginnings of keys that others manage.
    var ignoredPrefixes: [String] = []

    /// Returns whether this provider neither reads nor changes a tag of that key.
    ///
    /// AWS's own tags are never ours.
    func ignores(_ key: String) -> Bool {
        key.hasPrefix("aws:") || ignoredKeys.contains(key) || ignoredPrefixes.contains { key.hasPrefix($0) }
    }

    /// The default tags overlaid with a resource's own, less the ignored ones; `nil` while a tag is unknown.
    func all(own: PropertyMap) -> [String: String]? {
        var tags = defaults
        for (key, value) in own.plain.map({ ($0.key, $0.value) }) where key != defaultsKey {
            switch value {
            case .string(let text): tags[key] = text
            case .unknown: return nil
            default: continue
            }
        }
        return tags.filter { !ignores($0.key) }
    }

    /// The tags that this provider looks at.
    func visible(_ tags: PropertyMap) -> PropertyMap {
        tags.filter { !ignores($0.key) && $0.key != defaultsKey }
    }

    /// Returns the resource's own tags among those that AWS has.
    ///
    /// These are all but the default ones that the resource did not configure itself, in its inputs.
    func own(of all: [String: String], configured: PropertyMap) -> [String: String] {
        all.filter { key, value in
            !ignores(key) && (configured[key] != nil || defaults[key] != value)
        }
    }
}
