import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:s3/bucketPolicy:BucketPolicy`; its id is the bucket's name.
    static let bucketPolicy = ResourceDescriptor(
        type: "aws:s3/bucketPolicy:BucketPolicy",
        mapping: MemberMapping(style: .upperCamel),
        create: .call("s3.PutBucketPolicy"),
        read: .lookup { outputs, _, policy in outputs["bucket"] = policy.text("bucket").map(PropertyValue.string) },
        update: [.call("s3.PutBucketPolicy", changed: ["policy"], of: ["Bucket": "{id}"])],
        delete: .call("s3.DeleteBucketPolicy", ["Bucket": "{id}"])
    )
}
