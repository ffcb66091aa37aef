// Written by scripts/generate-types from schema.json. Do not edit.
import ProviderKit
import PulumiProtocol

/// Registers an EC2 instance or a Lambda function as target of a target group, and gives the load balancer the
/// permission to call the function.
///
/// `awsx:lb:TargetGroupAttachment`
struct TargetGroupAttachmentInputs: InputView {
    static let names: [String] = [
        "instance",
        "instanceId",
        "lambda",
        "lambdaArn",
        "targetGroup",
        "targetGroupArn",
    ]

    let object: InputObject

    /// The instance.
    ///
    /// Exactly one of `instance`, `instanceId`, `lambda` and `lambdaArn` is needed.
    var instance: PropertyValue? { object["instance"] }

    /// The instance's id.
    var instanceId: PropertyValue? { object["instanceId"] }

    /// The Lambda function.
    var lambda: PropertyValue? { object["lambda"] }

    /// The Lambda function's ARN.
    var lambdaArn: PropertyValue? { object["lambdaArn"] }

    /// The target group.
    ///
    /// Either this or `targetGroupArn` is needed.
    var targetGroup: PropertyValue? { object["targetGroup"] }

    /// The target group's ARN.
    var targetGroupArn: PropertyValue? { object["targetGroupArn"] }
}
