import JSON
import ProviderKit
import PulumiProtocol

/// A port of a container, and the target group that forwards to it.
struct PortMapping {
    private let properties: PropertyMap

    init(_ properties: PropertyMap) {
        self.properties = properties
    }

    /// The target group's ARN and port, if there is a group that has both.
    var target: (arn: PropertyValue, port: PropertyValue)? {
        guard let arn = group?["arn"].given, let port = group?["port"].given else { return nil }
        return (arn, port)
    }

    /// The mapping as ECS takes it: these keys in this order.
    ///
    /// Ports that are not given follow from the others: the container's from the host's, then from the target group's;
    /// the host's from the target group's, then from the container's.
    var definition: JSON.Object {
        let (container, host) = (properties["containerPort"].given, properties["hostPort"].given)
        let target = group?["port"].given
        let values: [(String, PropertyValue?)] = [
            ("name", properties["name"]),
            ("containerPortRange", properties["containerPortRange"]),
            ("appProtocol", properties["appProtocol"]),
            ("containerPort", container ?? host ?? target),
            ("hostPort", host ?? target ?? container),
            ("protocol", properties["protocol"]),
        ]
        return JSON.Object(values.compactMap { key, value in value.map { (key, JSON(inECMAScriptOrder: $0)) } })
    }

    private var group: PropertyMap? { properties["targetGroup"]?.map }
}
