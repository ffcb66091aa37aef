import AWSClient
import JSON
import ProviderKit
import PulumiProtocol
import RPC

/// The resource that a request is about, with what the schema and the descriptor say of its type.
struct ResourceTarget: Sendable {
    let urn: String
    /// The logical name: the last part of the URN.
    let name: String
    let schema: ResourceSchema
    let descriptor: ResourceDescriptor

    /// The target of a request.
    ///
    /// - Throws: `StatusError` `UNIMPLEMENTED` for a type that this provider does not have.
    init(urn: String, type: String) throws {
        self.urn = urn
        let parsed = URN(urn)
        name = parsed?.name ?? ""
        let token = type.isEmpty ? parsed?.type ?? "" : type
        guard let descriptor = ResourceDescriptor.all[token], let schema = AWSSchema.shared.resource(token) else {
            let hint = Spelling.nearest(to: token, among: AWSSchema.shared.resourceTokens())
            throw StatusError(
                .unimplemented,
                "\(urn): this provider has no resource type \(token)\(hint.map { "; did you mean \($0)?" } ?? "")"
            )
        }
        self.schema = schema
        self.descriptor = descriptor
    }

    /// An operation on the resource.
    func operation(
        _ kind: ResourceOperation.Kind,
        _ session: AWSSession,
        _ context: ProviderContext,
        inputs: PropertyMap,
        timeout: Double
    ) -> ResourceOperation {
        ResourceOperation(
            kind: kind,
            schema: schema,
            descriptor: descriptor,
            session: session,
            urn: urn,
            inputs: inputs.plain,
            timeout: timeout > 0 ? .seconds(timeout) : nil,
            report: { [urn] in await context.log(.info, $0, urn: urn, isStatus: true) }
        )
    }

    /// Runs a step of the resource's life; its errors name the resource and what was being done.
    func run<Result: Sendable>(
        _ operation: ResourceOperation,
        like inputs: PropertyMap,
        _ body: (Lifecycle) async throws -> Result
    ) async throws -> Result {
        do {
            return try await body(Lifecycle(resource: operation))
        } catch var failure as ResourceInitFailure {
            failure.properties = marked(failure.properties, like: inputs)
            throw failure
        } catch let error as StatusError {
            throw error
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            let verb = ["create": "creating", "read": "reading", "update": "updating", "delete": "deleting"]
            throw StatusError(.unknown, "\(verb[operation.kind.rawValue] ?? "") \(urn): \(error)")
        }
    }

    /// The properties with everything marked secret that is so in the inputs or in the schema.
    func marked(_ properties: PropertyMap, like inputs: PropertyMap) -> PropertyMap {
        var result = properties
        for name in properties.keys {
            guard let value = properties[name], !value.isNull else { continue }
            let isSecret = inputs[name]?.containsSecrets ?? false || schema.outputs[name]?.isSecret == true
            if isSecret, !value.containsSecrets { result[name] = .secret(value) }
        }
        if inputs["tags"]?.containsSecrets == true, let all = properties["tagsAll"], !all.containsSecrets {
            result["tagsAll"] = .secret(all)
        }
        return result
    }

    /// The properties that keep their value: all that only a replacement would change.
    func stables(_ changes: [PropertyChange]) -> [String] {
        guard !changes.contains(where: \.replaces) else { return [] }
        return schema.inputs.names.filter { schema.inputs.properties[$0]?.replaces == true }
    }
}
