// Written by scripts/generate-types from schema.json. Do not edit.
import ProviderKit
import PulumiProtocol

/// A log group, as `aws.cloudwatch.LogGroup` takes it.
///
/// `awsx:awsx:LogGroup`
struct LogGroupInputs: InputView {
    static let names: [String] = [
        "deletionProtectionEnabled",
        "kmsKeyId",
        "logGroupClass",
        "name",
        "namePrefix",
        "region",
        "retentionInDays",
        "skipDestroy",
        "tags",
    ]

    let object: InputObject

    /// Whether AWS refuses to delete it.
    var deletionProtectionEnabled: PropertyValue? { object["deletionProtectionEnabled"] }

    /// The ARN of the key that encrypts it.
    var kmsKeyId: PropertyValue? { object["kmsKeyId"] }

    /// The class: `STANDARD`, `INFREQUENT_ACCESS` or `DELIVERY`.
    var logGroupClass: PropertyValue? { object["logGroupClass"] }

    /// The name at AWS; derived from the resource's name if not given.
    var name: PropertyValue? { object["name"] }

    /// The beginning of the name at AWS.
    var namePrefix: PropertyValue? { object["namePrefix"] }

    /// The region; the provider's if not given.
    var region: PropertyValue? { object["region"] }

    /// Days for which events are kept; for ever if not given.
    var retentionInDays: PropertyValue? { object["retentionInDays"] }

    /// Whether it stays at AWS when it leaves the stack.
    var skipDestroy: PropertyValue? { object["skipDestroy"] }

    /// Tags at AWS.
    var tags: PropertyValue? { object["tags"] }
}
