/// A service that has one endpoint in a partition instead of one in each region.
struct GlobalService: Sendable {
    /// The host's first part, such as `iam`.
    var prefix: String
    /// Partitions whose host names the region too.
    var regionalIn: Set<String>
    /// The regions that calls are signed for where they are not the partition's own, by partition.
    var signingRegions: [String: String] = [:]

    /// The region that calls are signed for in a partition.
    func signingRegion(_ partition: AWSPartition) -> String { signingRegions[partition.id] ?? partition.globalRegion }

    /// The host in a partition.
    func host(_ partition: AWSPartition) -> String {
        regionalIn.contains(partition.id)
            ? "\(prefix).\(partition.globalRegion).\(partition.dnsSuffix)" : hostWithoutRegion(partition)
    }

    private func hostWithoutRegion(_ partition: AWSPartition) -> String {
        partition.id == "aws-us-gov" ? "\(prefix).us-gov.\(partition.dnsSuffix)" : "\(prefix).\(partition.dnsSuffix)"
    }

    /// The global ones among the services that we call, by the name of their model.
    static let all: [String: GlobalService] = [
        "iam": GlobalService(
            prefix: "iam",
            regionalIn: ["aws-cn", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc"]
        ),
        "route53": GlobalService(
            prefix: "route53",
            regionalIn: ["aws-eusc"],
            signingRegions: ["aws-cn": "cn-northwest-1"]
        ),
    ]
}
