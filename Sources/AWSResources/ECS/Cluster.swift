import JSON
import PackageSchema
import ResourceKit

extension ResourceDescriptor {
    /// `aws:ecs/cluster:Cluster`: a named pool of capacity; its id is the ARN.
    static let cluster = ResourceDescriptor(
        type: "aws:ecs/cluster:Cluster",
        mapping: MemberMapping(
            style: .lowerCamel,
            names: [
                "name": "clusterName", "arn": "clusterArn",
                "defaultCapacityProviderStrategies": "defaultCapacityProviderStrategy",
                "configuration.executeCommandConfiguration.logConfiguration.s3BucketEncryptionEnabled":
                    "s3EncryptionEnabled",
            ]
        ),
        tagging: .ecs,
        create: .call("ecs.CreateCluster"),
        update: [
            .call(
                "ecs.UpdateCluster",
                changed: ["configuration", "serviceConnectDefaults", "settings"],
                of: ["cluster": "{id}"]
            )
        ],
        delete: .call("ecs.DeleteCluster", ["cluster": "{id}"])
    )
}
