/// The built-in functions of Pulumi YAML, by their names in programs.
enum BuiltinFunction: String, CaseIterable, Sendable {
    case join = "fn::join"
    case split = "fn::split"
    case select = "fn::select"
    case toJSON = "fn::toJSON"
    case toBase64 = "fn::toBase64"
    case fromBase64 = "fn::fromBase64"
    case secret = "fn::secret"
    case unsecret = "fn::unsecret"
    case readFile = "fn::readFile"
    case fileBase64 = "fn::filebase64"
    case fileBase64SHA256 = "fn::filebase64sha256"
    case sha1 = "fn::sha1"
    case length = "fn::length"
    case singleOrNone = "fn::singleOrNone"
    case resourceName = "fn::pulumiResourceName"
    case resourceType = "fn::pulumiResourceType"
    case stackReference = "fn::stackReference"
    case invoke = "fn::invoke"
    case stringAsset = "fn::stringAsset"
    case fileAsset = "fn::fileAsset"
    case remoteAsset = "fn::remoteAsset"
    case fileArchive = "fn::fileArchive"
    case remoteArchive = "fn::remoteArchive"
    case assetArchive = "fn::assetArchive"

    /// Returns whether a key starts with `fn::`, in any case.
    static func isPrefix(of key: String) -> Bool {
        let start = key.utf8.prefix(4)
        // The first letter rules out most keys.
        guard let first = start.first, first | 0x20 == UInt8(ascii: "f") else { return false }
        return start.map { $0 | 0x20 }.elementsEqual("fn::".utf8.map { $0 | 0x20 })
    }

    /// Finds a function by its name, in any case.
    init?(named name: String) {
        guard Self.isPrefix(of: name) else { return nil }
        guard let function = Self.byName[name.lowercased()] else { return nil }
        self = function
    }

    private static let byName: [String: BuiltinFunction] = Dictionary(
        uniqueKeysWithValues: allCases.map { ($0.rawValue.lowercased(), $0) }
    )

    /// The error for an argument that is not a list of two; `nil` for functions of one argument.
    var pairFault: String? {
        switch self {
        case .join, .select, .stackReference: "the argument to \(rawValue) must be a two-valued list"
        case .split: "The argument to fn::split must be a two-values list"
        default: nil
        }
    }

    /// Indicates a function that makes an asset or archive from text.
    var isAssetOfText: Bool {
        switch self {
        case .stringAsset, .fileAsset, .remoteAsset, .fileArchive, .remoteArchive: true
        default: false
        }
    }

    /// Indicates a function that makes an asset or an archive.
    var isAsset: Bool { isAssetOfText || self == .assetArchive }
}
