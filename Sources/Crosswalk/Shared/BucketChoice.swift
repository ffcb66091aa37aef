import PackageSchema
import ProviderKit
import PulumiProtocol

/// The bucket of a component, as its inputs choose it.
enum BucketChoice: Sendable {
    /// The existing bucket of an ARN.
    case existing(Bucket)
    /// A new bucket with the arguments at a path of the inputs; the path is `nil` if there are none.
    case new(PropertyMap, path: String?)

    /// The choice of inputs; `nil` if there are none.
    ///
    /// - Throws: ``InputFailure`` if the inputs contradict each other or do not identify a bucket.
    init(_ inputs: RequiredBucketInputs?) throws(InputFailure) {
        let defaults: PropertyMap = ["forceDestroy": true]
        guard let inputs else {
            self = .new(defaults, path: nil)
            return
        }
        try inputs.existing.exclude(inputs.args, remedy: "an existing bucket keeps its own settings")
        if let existing = try inputs.existing.view() {
            self = .existing(try Self.find(existing))
        } else {
            let arguments = try inputs.args.view()
            self = .new(defaults.merging(arguments?.forwarded ?? [:]), path: arguments?.object.path)
        }
    }

    private static func find(_ inputs: ExistingBucketInputs) throws(InputFailure) -> Bucket {
        if inputs.arn.isTruthy, let given = inputs.arn.value { return try bucket(arn: given, inputs.arn) }
        guard let name = inputs.name.value, name.isTruthy else {
            throw InputFailure(
                inputs.object.owner,
                at: inputs.object.path,
                "needs the arn or the name of the bucket that exists"
            )
        }
        // Like upstream, the ARN lacks the service.
        let arn = Output(gathering: name).map { PropertyValue.string("arn:aws:::\($0.string ?? "")") }
        return Bucket(name: name, arn: arn, child: nil)
    }

    private static func bucket(arn given: PropertyValue, _ input: Input<PropertyValue>) throws(InputFailure) -> Bucket {
        let arn = Output(gathering: given)
        if let value = arn.value, value.string.flatMap(ARN.init) == nil {
            throw input.failure(
                "must be the ARN of a bucket, such as \"arn:aws:s3:::my-logs\", not \"\(value.string ?? value.kind)\""
            )
        }
        let name = arn.map { PropertyValue.string($0.string.flatMap(ARN.init)?.resourceID ?? "") }
        return Bucket(name: name.property, arn: arn, child: nil)
    }

    /// A remark on an existing bucket that is given by its name.
    static func warnings(_ inputs: RequiredBucketInputs?) -> [CheckFailure] {
        guard let existing = try? inputs?.existing.view(), !existing.arn.isTruthy, existing.name.isTruthy else {
            return []
        }
        let reason =
            "gives the bucket an ARN without the service, as upstream does, and AWS refuses a policy with it; use arn"
        return [CheckFailure(property: existing.name.path, reason: reason)]
    }

    /// The bucket that is made of inputs, if there is one.
    func drafts(named name: String) -> [ChildDraft] {
        guard case .new(let properties, let path?) = self else { return [] }
        return [ChildDraft(Bucket.type, name, properties, origins: [.init(from: path)])]
    }

    /// The bucket's name where it is known without registering one; unknown if a bucket is made.
    var draftName: PropertyValue { if case .existing(let bucket) = self { bucket.name } else { .unknown } }

    /// Registers the bucket, unless an existing one is chosen.
    ///
    /// - Throws: An error of the engine.
    func make(_ name: String, in scope: ComponentScope) async throws -> Bucket {
        switch self {
        case .existing(let bucket): return bucket
        case .new(let properties, _):
            let child = try await scope.child(
                Bucket.type,
                name,
                properties,
                aliases: [.type("aws:s3/bucketV2:BucketV2")]
            )
            return Bucket(
                name: child["bucket"] ?? .null,
                arn: Output(gathering: child["arn"] ?? .null),
                child: child
            )
        }
    }
}
