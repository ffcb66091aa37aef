import ProviderKit
import PulumiProtocol

/// The bucket of a component: a new one or an existing one.
struct Bucket: Sendable {
    /// The type token of buckets.
    static let type = "aws:s3/bucket:Bucket"

    /// The bucket's name.
    let name: PropertyValue
    /// The bucket's ARN.
    let arn: Output<PropertyValue>
    /// The bucket that was registered; `nil` if an existing one is used.
    let child: Child?
}
