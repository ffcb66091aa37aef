import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:lb/targetGroupAttachment:TargetGroupAttachment`.
    ///
    /// Its id is made of the group's ARN and the target; that of older states was the ARN with a suffix, so only the
    /// properties tell what is meant.
    static let targetGroupAttachment = ResourceDescriptor(
        type: "aws:lb/targetGroupAttachment:TargetGroupAttachment",
        mapping: MemberMapping(style: .upperCamel),
        create: { attachment in
            let target = RegisteredTarget(attachment)
            _ = try await attachment.call("elbv2.RegisterTargets", target.members)
            return Created(id: target.id)
        },
        search: .id { RegisteredTarget($0).id },
        read: { attachment in
            let target = RegisteredTarget(attachment)
            let answer = try await attachment.find("elbv2.DescribeTargetHealth", target.members)
            let gone = ["Target.DeregistrationInProgress", "Target.NotRegistered"]
            guard let health = answer?.at("TargetHealthDescriptions[0]"),
                !gone.contains(health.text(at: "TargetHealth.Reason") ?? "")
            else {
                return nil
            }
            return target.properties
        },
        delete: { attachment in
            try await attachment.callUnlessGone("elbv2.DeregisterTargets", RegisteredTarget(attachment).members)
        }
    )
}

/// A target group and one target in it.
private struct RegisteredTarget {
    let properties: PropertyMap

    init(_ attachment: ResourceOperation) {
        let names = ["targetGroupArn", "targetId", "port", "availabilityZone"]
        var properties = PropertyMap()
        for name in names { properties[name] = attachment.inputs[name] ?? attachment.state[name] }
        if properties.isEmpty {
            // An import knows the id alone.
            let parts = attachment.id.split(separator: ",").map(String.init)
            for (name, part) in zip(names, parts) {
                properties[name] = name == "port" ? Double(part).map(PropertyValue.number) : .string(part)
            }
        }
        self.properties = properties
    }

    private func text(_ name: String) -> String? {
        switch properties[name] {
        case .string(let text)?: text
        case .number(let number)?: JSON.Number(number).text
        default: nil
        }
    }

    var id: String {
        ["targetGroupArn", "targetId", "port", "availabilityZone"].compactMap(text).joined(separator: ",")
    }

    var members: JSON.Object {
        var target: JSON.Object = ["Id": properties["targetId"]?.plainJSON ?? ""]
        target["Port"] = properties["port"]?.plainJSON
        target["AvailabilityZone"] = properties["availabilityZone"]?.plainJSON
        return ["TargetGroupArn": properties["targetGroupArn"]?.plainJSON ?? "", "Targets": [.object(target)]]
    }
}
