import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:lb/targetGroupAttachment:TargetGroupAttachment`.
    ///
    /// Its id is made of the group's ARN and the target. Older states have the ARN and a suffix, so that only the
    /// properties tell them.
    static let targetGroupAttachment = ResourceDescriptor(
        type: "aws:lb/targetGroupAttachment:TargetGroupAttachment",
        mapping: MemberMapping(style: .upperCamel),
        create: CreateStep { attachment in
            try await attachment.call("elbv2.RegisterTargets", attachment.filled(target))
            return Created(id: try attachment.idOfProperties())
        },
        read: ReadStep { attachment in
            guard try await attachment.lookUp() != nil else { return nil }
            let names = ["targetGroupArn", "targetId", "port", "availabilityZone"]
            return PropertyMap(
                names.compactMap { name in
                    (attachment.inputs[name] ?? attachment.state[name]).map { (name, $0) }
                }
            )
        },
        delete: .call("elbv2.DeregisterTargets", target)
    )

    private static let target: JSON.Object = [
        "TargetGroupArn": "{targetGroupArn}",
        "Targets": [["Id": "{targetId}", "Port": "{port}", "AvailabilityZone": "{availabilityZone}"]],
    ]
}
