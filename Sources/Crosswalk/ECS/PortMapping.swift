import JSON
import ProviderKit
import PulumiProtocol

/// A port mapping of a container, all of whose values are known.
struct PortMapping: Sendable {
    private let inputs: TaskDefinitionPortMappingInputs

    /// A port mapping from its properties, with `targetGroup` replaced by the group's `arn` and `port`.
    init(_ properties: PropertyMap) {
        inputs = TaskDefinitionPortMappingInputs(object: InputObject(properties: properties))
    }

    /// The target group's ARN and port; `nil` if there is no group that has both.
    var target: (arn: PropertyValue, port: PropertyValue)? {
        guard let arn = group?["arn"].given, let port = group?["port"].given else { return nil }
        return (arn, port)
    }

    /// The mapping as ECS takes it: these keys in this order.
    ///
    /// A missing container port is taken from the host port, then from the target group; a missing host port from the
    /// target group, then from the container port.
    var definition: JSON.Object {
        let (container, host) = (inputs.containerPort, inputs.hostPort)
        let target = group?["port"].given
        let values: [(input: Input<PropertyValue>, value: PropertyValue?)] = [
            (inputs.name, inputs.name.value),
            (inputs.containerPortRange, inputs.containerPortRange.value),
            (inputs.appProtocol, inputs.appProtocol.value),
            (container, container.nonNull ?? host.nonNull ?? target),
            (host, host.nonNull ?? target ?? container.nonNull),
            (inputs.protocol, inputs.protocol.value),
        ]
        return JSON.Object(
            values.compactMap { input, value in value.map { (input.name, JSON(inECMAScriptOrder: $0)) } }
        )
    }

    private var group: PropertyMap? { inputs.targetGroup.value?.map }
}
