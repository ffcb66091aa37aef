/// The kinds of value that a receiver takes, named as in Pulumi's marshalling options.
public struct MarshalOptions: Hashable, Sendable {
    /// True if output values are sent as such; otherwise as the value, the secret or the unknown that they are.
    public var keepsOutputs: Bool
    /// True if secrets are sent marked; otherwise in the clear.
    public var keepsSecrets: Bool
    /// True if references to resources are sent as such; otherwise as the resource's id, or its URN if it has none.
    public var keepsResources: Bool
    /// True if a secret that is not known yet stays a secret, as between engine and provider; programs send an unknown.
    public var keepsUnknownSecrets: Bool
    /// True if null properties of nested objects are left out, and nulls never secret, as in a program's requests.
    public var skipsNulls: Bool

    /// Creates options; without arguments, those of a component that registers its children.
    public init(
        keepsOutputs: Bool = false,
        keepsSecrets: Bool = true,
        keepsResources: Bool = true,
        keepsUnknownSecrets: Bool = false,
        skipsNulls: Bool = false
    ) {
        self.keepsOutputs = keepsOutputs
        self.keepsSecrets = keepsSecrets
        self.keepsResources = keepsResources
        self.keepsUnknownSecrets = keepsUnknownSecrets
        self.skipsNulls = skipsNulls
    }

    /// The form of properties in an engine and in its requests to providers: no output values.
    public static let engine = MarshalOptions(keepsUnknownSecrets: true)
    /// Makes the options for the requests of a program.
    ///
    /// - Parameter keepsOutputs: Whether the request is for a component, which takes output values.
    /// - Returns: The options.
    public static func program(keepsOutputs: Bool = false) -> MarshalOptions {
        MarshalOptions(keepsOutputs: keepsOutputs, skipsNulls: true)
    }

    /// The form without output values and without marks of secrets.
    public static let plain = MarshalOptions(keepsSecrets: false)
}

extension PropertyValue {
    /// Returns the value in the form that a receiver takes.
    public func marshalled(_ options: MarshalOptions) -> PropertyValue {
        var marshaller = Marshaller(options)
        return marshaller.marshalled(self)
    }

    /// The value without marks of secrets and outputs at any level; an unknown output is ``PropertyValue/unknown``.
    public var plain: PropertyValue { marshalled(.plain) }
}

extension PropertyMap {
    /// Returns the properties in the form that a receiver takes; null ones stay.
    public func marshalled(_ options: MarshalOptions) -> PropertyMap {
        var marshaller = Marshaller(options)
        return marshaller.marshalled(self)
    }

    /// The properties without marks of secrets and outputs at any level.
    public var plain: PropertyMap { marshalled(.plain) }
}

/// Properties as a request carries them, with the resources that each of them depends on.
public struct MarshalledProperties: Sendable {
    /// The values in the form that the receiver takes.
    public private(set) var object: PropertyMap
    /// The URNs that each property in ``object`` depends on, sorted.
    public private(set) var dependencies: [String: [String]] = [:]

    /// Marshals properties one by one.
    public init(_ properties: PropertyMap, _ options: MarshalOptions) {
        object = properties
        dependencies.reserveCapacity(properties.count)
        for property in properties {
            var marshaller = Marshaller(options)
            if let changed = marshaller.replacement(of: property.value) { object[property.key] = changed }
            dependencies[property.key] = marshaller.dependencies.sorted()
        }
    }

    /// The URNs that any of the properties depends on, sorted.
    public var allDependencies: [String] { Set(dependencies.values.joined()).sorted() }
}

/// Brings values into the form that a receiver takes, and collects the resources that they depend on.
private struct Marshaller {
    private let options: MarshalOptions
    private(set) var dependencies: Set<String> = []

    init(_ options: MarshalOptions) {
        self.options = options
    }

    mutating func marshalled(_ value: PropertyValue) -> PropertyValue { replacement(of: value) ?? value }

    mutating func marshalled(_ map: PropertyMap) -> PropertyMap {
        map.rewritingValues { value in
            replacement(of: value).map(PropertyRewrite.replaced) ?? .kept
        } ?? map
    }

    /// Returns the value to send in the place of another; `nil` if that can be sent as it is.
    mutating func replacement(of value: PropertyValue) -> PropertyValue? {
        switch rewrite(value) {
        case .kept: Optional.none
        case .replaced(let sent): sent
        case .removed: .null
        }
    }

    private mutating func rewrite(_ value: PropertyValue) -> PropertyRewrite {
        switch value {
        case .null:
            return options.skipsNulls ? .removed : .kept
        case .unknown where !options.keepsOutputs:
            return .kept
        case .output, .secret, .unknown:
            let sent = value.mark.map { marshalled($0) } ?? value
            return options.skipsNulls && sent.isNull ? .removed : .replaced(sent)
        case .resource(let reference):
            dependencies.insert(reference.urn)
            return options.keepsResources ? .kept : .replaced(reference.id ?? .string(reference.urn))
        default:
            return value.rewritingElements { rewrite($0) }
        }
    }

    private mutating func marshalled(_ mark: Output<PropertyValue>) -> PropertyValue {
        dependencies.formUnion(mark.dependencies)
        let inner = mark.value.map { marshalled($0) }
        if options.keepsOutputs, inner == nil || mark.isSecret || !mark.dependencies.isEmpty {
            return .output(Output(inner, isSecret: mark.isSecret, dependencies: mark.dependencies))
        }
        return mark.isSecret ? secret(inner ?? .unknown) : inner ?? .unknown
    }

    /// Returns the value marked secret, where the receiver takes that.
    private func secret(_ value: PropertyValue) -> PropertyValue {
        switch value {
        case .secret: value
        case .unknown where !options.keepsUnknownSecrets: value
        case .null where options.skipsNulls: value
        default: options.keepsSecrets ? .secret(value) : value
        }
    }
}
