import PulumiProtocol

/// A service of which a status is wanted.
struct ServiceReference: Sendable {
    /// The cluster of a service, by which calls are batched.
    struct Cluster: Hashable, Sendable {
        /// `nil` for the provider's region.
        let region: String?
        let name: String
    }

    /// The service's ARN.
    let arn: String
    let cluster: Cluster

    /// The service of a resource's id and outputs.
    ///
    /// A long ARN names the cluster; a short one, as ECS made them until 2018, does not.
    init(id: String, outputs: PropertyMap) {
        arn = id
        let parts = id.split(separator: "/")
        let reference = parts.count == 3 ? String(parts[1]) : outputs["cluster"]?.string ?? ""
        cluster = Cluster(
            region: outputs["region"]?.string ?? ResourceOperation.region(inARN: id),
            name: reference.split(separator: "/").last.map(String.init) ?? "default"
        )
    }
}
