import ProviderKit
import PulumiProtocol

/// A container of a task, all of whose values are known.
struct Container: Sendable {
    /// The container's name: its key in the map of containers.
    let name: String
    /// The container's inputs, with each `targetGroup` replaced by the group's `arn` and `port`.
    let inputs: TaskDefinitionContainerDefinitionInputs

    /// A container from its name and properties.
    init(name: String, properties: PropertyMap) {
        self.name = name
        inputs = TaskDefinitionContainerDefinitionInputs(object: InputObject(properties: properties))
    }

    /// Containers from their names and the list of their properties.
    static func list(_ names: [String], _ properties: PropertyValue) -> [Container] {
        zip(names, properties.list ?? []).map { Container(name: $0, properties: $1.map ?? [:]) }
    }

    /// The port mappings; `nil` if `portMappings` is no list.
    var portMappings: [PortMapping]? {
        inputs.portMappings.elements()?.map { PortMapping($0.value?.map ?? [:]) }
    }

    /// One load balancer binding for each port mapping whose target group has an ARN and a port.
    var loadBalancers: [PropertyValue] {
        (portMappings ?? []).compactMap(\.target).map { target in
            ["containerName": .string(name), "containerPort": target.port, "targetGroupArn": target.arn]
        }
    }

    /// The CPU units that the container asks for.
    var cpu: Double { number(inputs.cpu) ?? 0 }

    /// The memory in MiB that the container asks for: the soft limit if there is one, or else the hard limit.
    var memory: Double {
        if let reserved = number(inputs.memoryReservation), reserved != 0 { return reserved }
        return number(inputs.memory) ?? 0
    }

    /// Returns a number; text that spells one counts.
    private func number(_ input: Input<PropertyValue>) -> Double? {
        input.value?.number ?? input.value?.string.flatMap(Double.init)
    }
}
