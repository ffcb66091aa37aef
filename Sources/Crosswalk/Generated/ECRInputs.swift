// Written by scripts/generate-types from schema.json. Do not edit.
import ProviderKit
import PulumiProtocol

/// The rules by which images expire.
///
/// By default all untagged images but one expire.
///
/// `awsx:ecr:lifecyclePolicy`
struct LifecyclePolicyInputs: InputView {
    let object: InputObject

    /// The rules in the order of their priority.
    ///
    /// A rule for `any` image is always the last. By default one rule keeps a single untagged image.
    var rules: Input<[LifecyclePolicyRuleInputs]> { input("rules") }

    /// Indicates whether there is no lifecycle policy, so that images never expire; `false` by default.
    var skip: Input<PropertyValue> { input("skip") }
}

/// A rule that says which images expire.
///
/// One of `maximumNumberOfImages` and `maximumAgeLimit` is required; the first counts if both are given.
///
/// `awsx:ecr:lifecyclePolicyRule`
struct LifecyclePolicyRuleInputs: InputView {
    let object: InputObject

    /// The purpose of the rule, for readers.
    var description: Input<PropertyValue> { input("description") }

    /// The number of days after its push for which an image is kept.
    ///
    /// In the policy document of AWS it is `countNumber`, with `countType` `sinceImagePushed` and `countUnit` `days`.
    var maximumAgeLimit: Input<PropertyValue> { input("maximumAgeLimit") }

    /// The number of images that are kept, the newest ones.
    ///
    /// In the policy document of AWS it is `countNumber`, with `countType` `imageCountMoreThan`.
    var maximumNumberOfImages: Input<PropertyValue> { input("maximumNumberOfImages") }

    /// The prefixes that the tags of an image begin with; required with tag status `tagged`, and for no other.
    ///
    /// An image must match all of them. In the policy document of AWS it is `tagPrefixList`.
    var tagPrefixList: Input<[PropertyValue]> { input("tagPrefixList") }

    /// The images that the rule is for.
    ///
    /// In the policy document of AWS it is `tagStatus`.
    var tagStatus: Input<PropertyValue> { input("tagStatus") }
}

/// An image that is built from a Dockerfile and pushed to a repository of Amazon ECR.
///
/// `awsx:ecr:Image`
struct ImageInputs: ComponentInputs {
    static let type = "awsx:ecr:Image"

    let object: InputObject

    /// The build arguments by name (`--build-arg`), which instructions of the Dockerfile can use.
    ///
    /// They remain visible in the history of the image: secrets do not belong here.
    var args: Input<[String: PropertyValue]> { input("args") }

    /// The references of images whose layers can be reused; the earlier image of the same name by default.
    var cacheFrom: Input<[PropertyValue]> { input("cacheFrom") }

    /// The path of the folder that is sent to the builder, from the folder of the project; `.` by default.
    var context: Input<PropertyValue> { input("context") }

    /// The path of the Dockerfile, from the folder of the project; the file `Dockerfile` of the context by default.
    var dockerfile: Input<PropertyValue> { input("dockerfile") }

    /// The tag of the image, and the name of its resource.
    ///
    /// It counts more than `imageTag`.
    var imageName: Input<PropertyValue> { input("imageName") }

    /// The tag of the image; a hash of the paths of context and Dockerfile, the arguments and the name of the stack
    /// by default.
    ///
    /// AWS calls it `imageTag`.
    var imageTag: Input<PropertyValue> { input("imageTag") }

    /// The platform that the image is built for, such as `linux/arm64`; that of the builder by default.
    var platform: Input<PropertyValue> { input("platform") }

    /// The ID of the AWS account of the registry, a number of 12 digits; read from `repositoryUrl` by default.
    ///
    /// AWS calls it `registryId`.
    var registryId: Input<PropertyValue> { input("registryId") }

    /// The URL of the repository, such as `123456789012.dkr.ecr.eu-west-1.amazonaws.com/app`.
    ///
    /// AWS calls it `repositoryUri`.
    var repositoryUrl: Input<PropertyValue> { input("repositoryUrl") }

    /// The name of the stage of the Dockerfile that is built; the last one by default.
    var target: Input<PropertyValue> { input("target") }
}

/// An image of the local builder that is pushed to a repository of Amazon ECR.
///
/// `awsx:ecr:RegistryImage`
struct RegistryImageInputs: ComponentInputs {
    static let type = "awsx:ecr:RegistryImage"

    let object: InputObject

    /// Indicates whether the TLS certificate of the registry is accepted without a check; `false` by default.
    var insecureSkipVerify: Input<PropertyValue> { input("insecureSkipVerify") }

    /// Indicates whether the image stays in the registry when it is removed from the stack; `false` by default.
    var keepRemotely: Input<PropertyValue> { input("keepRemotely") }

    /// The URL of the repository, such as `123456789012.dkr.ecr.eu-west-1.amazonaws.com/app`.
    ///
    /// AWS calls it `repositoryUri`.
    var repositoryUrl: Input<PropertyValue> { input("repositoryUrl") }

    /// The name of the image to push, with its tag.
    ///
    /// It must exist where the builder keeps its images.
    var sourceImage: Input<PropertyValue> { input("sourceImage") }

    /// The tag in the repository; `latest` by default.
    ///
    /// AWS calls it `imageTag`.
    var tag: Input<PropertyValue> { input("tag") }

    /// The values by name that push the image again when they change.
    var triggers: Input<[String: PropertyValue]> { input("triggers") }
}

/// A repository of Amazon ECR for images, with a lifecycle policy.
///
/// `awsx:ecr:Repository`
struct RepositoryInputs: ComponentInputs, ForwardedInputs {
    static let type = "awsx:ecr:Repository"

    static let forwardedNames = [
        "encryptionConfigurations", "forceDelete", "imageScanningConfiguration", "imageTagMutability",
        "imageTagMutabilityExclusionFilters", "name", "region", "tags",
    ]

    let object: InputObject

    /// The rules by which images expire; by default all untagged images but one expire.
    ///
    /// AWS calls it `lifecyclePolicyText`.
    var lifecyclePolicy: Input<LifecyclePolicyInputs> { input("lifecyclePolicy") }

    /// The region; the region of the provider by default.
    var region: Input<PropertyValue> { input("region") }
}
