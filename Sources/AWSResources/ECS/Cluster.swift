import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:ecs/cluster:Cluster`: a named pool of capacity.
    ///
    /// Its id is the ARN.
    static let cluster = ResourceDescriptor(
        type: "aws:ecs/cluster:Cluster",
        mapping: MemberMapping(
            style: .lowerCamel,
            names: [
                "name": "clusterName", "arn": "clusterArn",
                "configuration.executeCommandConfiguration.logConfiguration.s3BucketEncryptionEnabled":
                    "s3EncryptionEnabled",
            ]
        ),
        tagging: .ecs,
        create: { cluster in
            let input = cluster.members().merging(cluster.tagMembers)
            try await Cluster.refuseExisting(cluster)
            let answer = try await cluster.call("ecs.CreateCluster", input)
            return try Created(answer, id: "cluster.clusterArn", of: "ecs.CreateCluster")
        },
        search: .list(
            "ecs.DescribeClusters",
            "clusters",
            id: "clusterArn",
            where: { found, _ in found["status"]?.string != "INACTIVE" },
            { cluster in cluster.inputs["name"]?.string.map { ["clusters": [.string($0)]] } }
        ),
        finish: Cluster.waitUntilActive,
        read: { cluster in
            let input: JSON.Object = [
                "clusters": [.string(cluster.id)], "include": ["TAGS", "SETTINGS", "CONFIGURATIONS"],
            ]
            guard let found = try await cluster.find("ecs.DescribeClusters", input)?.at("clusters[0]"),
                found["status"]?.string != "INACTIVE"
            else {
                return nil
            }
            var outputs = cluster.properties(of: found).merging(cluster.tagOutputs(Tagging.read(found["tags"])))
            outputs["defaultCapacityProviderStrategies"] = found["defaultCapacityProviderStrategy"]
                .map(PropertyValue.init(plain:))
            return outputs
        },
        update: [
            .call("ecs.UpdateCluster", changed: ["configuration", "serviceConnectDefaults", "settings"]) {
                ["cluster": .string($0.id)]
            }
        ],
        settle: Cluster.waitUntilActive,
        delete: { cluster in
            try await cluster.callUnlessGone("ecs.DeleteCluster", ["cluster": .string(cluster.id)])
            try await cluster.wait(
                for: "\(cluster.subject) to be deleted",
                "ecs.DescribeClusters",
                ["clusters": [.string(cluster.id)]],
                at: "clusters[0].status",
                until: ["INACTIVE", nil],
                upTo: cluster.limit()
            )
        },
        propagation: .seconds(120)
    )
}

/// What is a cluster's own.
private enum Cluster {
    /// Creating a cluster that exists answers with the existing one, which is not ours to take.
    static func refuseExisting(_ cluster: ResourceOperation) async throws {
        guard let name = cluster.inputs["name"]?.string else { return }
        let found = try await cluster.find("ecs.DescribeClusters", ["clusters": [.string(name)]])
        if found?.text(at: "clusters[0].status") == "ACTIVE" {
            throw NameTaken(kind: "cluster", name: name, arn: found?.text(at: "clusters[0].clusterArn"))
        }
    }

    @Sendable static func waitUntilActive(_ cluster: ResourceOperation) async throws {
        try await cluster.wait(
            for: cluster.subject,
            "ecs.DescribeClusters",
            ["clusters": [.string(cluster.id)]],
            at: "clusters[0].status",
            until: ["ACTIVE"],
            failed: ["FAILED"],
            upTo: cluster.limit()
        )
    }
}
