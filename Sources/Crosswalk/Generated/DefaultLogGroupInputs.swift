// Written by scripts/generate-types from schema.json. Do not edit.
import ProviderKit
import PulumiProtocol

/// The log group that a component makes by default: with arguments of your own, replaced by an existing one, or
/// left out.
///
/// `awsx:awsx:DefaultLogGroup`
struct DefaultLogGroupInputs: InputView {
    static let names: [String] = [
        "args",
        "existing",
        "skip",
    ]

    let object: InputObject

    /// Arguments for the one that is made.
    var args: LogGroupInputs? {
        get throws {
            try object.object("args").map(LogGroupInputs.init)
        }
    }

    /// An existing one to use.
    var existing: ExistingLogGroupInputs? {
        get throws {
            try object.object("existing").map(ExistingLogGroupInputs.init)
        }
    }

    /// Whether none is made or used.
    var skip: PropertyValue? { object["skip"] }
}
