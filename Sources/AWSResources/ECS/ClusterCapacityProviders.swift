import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:ecs/clusterCapacityProviders:ClusterCapacityProviders`: what runs a cluster's tasks; its id is the cluster's
    /// name.
    static let clusterCapacityProviders = ResourceDescriptor(
        type: "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
        mapping: MemberMapping(
            style: .lowerCamel,
            names: ["defaultCapacityProviderStrategies": "defaultCapacityProviderStrategy"]
        ),
        create: .call("ecs.PutClusterCapacityProviders", except: ["clusterName"]) { members, resource in
            members = none.merging(members)
            members["cluster"] = resource.inputs["clusterName"]?.plainJSON
        },
        update: [
            .call(
                "ecs.PutClusterCapacityProviders",
                changed: lists,
                always: lists,
                of: none.merging(["cluster": "{id}"])
            )
        ],
        delete: .call("ecs.PutClusterCapacityProviders", none.merging(["cluster": "{id}"]))
    )

    /// The properties that the call replaces: it takes both, also empty.
    private static let lists: Set = ["capacityProviders", "defaultCapacityProviderStrategies"]

    private static let none: JSON.Object = ["capacityProviders": [], "defaultCapacityProviderStrategy": []]
}
