import ProviderKit
import PulumiProtocol

/// A container of a task, all of whose values are known.
struct Container: Sendable {
    /// The container's name: its key in the map of containers.
    let name: String
    /// What the user wrote, with `targetGroup` replaced by the group's `arn` and `port`.
    let properties: PropertyMap

    /// The mappings of ports; `nil` if there are none to speak of.
    var portMappings: [PropertyMap]? {
        properties["portMappings"]?.list.map { $0.map { $0.map ?? [:] } }
    }

    /// A number of the definition; text that spells one counts.
    func number(_ key: String) -> Double? {
        let value = properties[key]
        return value?.number ?? value?.string.flatMap(Double.init)
    }
}
