import ProviderKit
import PulumiProtocol

/// The network of scheduled tasks on container instances.
enum ScheduledTaskNetwork {
    /// Checks that tasks with a network of their own have subnets.
    ///
    /// - Parameters:
    ///   - network: The network configuration.
    ///   - inputs: The arguments of the task definition.
    /// - Throws: ``InputFailure`` if it is missing, and the network mode is `awsvpc`, which it is by default.
    static func check(
        _ network: Input<PropertyValue>,
        for inputs: EC2ServiceTaskDefinitionInputs
    ) throws(InputFailure) {
        let mode = inputs.networkMode
        guard network.nonNull == nil, mode.nonNull == nil || mode.value.knownValue == "awsvpc" else { return }
        throw network.failure(
            "is missing: the network mode of the tasks is awsvpc, which needs subnets; name some, or set "
                + "\(mode.path) to bridge"
        )
    }
}
