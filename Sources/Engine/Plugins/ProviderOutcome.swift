import PulumiProtocol
import RPC

/// What a create, update or read left behind.
struct ProviderOutcome: Sendable {
    /// The resource's id.
    var id: String
    /// Its outputs.
    var outputs: PropertyMap
    /// Its inputs where the provider says them; `nil`: those that were sent.
    var inputs: PropertyMap?
    /// Why it is not yet as it should be; empty if it is.
    var initErrors: [String] = []
    /// Whether it must be read before each update.
    var refreshesBeforeUpdate = false
    /// The message of a failure that left something behind; `nil` if all is well.
    var failure: String?

    init(id: String, outputs: PropertyMap, inputs: PropertyMap? = nil) {
        self.id = id
        self.outputs = outputs
        self.inputs = inputs
    }

    /// The outcome in a failure's details, if the resource exists in spite of it.
    init?(_ error: StatusError) {
        for detail in error.details where detail.typeURL.hasSuffix("pulumirpc.ErrorResourceInitFailed") {
            guard let failed = try? ErrorResourceInitFailed(decoding: detail.value) else { continue }
            self.init(id: failed.id, outputs: failed.properties, inputs: failed.inputs)
            initErrors = failed.reasons.isEmpty ? [error.message] : failed.reasons
            refreshesBeforeUpdate = failed.refreshBeforeUpdate
            failure = ([error.message] + failed.reasons.filter { $0 != error.message }).joined(separator: "\n")
            return
        }
        return nil
    }
}
