import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock`; its id is the bucket's name.
    static let bucketPublicAccessBlock = ResourceDescriptor(
        type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
        mapping: MemberMapping(
            style: .upperCamel,
            names: Dictionary(
                uniqueKeysWithValues: switches.map { name in
                    (name, "PublicAccessBlockConfiguration.\(name.prefix(1).uppercased())\(name.dropFirst())")
                }
            )
        ),
        local: ["skipDestroy"],
        create: .call("s3.PutPublicAccessBlock"),
        read: .lookup { outputs, _, block in
            outputs["bucket"] = block.text("bucket").map(PropertyValue.string)
            // For some seconds after a change, S3 may answer as before.
            if block.kind == .update { outputs = outputs.merging(block.inputs.filter { switches.contains($0.key) }) }
        },
        update: [.call("s3.PutPublicAccessBlock", changed: switches, always: switches, of: ["Bucket": "{id}"])],
        delete: .call("s3.DeletePublicAccessBlock", ["Bucket": "{id}"], unless: "skipDestroy")
    )

    private static let switches: Set<String> = [
        "blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets",
    ]
}
