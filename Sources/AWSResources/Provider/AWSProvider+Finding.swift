public import ProviderKit
public import PulumiProtocol
import RPC
import ResourceKit

extension AWSProvider {
    /// Finds what an operation left behind that was cut off: by its id where there is one, otherwise by its inputs.
    public func find(_ request: ReadRequest, _ context: ProviderContext) async throws -> ReadResponse {
        guard request.id.isEmpty else { return try await read(request, context) }
        let target = try ResourceTarget(urn: request.urn, type: request.type)
        let inputs = request.inputs ?? [:]
        let session = try configured()
        let operation = target.operation(.read, session, context, inputs: inputs, timeout: request.timeout)
        let claimed = Set((request.properties[Recovery.claimedKey]?.list ?? []).compactMap(\.string))
        let custom = target.custom(session)
        return try await target.run(operation, like: inputs) {
            guard let found = try await $0.find(claimed: claimed) else { return ReadResponse(id: "") }
            return ReadResponse(
                id: found.id,
                properties: custom.marked(found.outputs, like: inputs),
                inputs: custom.marked(found.inputs, like: inputs)
            )
        }
    }
}
