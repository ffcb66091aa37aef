/// A group of regions with accounts and domain names of its own.
public struct AWSPartition: Hashable, Sendable {
    /// As it stands in ARNs, such as `aws` or `aws-cn`.
    public let id: String
    /// Such as `amazonaws.com`.
    public let dnsSuffix: String
    /// The domain of dual-stack endpoints, such as `api.aws`.
    public let dualStackSuffix: String
    /// The region that calls of global services such as IAM are signed for, such as `us-east-1`.
    public let globalRegion: String
    /// The prefixes of the names of the partition's regions; empty for the partition of all other regions.
    let regionPrefixes: [String]

    /// The suffix with its parts reversed, as the names of VPC endpoint services start: `com.amazonaws`.
    public var reverseDNSPrefix: String {
        dnsSuffix.split(separator: ".").reversed().joined(separator: ".")
    }

    /// The partition of a region; the commercial one if the region is not known.
    public static func containing(region: String) -> AWSPartition {
        all.first { partition in partition.regionPrefixes.contains { region.hasPrefix($0) } } ?? commercial
    }

    private static let commercial = AWSPartition(
        id: "aws",
        dnsSuffix: "amazonaws.com",
        dualStackSuffix: "api.aws",
        globalRegion: "us-east-1",
        regionPrefixes: []
    )

    private static let all: [AWSPartition] = [
        AWSPartition(
            id: "aws-cn",
            dnsSuffix: "amazonaws.com.cn",
            dualStackSuffix: "api.amazonwebservices.com.cn",
            globalRegion: "cn-north-1",
            regionPrefixes: ["cn-"]
        ),
        AWSPartition(
            id: "aws-us-gov",
            dnsSuffix: "amazonaws.com",
            dualStackSuffix: "api.aws",
            globalRegion: "us-gov-west-1",
            regionPrefixes: ["us-gov-"]
        ),
        AWSPartition(
            id: "aws-iso",
            dnsSuffix: "c2s.ic.gov",
            dualStackSuffix: "api.aws.ic.gov",
            globalRegion: "us-iso-east-1",
            regionPrefixes: ["us-iso-"]
        ),
        AWSPartition(
            id: "aws-iso-b",
            dnsSuffix: "sc2s.sgov.gov",
            dualStackSuffix: "api.aws.scloud",
            globalRegion: "us-isob-east-1",
            regionPrefixes: ["us-isob-"]
        ),
        AWSPartition(
            id: "aws-iso-e",
            dnsSuffix: "cloud.adc-e.uk",
            dualStackSuffix: "api.cloud-aws.adc-e.uk",
            globalRegion: "eu-isoe-west-1",
            regionPrefixes: ["eu-isoe-"]
        ),
        AWSPartition(
            id: "aws-iso-f",
            dnsSuffix: "csp.hci.ic.gov",
            dualStackSuffix: "api.aws.hci.ic.gov",
            globalRegion: "us-isof-south-1",
            regionPrefixes: ["us-isof-"]
        ),
        AWSPartition(
            id: "aws-eusc",
            dnsSuffix: "amazonaws.eu",
            dualStackSuffix: "api.amazonwebservices.eu",
            globalRegion: "eusc-de-east-1",
            regionPrefixes: ["eusc-"]
        ),
    ]
}
