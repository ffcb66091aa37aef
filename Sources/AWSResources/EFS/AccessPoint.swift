import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:efs/accessPoint:AccessPoint`.
    static let accessPoint = ResourceDescriptor(
        type: "aws:efs/accessPoint:AccessPoint",
        mapping: MemberMapping(style: .upperCamel, names: ["arn": "AccessPointArn"]),
        tagging: .fileSystems,
        create: .call("efs.CreateAccessPoint"),
        search: Search(
            candidates: { point in
                guard let file = point.inputs["fileSystemId"]?.plainJSON else {
                    throw Unsearchable(subject: point.subject)
                }
                let found = try await point.findAll("efs.DescribeAccessPoints", ["FileSystemId": file])
                return (found?.list(at: "AccessPoints") ?? []).compactMap { $0["AccessPointId"]?.string }
                    .map { Created(id: $0) }
            },
            matchesByTags: true
        ),
        read: .lookup { outputs, _, point in outputs["fileSystemArn"] = point.fileSystemArn(outputs) },
        delete: .call("efs.DeleteAccessPoint", ["AccessPointId": "{id}"])
    )
}
