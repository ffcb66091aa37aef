import JSON
internal import PulumiProtocol

/// The type of a property, as a package schema writes it.
public indirect enum PropertyType: Hashable, Sendable {
    /// True or false.
    case boolean
    /// A whole number.
    case integer
    /// Any number.
    case number
    /// Text.
    case string
    /// Any value.
    case any
    /// A value that is sent as JSON text.
    case json
    /// A file, a text or a remote object.
    case asset
    /// A collection of assets.
    case archive
    /// Values in order.
    case array(PropertyType)
    /// Values by name.
    case map(PropertyType)
    /// An object or enumeration type of this or another package, by its token.
    case type(String)
    /// A resource of this or another package, by its token.
    case resource(String)
    /// A value of one of the types.
    case union([PropertyType])

    /// The type that a property, or the items of a list, are declared with.
    init(_ declaration: JSON?) {
        guard let declaration else {
            self = .any
            return
        }
        if let reference = declaration["$ref"]?.string {
            self = Self(reference: reference)
        } else if let alternatives = declaration["oneOf"]?.array {
            self = .union(alternatives.map { Self($0) })
        } else {
            self = Self(named: declaration["type"]?.string ?? "", declaration)
        }
    }

    private init(named name: String, _ declaration: JSON) {
        switch name {
        case "boolean": self = .boolean
        case "integer": self = .integer
        case "number": self = .number
        case "string": self = .string
        case "array": self = .array(Self(declaration["items"]))
        case "object": self = .map(declaration["additionalProperties"].map { Self($0) } ?? .string)
        default: self = .any
        }
    }

    /// The type behind `#/types/TOKEN`, `/aws/v7.42.0/schema.json#/resources/TOKEN` or `pulumi.json#/Any`.
    private init(reference: String) {
        let fragment = reference.split(separator: "#", maxSplits: 1).last.map(String.init) ?? reference
        let builtIn: [String: PropertyType] = [
            "/Any": .any, "/Json": .json, "/Asset": .asset, "/Archive": .archive,
        ]
        if reference.hasPrefix("pulumi.json#"), let type = builtIn[fragment] {
            self = type
        } else if fragment.hasPrefix("/resources/") {
            self = .resource(Self.unescaped(fragment.dropFirst("/resources/".count)))
        } else if fragment.hasPrefix("/types/") {
            self = .type(Self.unescaped(fragment.dropFirst("/types/".count)))
        } else if fragment.hasPrefix("/provider") {
            self = .resource(URN.providerType(of: reference.split(separator: "/").first.map(String.init) ?? ""))
        } else {
            self = .any
        }
    }

    /// A token in a reference has its slashes written as `%2F`.
    private static func unescaped(_ token: Substring) -> String {
        var result = ""
        var rest = token
        while let start = rest.firstIndex(of: "%") {
            result += rest[..<start]
            let digits = rest[start...].dropFirst().prefix(2)
            if digits.count == 2, let byte = UInt8(digits, radix: 16), byte < 0x80 {
                result.unicodeScalars.append(Unicode.Scalar(byte))
                rest = rest[start...].dropFirst(3)
            } else {
                result += "%"
                rest = rest[start...].dropFirst()
            }
        }
        return result + rest
    }
}

extension PropertyType: CustomStringConvertible {
    /// The type as messages name it.
    public var description: String {
        switch self {
        case .boolean: "a boolean"
        case .integer: "a whole number"
        case .number: "a number"
        case .string: "a string"
        case .any: "anything"
        case .json: "JSON"
        case .asset: "an asset"
        case .archive: "an archive"
        case .array: "a list"
        case .map, .type: "an object"
        case .resource: "a resource"
        case .union(let types): types.map(\.description).joined(separator: " or ")
        }
    }
}
