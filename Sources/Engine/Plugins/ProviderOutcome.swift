import PulumiProtocol
import RPC

/// The result of a create, update or read.
struct ProviderOutcome: Sendable {
    /// The resource's id.
    var id: String
    /// Its outputs.
    var outputs: PropertyMap
    /// The inputs that the provider answered; `nil` if those that were sent hold.
    var inputs: PropertyMap?
    /// The reasons why the resource is not fully initialized; empty if it is.
    var initErrors: [String] = []
    /// Indicates whether the resource must be read before each update.
    var refreshesBeforeUpdate = false
    /// The message of a failure that left a resource behind; `nil` if the operation succeeded.
    var failure: String?

    init(id: String, outputs: PropertyMap, inputs: PropertyMap? = nil) {
        self.id = id
        self.outputs = outputs
        self.inputs = inputs
    }

    /// The outcome in the details of a failure; `nil` if they name no resource.
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
