package import PulumiProtocol

extension PropertyValue {
    /// The value's kind as messages name it, in the words for types; a secret is of the kind that it hides.
    package var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .number: "a number"
        case .string: "a string"
        case .list: "a list"
        case .map: "an object"
        case .asset: "an asset"
        case .archive: "an archive"
        case .resource: "a resource"
        case .secret(let inner): inner.kind
        case .output(let output): output.value?.kind ?? "an unknown value"
        case .unknown: "an unknown value"
        }
    }
}
