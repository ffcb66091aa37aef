import PackageSchema
public import PulumiProtocol

/// An object among a component's inputs, with the path by which messages name it.
public struct InputObject: Sendable {
    /// The URN of the component that it belongs to.
    public let owner: String
    /// The object's path, such as `listeners[0]`; empty for the component's inputs.
    public let path: String
    /// The object's properties, decoded.
    public let properties: PropertyMap

    /// An object from its parts.
    public init(owner: String = "", path: String = "", properties: PropertyMap) {
        self.owner = owner
        self.path = path
        self.properties = properties
    }

    /// Returns the properties that have one of the names.
    public func properties(named names: some Sequence<String>) -> PropertyMap {
        PropertyMap(names.compactMap { name in properties[name].map { (name, $0) } })
    }
}
