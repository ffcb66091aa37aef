// The algebra of marks: what is unknown, what is secret, and which resources a value came from.

extension PropertyValue {
    /// The mark at the top of this value, as an output; `nil` if it is none of output, secret and unknown.
    public var mark: Output<PropertyValue>? {
        switch self {
        case .output(let output): output
        case .secret(let inner): Output(inner, isSecret: true)
        case .unknown: Output(Optional.none)
        default: nil
        }
    }

    /// True if an output, a secret or an unknown stands at any level of this value.
    ///
    /// A reference to a resource is no mark: it is known, and in the clear.
    public var holdsMarks: Bool {
        switch self {
        case .output, .secret, .unknown: true
        case .list(let elements): elements.contains(where: \.holdsMarks)
        case .map(let map): map.contains { $0.value.holdsMarks }
        default: false
        }
    }

    /// Returns the result of a function of values, which is called with plain ones.
    ///
    /// If a value holds marks, the result is an output with all of them. The function is not called while a value
    /// is unknown.
    ///
    /// - Throws: The error of the function.
    public static func mapKnown(
        _ values: [PropertyValue],
        isolation: isolated (any Actor)? = #isolation,
        _ function: ([PropertyValue]) async throws -> PropertyValue
    ) async throws -> PropertyValue {
        guard values.contains(where: \.holdsMarks) else { return try await function(values) }
        var gathering = MarkGathering()
        let known = values.map { gathering.plain($0) }
        guard !gathering.isUnknown else { return .output(gathering.output(.null)) }
        let result = gathering.plain(try await function(known))
        return .output(gathering.output(result))
    }

    /// A list or map that is one output, as a list or map of outputs with its marks; any other value as it is.
    public var distributed: PropertyValue {
        guard let mark, let value = mark.value else { return self }
        let part = { @Sendable (value: PropertyValue) in
            PropertyValue.output(Output(value, isSecret: mark.isSecret, dependencies: mark.dependencies))
        }
        return switch value.distributed {
        case .list(let elements): .list(elements.map(part))
        case .map(let map): .map(map.mapValues(part))
        default: self
        }
    }
}

/// Collects the marks of values while it takes them out.
struct MarkGathering {
    /// True if a value met so far is unknown.
    private(set) var isUnknown = false
    private var isSecret = false
    private var dependencies: Set<String> = []

    /// Returns the value without marks; null stands in the place of what is unknown.
    mutating func plain(_ value: PropertyValue) -> PropertyValue {
        rewrite(value).value(of: value) ?? .null
    }

    /// Returns an output with the marks met so far around a value.
    func output(_ value: PropertyValue) -> Output<PropertyValue> {
        Output(isUnknown ? Optional.none : value, isSecret: isSecret, dependencies: dependencies.sorted())
    }

    private mutating func rewrite(_ value: PropertyValue) -> PropertyRewrite {
        if let mark = value.mark {
            isSecret = isSecret || mark.isSecret
            dependencies.formUnion(mark.dependencies)
            if let inner = mark.value { return .replaced(plain(inner)) }
            isUnknown = true
            return .replaced(.null)
        }
        if case .resource(let reference) = value { dependencies.insert(reference.urn) }
        return value.rewritingElements { rewrite($0) }
    }
}
