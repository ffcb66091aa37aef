/// The type of a value in AWS's models.
struct Shape: Sendable {
    /// The kind of type, with the members or elements that it is made of.
    enum Kind: Sendable {
        case structure([Member])
        indirect case list(Member)
        indirect case map(key: Member, value: Member)
        case string
        case integer
        case float
        case boolean
        case blob
        case timestamp
        /// Any JSON.
        case document
    }

    /// The name in the model, such as `CreateClusterRequest`.
    var name: String
    var kind: Kind
    /// The members that an input must have.
    var required: [String] = []
    /// `true` if a list or map stands in its parent without an element of its own.
    var isFlattened = false
    /// The member that is the whole body (REST protocols).
    var payload: String?
    /// The element's name where the shape is the root.
    var locationName: String?
    var xmlNamespace: String?
    var timestampFormat: TimestampFormat?
    /// `true` if values are secrets.
    var isSensitive = false

    /// The members, or none if the shape is no structure.
    var members: [Member] {
        if case .structure(let members) = kind { members } else { [] }
    }
}

/// A reference from one shape to another, with the traits of the place where it stands.
struct Member: Sendable {
    /// The part of a request or response that carries the member in the REST protocols.
    enum Location: String, Sendable {
        case uri, querystring, header, headers, statusCode
    }

    /// The member's name; empty for the parts of lists and maps.
    var name: String
    /// The index of the shape in its ``OperationModel``.
    var shape: Int
    var locationName: String?
    var queryName: String?
    var location: Location?
    var isFlattened = false
    var isIdempotencyToken = false
    var isXMLAttribute = false
    var xmlNamespace: String?
    var timestampFormat: TimestampFormat?

    /// The name on the wire, where a protocol does not derive another.
    var wireName: String { locationName ?? name }
}
