// Written by scripts/generate-types from schema.json. Do not edit.
import ProviderKit
import PulumiProtocol

/// A limit on what the container's processes may use.
///
/// `awsx:ecs:TaskDefinitionUlimit`
struct TaskDefinitionUlimitInputs: InputView {
    static let names: [String] = [
        "hardLimit",
        "name",
        "softLimit",
    ]

    let object: InputObject

    /// The limit that cannot be passed.
    var hardLimit: PropertyValue? { object["hardLimit"] }

    /// The limit's name, such as `nofile`.
    var name: PropertyValue? { object["name"] }

    /// The limit that a process may raise up to the hard one.
    var softLimit: PropertyValue? { object["softLimit"] }
}
