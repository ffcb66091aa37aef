import JSON
import PulumiProtocol
import Synchronization

/// A package in Pulumi's package-schema format: which resources, functions and types it has.
///
/// Opening one finds where its entries stand; an entry is read when it is first asked for, and kept. Types refer to
/// each other by token, so that a type may contain itself. An entry that is not well-formed JSON counts as absent.
public final class PackageSchema: Sendable {
    /// The package's name, such as `aws`.
    public let name: String
    /// The package's version; empty if the document does not say.
    public let version: String

    private let source: SchemaText
    private let index: SchemaIndex
    private let cache = Mutex(Cache())

    private struct Cache {
        var resources: [String: ResourceSchema] = [:]
        var functions: [String: FunctionSchema] = [:]
        var types: [String: TypeSchema] = [:]
    }

    /// Opens a schema from its JSON text.
    ///
    /// - Throws: ``SchemaError`` if the text is not JSON or no package schema.
    public convenience init(parsing text: String) throws(SchemaError) {
        try self.init(.kept(text))
    }

    /// Opens a schema whose bytes live as long as the process, without copying them.
    ///
    /// - Throws: ``SchemaError`` if they are not JSON or no package schema.
    public convenience init(
        embedded bytes: @escaping @Sendable () -> UnsafeBufferPointer<UInt8>
    ) throws(SchemaError) {
        try self.init(.embedded(bytes))
    }

    /// A package of which nothing is known but its name.
    public init(named name: String) {
        self.name = name
        version = ""
        source = .kept("{}")
        index = SchemaIndex()
    }

    private init(_ source: SchemaText) throws(SchemaError) {
        let indexed = source.withBytes { bytes in
            Result { () throws(JSONError) in try SchemaIndex(bytes) }
        }
        do {
            index = try indexed.get()
        } catch {
            throw SchemaError("the package schema is not JSON: \(error)")
        }
        self.source = source
        guard let name = source.value(at: index.members["name"])?.string, !name.isEmpty else {
            throw SchemaError("the document is no package schema: it is not an object with a \"name\"")
        }
        self.name = name
        version = source.value(at: index.members["version"])?.string ?? ""
    }

    /// The document's text.
    public var text: String { source.string }

    /// The tokens of the resources that the package can create, such as `aws:ecs/cluster:Cluster`, in the order of the
    /// document.
    ///
    /// All resources are parsed for it.
    public var resourceTokens: [String] { index.resources.tokens.filter(creates) }

    /// The tokens of all functions, in the order of the document.
    public var functionTokens: [String] { index.functions.tokens }

    /// The package's configuration variables.
    public var configuration: ObjectSchema {
        let configuration = source.value(at: index.members["config"])
        return object(name, configuration?["variables"], required: configuration?["required"])
    }

    /// The inputs of the package's provider resource.
    public var providerInputs: ObjectSchema {
        let provider = source.value(at: index.members["provider"])
        return object(URN.providerType(of: name), provider?["inputProperties"], required: provider?["requiredInputs"])
    }

    /// Returns what the package says of a resource; `nil` if it has none of that token.
    public func resource(_ token: String) -> ResourceSchema? {
        cached(token, \.resources, index.resources) { ResourceSchema(token: token, $0, package: name) }
    }

    /// Returns what the package says of a function; `nil` if it has none of that token.
    public func function(_ token: String) -> FunctionSchema? {
        cached(token, \.functions, index.functions) { FunctionSchema(token: token, $0, package: name) }
    }

    /// Returns what the package says of an object or enumeration type; `nil` if it has none of that token.
    public func type(_ token: String) -> TypeSchema? {
        cached(token, \.types, index.types) { TypeSchema(token: token, $0, package: name) }
    }

    /// Returns the properties of an object type; `nil` if the type is another.
    public func object(_ type: PropertyType) -> ObjectSchema? {
        guard case .type(let token) = type, case .object(let object)? = self.type(token) else { return nil }
        return object
    }

    /// Returns the full token for a resource's full or short one: `aws:ecs:Cluster` is `aws:ecs/cluster:Cluster`.
    ///
    /// - Returns: `nil` if the package cannot create such a resource.
    public func canonicalResourceToken(_ token: String) -> String? {
        TypeToken.candidates(for: token).first(where: creates)
    }

    /// Returns the full token for a function's full or short one: `aws:ec2:getVpc` is `aws:ec2/getVpc:getVpc`.
    ///
    /// - Returns: `nil` if the package has no such function.
    public func canonicalFunctionToken(_ token: String) -> String? {
        TypeToken.candidates(for: token).first { index.functions[$0] != nil }
    }

    /// Returns a member of the document other than its resources, functions and types.
    func member(_ name: String) -> JSON? { source.value(at: index.members[name]) }

    /// Returns whether a resource is more than an overlay, to which other resources only refer.
    private func creates(_ token: String) -> Bool { resource(token)?.isOverlay == false }

    private func object(_ token: String, _ properties: JSON?, required: JSON?) -> ObjectSchema {
        ObjectSchema(token: token, properties, required: required, package: name)
    }

    private func cached<Value: Sendable>(
        _ token: String,
        _ path: WritableKeyPath<Cache, [String: Value]>,
        _ section: SchemaIndex.Section,
        _ make: (JSON.Object) -> Value
    ) -> Value? {
        cache.withLock { cache in
            if let known = cache[keyPath: path][token] { return known }
            guard let declaration = source.value(at: section[token])?.object else { return nil }
            let value = make(declaration)
            cache[keyPath: path][token] = value
            return value
        }
    }
}

extension SchemaText {
    /// The value at a place; `nil` if there is none, or it is not well-formed.
    fileprivate func value(at place: Range<Int>?) -> JSON? {
        guard let place else { return nil }
        return withBytes { try? JSON(parsing: UnsafeBufferPointer(rebasing: $0[place])) }
    }
}
