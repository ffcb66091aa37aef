// Written by scripts/generate-types from schema.json. Do not edit.
import ProviderKit
import PulumiProtocol

/// A port of the container that others can reach.
///
/// `awsx:ecs:TaskDefinitionPortMapping`
struct TaskDefinitionPortMappingInputs: InputView {
    static let names: [String] = [
        "appProtocol",
        "containerPort",
        "containerPortRange",
        "hostPort",
        "name",
        "protocol",
        "targetGroup",
    ]

    let object: InputObject

    /// The protocol that Service Connect speaks here.
    var appProtocol: PropertyValue? { object["appProtocol"] }

    /// The port in the container.
    var containerPort: PropertyValue? { object["containerPort"] }

    /// A range of ports in the container.
    var containerPortRange: PropertyValue? { object["containerPortRange"] }

    /// The port on the host.
    var hostPort: PropertyValue? { object["hostPort"] }

    /// The port's name, for Service Connect.
    var name: PropertyValue? { object["name"] }

    /// The protocol.
    var `protocol`: PropertyValue? { object["protocol"] }

    /// The target group that forwards to this port.
    var targetGroup: PropertyValue? { object["targetGroup"] }
}
