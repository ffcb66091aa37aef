/// A value in Pulumi's property model: what inputs, outputs and state are made of.
///
/// On the wire it is a `google.protobuf.Value`; kinds that JSON lacks are objects with a signature key.
public enum PropertyValue: Hashable, Sendable {
    /// No value, given on purpose.
    case null
    /// True or false.
    case bool(Bool)
    /// Any number; Pulumi has float64 only.
    case number(Double)
    /// Text.
    case string(String)
    /// Values in order.
    case list([PropertyValue])
    /// Values by name.
    case map(PropertyMap)
    /// A file, a text or a remote object.
    indirect case asset(Asset)
    /// A collection of assets, or a packed file.
    indirect case archive(Archive)
    /// A value that must be shown and stored encrypted only.
    indirect case secret(PropertyValue)
    /// Another resource.
    indirect case resource(ResourceReference)
    /// A value that may be unknown or secret, with the resources that it came from.
    indirect case output(Output<PropertyValue>)
    /// A value that will be known only when something has been deployed (Pulumi: "computed").
    case unknown
}

/// A reference to a resource of the stack.
public struct ResourceReference: Hashable, Sendable {
    /// The resource's URN.
    public var urn: String
    /// The resource's id: text, ``PropertyValue/unknown`` in a preview, or `nil` for a component.
    public var id: PropertyValue?
    /// The version of the package that the resource is of; empty if not given.
    public var packageVersion: String

    /// A reference from its parts.
    public init(urn: String, id: PropertyValue? = nil, packageVersion: String = "") {
        self.urn = urn
        self.id = id
        self.packageVersion = packageVersion
    }
}

/// A piece of content: text, a local file, or something at a URI.
public struct Asset: Hashable, Sendable {
    /// The place of the content.
    public enum Source: Hashable, Sendable {
        /// The content itself.
        case text(String)
        /// A file's path, as written in the program.
        case path(String)
        /// An address to fetch.
        case uri(String)
    }

    /// The place of the content.
    public var source: Source
    /// SHA-256 of the content in lower-case hexadecimal; empty if not computed.
    public var hash: String

    /// An asset from its parts.
    public init(_ source: Source, hash: String = "") {
        self.source = source
        self.hash = hash
    }
}

/// A collection of assets: named members, a packed file, or something at a URI.
public struct Archive: Hashable, Sendable {
    /// The place of the content.
    public enum Source: Hashable, Sendable {
        /// Assets and archives by their path inside this one; every value is ``PropertyValue/asset(_:)`` or
        /// ``PropertyValue/archive(_:)``.
        case members(PropertyMap)
        /// The path of a folder or of a packed file, as written in the program.
        case path(String)
        /// An address to fetch.
        case uri(String)
    }

    /// The place of the content.
    public var source: Source
    /// SHA-256 of the content in lower-case hexadecimal; empty if not computed.
    public var hash: String

    /// An archive from its parts.
    public init(_ source: Source, hash: String = "") {
        self.source = source
        self.hash = hash
    }
}
