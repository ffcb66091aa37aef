import AWSClient
import JSON
import PackageSchema
import ProviderKit
import PulumiProtocol
import RPC
import ResourceKit

/// The resource that a request is about, with what the schema and the descriptor say of its type.
struct ResourceTarget: Sendable {
    let urn: String
    /// The logical name: the last part of the URN.
    let name: String
    let schema: ResourceSchema
    let descriptor: ResourceDescriptor
    let facts: AWSFacts

    /// The target of a request.
    ///
    /// - Throws: `StatusError` `UNIMPLEMENTED` for a type that this provider does not have.
    init(urn: String, type: String) throws {
        self.urn = urn
        let parsed = URN(urn)
        name = parsed?.name ?? ""
        let token = type.isEmpty ? parsed?.type ?? "" : type
        guard let schema = AWSSchema.shared.resource(token), let descriptor = ResourceDescriptor.of(schema) else {
            let package = AWSSchema.shared.package
            let hint = Spelling.nearest(to: token, among: package.resourceTokens)
            let unknown = "this provider has no resource type \(token)\(hint.map { "; did you mean \($0)?" } ?? "")"
            throw StatusError(.unimplemented, "\(urn): \(package.notHereYet(resource: token) ?? unknown)")
        }
        self.schema = schema
        facts = AWSSchema.shared.facts(schema)
        self.descriptor = descriptor
    }

    /// Returns the resource's type with the region and tags of the provider's configuration.
    ///
    /// The id may be an ARN and name the region; it is empty for a new resource.
    func custom(_ session: AWSSession, id: String = "") -> CustomResource {
        CustomResource(
            schema,
            descriptor,
            facts,
            session,
            region: ResourceOperation.region(inARN: id) ?? session.region
        )
    }

    /// An operation on the resource.
    func operation(
        _ kind: ResourceOperation.Kind,
        _ session: AWSSession,
        _ context: ProviderContext,
        inputs: PropertyMap,
        timeout: Double
    ) -> ResourceOperation {
        let status = StatusLine { [urn] in await context.log(.info, $0, urn: urn, isStatus: true) }
        return ResourceOperation(
            kind: kind,
            schema: schema,
            facts: facts,
            descriptor: descriptor,
            session: session.reporting(to: status.cover),
            urn: urn,
            inputs: inputs.plain,
            timeout: timeout > 0 ? .seconds(timeout) : nil,
            report: status.report,
            note: { [urn] in await context.log(.info, $0, urn: urn) }
        )
    }

    /// Looks in a preview at what only AWS knows of the inputs.
    ///
    /// - Throws: `StatusError` `INVALID_ARGUMENT` with what makes them impossible.
    func preview(_ operation: ResourceOperation) async throws {
        do {
            try await descriptor.preview?(operation)
        } catch {
            throw StatusError(.invalidArgument, "\(urn): \(OperationFailure(error).reason)")
        }
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
            let custom = operation.custom
            failure.properties = custom.marked(failure.properties, like: inputs)
            failure.inputs = failure.inputs.map { custom.marked($0, like: inputs) }
            throw failure
        } catch let error as StatusError {
            throw error
        } catch {
            throw OperationFailure(error).status("\(operation.kind.gerund) \(urn)")
        }
    }
}
