public import PulumiProtocol

/// A resource that a component is going to register, made of values and of what its other children answer.
public struct PlannedChild: Sendable {
    /// The identity of a child within its component.
    public struct Key: Hashable, Sendable {
        /// The resource's type token.
        public let type: String
        /// The resource's name.
        public let name: String

        /// A key from its parts.
        public init(_ type: String, _ name: String) {
            self.type = type
            self.name = name
        }
    }

    /// A property of a child.
    public enum Value: Sendable {
        /// A value that is there already.
        case value(PropertyValue)
        /// The id of another child.
        case id(Key)
        /// A list of values; those that are left out become null.
        indirect case list([Value])
        /// An output of another child, passed through a function, which gets null where there is no such output.
        ///
        /// A property whose function returns `nil` is left out.
        case output(Key, String, @Sendable (PropertyValue) throws -> PropertyValue? = { $0 })
    }

    /// The child's type and name.
    public let key: Key
    /// The child that it is registered under, and waits for; `nil` for the component itself.
    public let parent: Key?
    /// Other children that it waits for, whether it uses their outputs or not.
    public let dependsOn: [Key]
    /// The places among the component's inputs that its properties are taken from; `nil` if none is.
    public let origins: [ChildDraft.Origin]?
    private let given: PropertyMap
    private let properties: [(name: String, value: Value)]

    /// A child from its parts.
    ///
    /// - Parameters:
    ///   - key: The child's type and name.
    ///   - parent: The child that it is registered under; `nil` for the component itself.
    ///   - dependsOn: Other children to wait for.
    ///   - origins: The inputs that its properties are taken from; `nil` if none is.
    ///   - given: Properties that are there already.
    ///   - properties: Further properties, over those; `nil` leaves a property as it is.
    public init(
        _ key: Key,
        under parent: Key? = nil,
        dependsOn: [Key] = [],
        origins: [ChildDraft.Origin]? = nil,
        given: PropertyMap = [:],
        _ properties: KeyValuePairs<String, Value?>
    ) {
        self.key = key
        self.parent = parent
        self.dependsOn = dependsOn
        self.origins = origins
        self.given = given
        self.properties = properties.compactMap { property in property.value.map { (property.key, $0) } }
    }

    /// The children that must be there before this one.
    var prerequisites: Set<Key> {
        Set(properties.flatMap(\.value.keys) + dependsOn).union(parent.map { [$0] } ?? [])
    }

    /// Returns the properties; what comes from children that are not among the given ones is unknown.
    ///
    /// - Throws: The error of a property's function.
    func properties(with children: [Key: Child]) throws -> PropertyMap {
        var result = given
        for property in properties {
            result[property.name] = try property.value.resolved(with: children)
        }
        return result
    }
}

extension PlannedChild.Value {
    /// The children that the value is taken from.
    fileprivate var keys: [PlannedChild.Key] {
        switch self {
        case .value: []
        case .id(let key), .output(let key, _, _): [key]
        case .list(let elements): elements.flatMap(\.keys)
        }
    }

    fileprivate func resolved(with children: [PlannedChild.Key: Child]) throws -> PropertyValue? {
        switch self {
        case .value(let value): return value
        case .id(let key): return children[key]?.id ?? .unknown
        case .list(let elements): return .list(try elements.map { try $0.resolved(with: children) ?? .null })
        case .output(let key, let name, let transform):
            guard let child = children[key] else { return .unknown }
            let result = try Output(gathering: child[name] ?? .null).map(transform)
            if let value = result.value, value == nil { return nil }
            return Output(result.value ?? nil).adding(marksOf: result).property
        }
    }
}
