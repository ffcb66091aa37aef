public import PulumiProtocol

/// An object among a component's inputs, with the place where it stands.
public struct InputObject: Sendable {
    /// The URN of the component that it belongs to.
    public let owner: String
    /// The object's path, such as `listeners[0]`; empty for the component's inputs.
    public let path: String
    /// The object's properties, decoded.
    public let properties: PropertyMap

    /// An object from its parts.
    public init(owner: String, path: String = "", properties: PropertyMap) {
        self.owner = owner
        self.path = path
        self.properties = properties
    }

    /// A property; `nil` if it is absent.
    public subscript(name: String) -> PropertyValue? { properties[name] }

    /// The path of a property.
    public func path(of name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

    /// A failure that blames a property.
    public func failure(at name: String, _ reason: String) -> InputFailure {
        InputFailure(owner, at: path(of: name), reason)
    }

    /// Those of the properties that have one of the names.
    public func properties(named names: some Sequence<String>) -> PropertyMap {
        PropertyMap(names.compactMap { name in properties[name].map { (name, $0) } })
    }

    /// A property that is an object; `nil` if it is absent or null.
    ///
    /// - Throws: ``InputFailure`` if it is something else, or not known yet.
    public func object(_ name: String) throws -> InputObject? {
        guard let value = self[name].given else { return nil }
        return try object(value, at: path(of: name))
    }

    /// A property that is a list of objects; `nil` if it is absent or null.
    ///
    /// - Throws: ``InputFailure`` if it is something else, or not known yet.
    public func objects(_ name: String) throws -> [InputObject]? {
        guard let value = self[name].given else { return nil }
        guard let elements = value.spread.list else { throw mismatch(value, at: path(of: name), "a list") }
        return try elements.enumerated().map { try object($1, at: "\(path(of: name))[\($0)]") }
    }

    /// A property that is a map of objects, in the order of its keys; `nil` if it is absent or null.
    ///
    /// - Throws: ``InputFailure`` if it is something else, or not known yet.
    public func entries(_ name: String) throws -> [(key: String, object: InputObject)]? {
        guard let value = self[name].given else { return nil }
        guard let map = value.spread.map else { throw mismatch(value, at: path(of: name), "a map") }
        return try map.inECMAScriptOrder.map {
            ($0.key, try object($0.value, at: "\(path(of: name))[\"\($0.key)\"]"))
        }
    }

    private func object(_ value: PropertyValue, at path: String) throws -> InputObject {
        guard let map = value.spread.map else { throw mismatch(value, at: path, "an object") }
        return InputObject(owner: owner, path: path, properties: map)
    }

    private func mismatch(_ value: PropertyValue, at path: String, _ expected: String) -> InputFailure {
        if case .output(let output) = value, output.value == nil {
            return InputFailure(
                owner,
                at: path,
                "decides which resources there are, so it must be known at once, and not be made from another "
                    + "resource's outputs; use outputs inside it instead"
            )
        }
        return InputFailure(owner, at: path, "must be \(expected), not \(value.kind)")
    }
}

extension PropertyValue {
    /// A list or map that is one output, as a list or map of outputs; anything else as it is.
    public var spread: PropertyValue { distributed }
}
