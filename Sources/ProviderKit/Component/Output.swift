public import PulumiProtocol

/// A value that may be unknown, may be secret, and knows which resources it came from.
///
/// Whatever is made of it keeps all three; a computation over an unknown value does not run.
public struct Output<Value: Sendable>: Sendable {
    /// The value; `nil` while it is unknown.
    public var value: Value?
    /// Whether it must be kept encrypted.
    public var isSecret: Bool
    /// URNs of the resources that it came from.
    public var dependencies: Set<String>

    /// An output from its parts.
    public init(_ value: Value?, isSecret: Bool = false, dependencies: Set<String> = []) {
        self.value = value
        self.isSecret = isSecret
        self.dependencies = dependencies
    }

    /// What is made of the value; unknown if the value is.
    public func map<Result>(_ transform: (Value) throws -> Result) rethrows -> Output<Result> {
        Output<Result>(try value.map(transform), isSecret: isSecret, dependencies: dependencies)
    }

    /// Both values: unknown or secret if either is, with the dependencies of both.
    public func and<Other>(_ other: Output<Other>) -> Output<(Value, Other)> {
        var both: (Value, Other)?
        if let mine = value, let theirs = other.value { both = (mine, theirs) }
        return Output<(Value, Other)>(
            both,
            isSecret: isSecret || other.isSecret,
            dependencies: dependencies.union(other.dependencies)
        )
    }
}

extension Output where Value == PropertyValue {
    /// A value with what is inside it gathered: unknown or secret if any part is, with the dependencies of every part.
    public init(gathering value: PropertyValue) {
        self.init(.null)
        self.value = gather(value)
    }

    /// The value as a property: without marks where there is nothing to mark.
    public var property: PropertyValue {
        if let value, !isSecret, dependencies.isEmpty { return value }
        return .output(OutputValue(value: value, isSecret: isSecret, dependencies: dependencies.sorted()))
    }

    /// The value without marks, or `nil` if a part is unknown; notes what the marks say.
    private mutating func gather(_ value: PropertyValue) -> PropertyValue? {
        switch value {
        case .unknown:
            return nil
        case .secret(let inner):
            isSecret = true
            return gather(inner)
        case .output(let output):
            isSecret = isSecret || output.isSecret
            dependencies.formUnion(output.dependencies)
            return output.value.flatMap { gather($0) }
        case .resource(let reference):
            dependencies.insert(reference.urn)
            return value
        case .list(let elements):
            let known = elements.map { gather($0) }
            return known.contains(nil) ? nil : .list(known.compactMap(\.self))
        case .map(let map):
            var isKnown = true
            let known = map.mapValues { element in
                guard let inner = gather(element) else {
                    isKnown = false
                    return .null
                }
                return inner
            }
            return isKnown ? .map(known) : nil
        default:
            return value
        }
    }
}
