// Written by scripts/generate-types from schema.json. Do not edit.
import ProviderKit
import PulumiProtocol

/// An entry of the container's `/etc/hosts`.
///
/// `awsx:ecs:TaskDefinitionHostEntry`
struct TaskDefinitionHostEntryInputs: InputView {
    static let names: [String] = [
        "hostname",
        "ipAddress",
    ]

    let object: InputObject

    /// The host name.
    var hostname: PropertyValue? { object["hostname"] }

    /// The address.
    var ipAddress: PropertyValue? { object["ipAddress"] }
}
