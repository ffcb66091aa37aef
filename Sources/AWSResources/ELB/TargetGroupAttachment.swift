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
            try await attachment.call(
                "elbv2.RegisterTargets",
                attachment.filled(target(["QuicServerId": "{quicServerId}"]))
            )
            return Created(id: try attachment.idOfProperties())
        },
        read: ReadStep { attachment in
            guard try await attachment.lookUp() != nil else { return nil }
            let names = ["targetGroupArn", "targetId", "port", "availabilityZone", "quicServerId"]
            return PropertyMap(
                names.compactMap { name in
                    (attachment.inputs[name] ?? attachment.state[name]).map { (name, $0) }
                }
            )
        },
        delete: .call("elbv2.DeregisterTargets", target([:]))
    )

    /// The members that say which target of which group is meant, with some more of the target.
    private static func target(_ more: JSON.Object) -> JSON.Object {
        let target: JSON.Object = ["Id": "{targetId}", "Port": "{port}", "AvailabilityZone": "{availabilityZone}"]
        return ["TargetGroupArn": "{targetGroupArn}", "Targets": [.object(target.merging(more))]]
    }
}
