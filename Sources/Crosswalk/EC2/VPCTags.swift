import ProviderKit
import PulumiProtocol

/// The tags of the resources of a VPC.
struct VPCTags: Sendable {
    /// The component's name.
    let name: String
    /// The tags among the component's inputs.
    let given: PropertyValue?

    /// Returns the tags of a resource that has the component's name, unless the given tags have another.
    ///
    /// - Parameter layers: Further tags; later ones win.
    /// - Returns: The property `tags`.
    func shared(_ layers: PropertyValue?...) -> PropertyValue {
        Self.merged([["Name": .string(name)], given] + layers)
    }

    /// Returns the tags of a resource that has a name of its own.
    func named(_ name: String) -> PropertyValue { Self.merged([given, ["Name": .string(name)]]) }

    /// Returns several maps as one, in which later ones win; unknown if one of them is.
    private static func merged(_ layers: [PropertyValue?]) -> PropertyValue {
        let layers = layers.compactMap(\.given).map(\.distributed)
        let maps = layers.compactMap(\.map)
        guard maps.count == layers.count else { return Output(gathering: .list(layers)).property }
        return .map(maps.reduce(into: PropertyMap()) { $0 = $0.merging($1) })
    }
}
