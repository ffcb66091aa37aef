public import JSON
import Synchronization

/// A package in Pulumi's package-schema format: which resources, functions and types it has.
///
/// The document is parsed once; what it says of a resource or type is read when first asked for.
public final class PackageSchema: Sendable {
    /// The package's name, such as `aws`.
    public let name: String
    /// The package's version; empty if the document does not say.
    public let version: String

    private let resources: JSON.Object
    private let functions: JSON.Object
    private let types: JSON.Object
    private let document: JSON.Object
    private let cache = Mutex(Cache())

    private struct Cache {
        var resources: [String: ResourceSchema] = [:]
        var functions: [String: FunctionSchema] = [:]
        var types: [String: TypeSchema] = [:]
    }

    /// A schema from its document.
    ///
    /// - Throws: ``SchemaError`` if it is no package schema.
    public init(_ document: JSON) throws(SchemaError) {
        guard let object = document.object, let name = object["name"]?.string, !name.isEmpty else {
            throw SchemaError("the document is no package schema: it is not an object with a \"name\"")
        }
        self.document = object
        self.name = name
        version = object["version"]?.string ?? ""
        resources = object["resources"]?.object ?? [:]
        functions = object["functions"]?.object ?? [:]
        types = object["types"]?.object ?? [:]
    }

    /// A schema from its JSON text.
    ///
    /// - Throws: ``SchemaError`` if the text is not JSON or no package schema.
    public convenience init(parsing text: [UInt8]) throws(SchemaError) {
        let document: JSON
        do {
            document = try JSON(parsing: text)
        } catch {
            throw SchemaError("the package schema is not JSON: \(error)")
        }
        try self.init(document)
    }

    /// The tokens of all resources, such as `aws:ecs/cluster:Cluster`.
    public var resourceTokens: [String] { resources.map(\.key) }

    /// The tokens of all functions.
    public var functionTokens: [String] { functions.map(\.key) }

    /// The package's configuration variables.
    public var configuration: ObjectSchema {
        ObjectSchema(document["config"]?["variables"]?.object ?? [:], required: document["config"]?["required"])
    }

    /// The inputs of the package's provider resource.
    public var providerInputs: ObjectSchema {
        let provider = document["provider"]
        return ObjectSchema(provider?["inputProperties"]?.object ?? [:], required: provider?["requiredInputs"])
    }

    /// What the package says of a resource; `nil` if it has none of that token.
    public func resource(_ token: String) -> ResourceSchema? {
        cached(token, \.resources) { resources[token]?.object.map { ResourceSchema(token: token, $0) } }
    }

    /// What the package says of a function; `nil` if it has none of that token.
    public func function(_ token: String) -> FunctionSchema? {
        cached(token, \.functions) { functions[token]?.object.map { FunctionSchema(token: token, $0) } }
    }

    /// What the package says of an object or enumeration type; `nil` if it has none of that token.
    public func type(_ token: String) -> TypeSchema? {
        cached(token, \.types) { types[token]?.object.map { TypeSchema(token: token, $0) } }
    }

    /// The full token for a resource's full or short one: `aws:ecs:Cluster` is `aws:ecs/cluster:Cluster`.
    ///
    /// - Returns: `nil` if the package has no such resource.
    public func canonicalResourceToken(_ token: String) -> String? {
        canonical(token) { resources[$0] != nil }
    }

    /// The full token for a function's full or short one: `aws:ec2:getVpc` is `aws:ec2/getVpc:getVpc`.
    ///
    /// - Returns: `nil` if the package has no such function.
    public func canonicalFunctionToken(_ token: String) -> String? {
        canonical(token) { functions[$0] != nil }
    }

    private func canonical(_ token: String, exists: (String) -> Bool) -> String? {
        TypeToken.candidates(for: token).first(where: exists)
    }

    private func cached<Value: Sendable>(
        _ token: String,
        _ path: WritableKeyPath<Cache, [String: Value]>,
        _ make: () -> Value?
    ) -> Value? {
        cache.withLock { cache in
            if let known = cache[keyPath: path][token] { return known }
            let value = make()
            cache[keyPath: path][token] = value
            return value
        }
    }
}
