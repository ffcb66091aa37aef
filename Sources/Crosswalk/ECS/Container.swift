import ProviderKit
import PulumiProtocol

/// A container of a task, all of whose values are known.
struct Container: Sendable {
    /// The container's name: its key in the map of containers.
    let name: String
    /// What the user wrote, with `targetGroup` replaced by the group's `arn` and `port`.
    let properties: PropertyMap

    /// The mappings of ports; `nil` if there are none to speak of.
    var portMappings: [PropertyMap]? {
        properties["portMappings"]?.list.map { $0.map { $0.map ?? [:] } }
    }

    /// Containers from their names and the list of their properties.
    static func list(_ names: [String], _ properties: PropertyValue) -> [Container] {
        zip(names, properties.list ?? []).map { Container(name: $0, properties: $1.map ?? [:]) }
    }

    /// One binding for each port mapping whose target group has an ARN and a port.
    var loadBalancers: [PropertyValue] {
        (portMappings ?? []).compactMap { mapping in
            PortMapping(mapping).target.map { target in
                ["containerName": .string(name), "containerPort": target.port, "targetGroupArn": target.arn]
            }
        }
    }

    /// A number of the definition; text that spells one counts.
    func number(_ key: String) -> Double? {
        let value = properties[key]
        return value?.number ?? value?.string.flatMap(Double.init)
    }
}
