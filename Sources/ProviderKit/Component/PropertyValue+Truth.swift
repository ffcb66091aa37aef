public import PulumiProtocol

extension PropertyValue {
    /// True if this counts as given: neither null, false, 0 nor empty text.
    ///
    /// Empty lists and maps count, and so does an output whatever it holds: it is not known when this is asked.
    public var isTruthy: Bool {
        switch self {
        case .null, .bool(false), .number(0), .string(""): false
        default: true
        }
    }
}

extension PropertyValue? {
    /// True if a property is present and counts as given; see ``PulumiProtocol/PropertyValue/isTruthy``.
    public var isTruthy: Bool { self?.isTruthy ?? false }

    /// The value if the property is present and not null.
    public var given: PropertyValue? { self == .null ? nil : self }
}
