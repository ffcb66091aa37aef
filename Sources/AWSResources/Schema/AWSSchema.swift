import CEmbedded
import JSON
import PulumiProtocol
import ResourceKit
import Synchronization

/// Package `aws` as `schema/aws.json` describes it: embedded in the binary, read when first asked for.
final class AWSSchema: Sendable {
    /// The one schema of this process.
    static let shared = AWSSchema()

    private struct State {
        var document: JSON.Object?
        var resources: [String: ResourceSchema] = [:]
        var functions: [String: FunctionSchema] = [:]
        var facts: [String: AWSFacts] = [:]
    }

    private let state = Mutex(State())

    /// The file's text, as `GetSchema` answers it.
    var text: String {
        let file = embedded_aws_schema()
        return String(decoding: UnsafeBufferPointer(start: file.bytes, count: file.count), as: UTF8.self)
    }

    /// What the schema says of a resource type, by its token (`aws:ecs/cluster:Cluster`); `nil` if it has none.
    func resource(_ token: String) -> ResourceSchema? {
        state.withLock { state in
            if let known = state.resources[token] { return known }
            let document = Self.document(&state)
            guard let json = document["resources"]?[token] else { return nil }
            let schema = ResourceSchema(token, json, types: Self.types(document))
            state.resources[token] = schema
            return schema
        }
    }

    /// What the schema says of a function, by its token (`aws:ec2/getVpc:getVpc`); `nil` if it has none.
    func function(_ token: String) -> FunctionSchema? {
        state.withLock { state in
            if let known = state.functions[token] { return known }
            let document = Self.document(&state)
            guard let json = document["functions"]?[token] else { return nil }
            let schema = FunctionSchema(token, json, types: Self.types(document))
            state.functions[token] = schema
            return schema
        }
    }

    /// What the schema says of a resource type that only AWS has.
    func facts(_ resource: ResourceSchema) -> AWSFacts {
        state.withLock { state in
            if let known = state.facts[resource.token] { return known }
            let facts = AWSFacts(resource.extras)
            state.facts[resource.token] = facts
            return facts
        }
    }

    /// The provider's own configuration.
    func configuration() -> ObjectSchema {
        state.withLock { state in
            let document = Self.document(&state)
            let properties = document["provider"]?["inputProperties"]
            return Self.types(document).object(URN.providerType(of: "aws"), properties, required: nil)
        }
    }

    /// The tokens of all resource types, sorted.
    func resourceTokens() -> [String] { tokens("resources") }

    /// The tokens of all functions, sorted.
    func functionTokens() -> [String] { tokens("functions") }

    private func tokens(_ kind: String) -> [String] {
        state.withLock { state in
            (Self.document(&state)[kind]?.object ?? [:]).map(\.key).sorted()
        }
    }

    private static func types(_ document: JSON.Object) -> TypeResolver {
        TypeResolver(types: document["types"]?.object ?? [:])
    }

    private static func document(_ state: inout State) -> JSON.Object {
        if let document = state.document { return document }
        let file = embedded_aws_schema()
        let bytes = Array(UnsafeBufferPointer(start: file.bytes, count: file.count))
        // The file is part of the binary and read by a test: it is well-formed.
        let document = (try? JSON(parsing: bytes))?.object ?? [:]
        state.document = document
        return document
    }
}

/// What the schema says of one function.
struct FunctionSchema: Sendable {
    let token: String
    let inputs: ObjectSchema
    let outputs: ObjectSchema
    /// The name of EC2's filter for an argument; `tag:{k}` for a map of tags.
    let filters: [String: String]

    init(_ token: String, _ json: JSON, types: TypeResolver) {
        self.token = token
        inputs = types.object(token, json["inputs"]?["properties"], required: json["inputs"]?["required"])
        outputs = types.object(token, json["outputs"]?["properties"], required: json["outputs"]?["required"])
        let pairs = (json["aws"]?["filters"]?.object ?? [:]).map { ($0.key, $0.value.string ?? "") }
        filters = Dictionary(uniqueKeysWithValues: pairs)
    }
}
