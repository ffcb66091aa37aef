import ProviderKit
import PulumiProtocol

/// The lifecycle policy of a repository: the rules by which its images expire, as a component's inputs choose them.
struct LifecyclePolicy: Sendable {
    /// The type token of the resource.
    static let type = "aws:ecr/lifecyclePolicy:LifecyclePolicy"

    /// The policy's document; unknown as long as a part of a rule is.
    let document: Output<PropertyValue>
    /// The places among the component's inputs from which the parts of the document are taken.
    let origins: [ChildDraft.Origin]

    /// The policy of inputs: one untagged image is kept unless they have rules; `nil` if they want none.
    ///
    /// A rule for images of any tag comes last, because ECR wants it to have the highest number.
    ///
    /// - Throws: ``InputFailure`` if ECR would refuse the rules.
    init?(_ inputs: LifecyclePolicyInputs?) throws(InputFailure) {
        if let inputs, inputs.skip.isTruthy { return nil }
        guard let inputs, let given = inputs.rules.nonNull else {
            document = Self.document([Self.expiryOfUntagged])
            origins = []
            return
        }
        let gathered = Output(gathering: given)
        guard gathered.value != nil else {
            document = gathered
            origins = [.init("policy", from: inputs.rules.path)]
            return
        }
        let rules = try (inputs.rules.views() ?? []).map { (view) throws(InputFailure) in try LifecycleRule(view) }
        guard !rules.isEmpty else {
            throw inputs.rules.failure(
                "has no rule, which ECR refuses; leave it out for the default rule, or set skip to have no policy"
            )
        }
        try Self.requireOne(.any, among: rules)
        try Self.requireOne(.untagged, among: rules)
        let sorted = rules.filter { $0.status != .any } + rules.filter { $0.status == .any }
        document = Self.document(sorted.map(\.properties)).adding(marksOf: gathered)
        origins = sorted.enumerated().flatMap { $1.origins(in: "policy.rules[\($0)]") }
    }

    private static let expiryOfUntagged: PropertyMap = [
        "description": "remove untagged images",
        "selection": ["tagStatus": "untagged", "countType": "imageCountMoreThan", "countNumber": 1],
    ]

    private static func document(_ rules: [PropertyMap]) -> Output<PropertyValue> {
        let numbered = rules.enumerated().map { index, rule in
            PropertyValue.map(rule.setting(["rulePriority": .number(Double(index + 1)), "action": ["type": "expire"]]))
        }
        return Output(["rules": .list(numbered)])
    }

    private static func requireOne(
        _ status: LifecycleRule.TagStatus,
        among rules: [LifecycleRule]
    ) throws(InputFailure) {
        let same = rules.filter { $0.status == status }
        guard same.count > 1 else { return }
        throw same[1].view.tagStatus.failure(
            "ECR takes only one rule for \(status.images), and \(same[0].view.object.path) is one already"
        )
    }
}
