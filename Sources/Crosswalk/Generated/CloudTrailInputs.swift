// Written by scripts/generate-types from schema.json. Do not edit.
import ProviderKit

/// A trail, which records the calls to AWS in a bucket, with the bucket and, if wanted, a log group.
///
/// `awsx:cloudtrail:Trail`
struct TrailInputs: ComponentInputs, ForwardedInputs {
    static let type = "awsx:cloudtrail:Trail"

    static let forwardedNames = [
        "advancedEventSelectors", "enableLogFileValidation", "enableLogging", "eventSelectors",
        "includeGlobalServiceEvents", "insightSelectors", "isMultiRegionTrail", "isOrganizationTrail", "kmsKeyId",
        "name", "region", "s3KeyPrefix", "snsTopicName", "tags",
    ]

    let object: InputObject

    /// The log group that the events are also written to; none by default.
    var cloudWatchLogsGroup: Input<OptionalLogGroupInputs> { input("cloudWatchLogsGroup") }

    /// The bucket that the log files are written to; a new one by default.
    ///
    /// Its bucket policy is replaced, also that of an existing one. AWS calls it `S3BucketName`.
    var s3Bucket: Input<RequiredBucketInputs> { input("s3Bucket") }
}
