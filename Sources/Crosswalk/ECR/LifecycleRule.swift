import ProviderKit
import PulumiProtocol

/// One rule of a lifecycle policy: which images expire, and when.
struct LifecycleRule: Sendable {
    /// The images that a rule is for.
    enum TagStatus: String {
        case any, untagged, tagged

        /// The images, as a noun phrase.
        var images: String { self == .any ? "images of any tag" : "\(rawValue) images" }
    }

    /// The inputs of the rule.
    let view: LifecyclePolicyRuleInputs
    /// The images that it is for.
    let status: TagStatus
    /// The rule as ECR wants it, apart from its number and action.
    let properties: PropertyMap

    /// The rule of inputs, all of which are known.
    ///
    /// - Throws: ``InputFailure`` if ECR would refuse the rule.
    init(_ inputs: LifecyclePolicyRuleInputs) throws(InputFailure) {
        view = inputs
        // As upstream, any other text counts as tagged; what the schema does not have is refused before.
        status = Self.plain(inputs.tagStatus)?.string.flatMap(TagStatus.init) ?? .tagged
        let prefixes = Self.plain(inputs.tagPrefixList)
        if status == .tagged, prefixes?.list?.isEmpty ?? true {
            throw inputs.tagPrefixList.failure("needs the prefixes of tags, because tagStatus is \"tagged\"")
        }
        let count = Self.plain(inputs.maximumNumberOfImages)
        guard let limit = count ?? Self.plain(inputs.maximumAgeLimit) else {
            throw InputFailure(
                inputs.object.owner,
                at: inputs.object.path,
                "needs maximumNumberOfImages or maximumAgeLimit"
            )
        }
        let selection = PropertyMap(present: [
            "tagStatus": .string(status.rawValue),
            "tagPrefixList": status == .tagged ? prefixes : nil,
            "countType": count == nil ? "sinceImagePushed" : "imageCountMoreThan",
            "countUnit": count == nil ? "days" : nil,
            "countNumber": limit,
        ])
        properties = PropertyMap(present: [
            "description": Self.plain(inputs.description), "selection": .map(selection),
        ])
    }

    /// The places among the component's inputs from which the parts of the rule at a path of the document are taken.
    func origins(in path: String) -> [ChildDraft.Origin] {
        let limit = view.maximumNumberOfImages.nonNull == nil ? view.maximumAgeLimit : view.maximumNumberOfImages
        return [
            .init(path, from: view.object.path),
            .init("\(path).selection", from: view.object.path),
            .init("\(path).selection.countNumber", from: limit.path),
        ]
    }

    private static func plain<Value>(_ input: Input<Value>) -> PropertyValue? {
        input.nonNull.flatMap { Output(gathering: $0).value }
    }
}
