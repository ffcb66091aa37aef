// Written by scripts/generate-types from schema.json. Do not edit.
import ProviderKit
import PulumiProtocol

/// How ECS finds out whether the container is healthy.
///
/// `awsx:ecs:TaskDefinitionHealthCheck`
struct TaskDefinitionHealthCheckInputs: InputView {
    static let names: [String] = [
        "command",
        "interval",
        "retries",
        "startPeriod",
        "timeout",
    ]

    let object: InputObject

    /// The command, after `CMD` or `CMD-SHELL`.
    var command: PropertyValue? { object["command"] }

    /// Seconds between checks.
    var interval: PropertyValue? { object["interval"] }

    /// Failures in a row that make it unhealthy.
    var retries: PropertyValue? { object["retries"] }

    /// Seconds after the start in which failures do not count.
    var startPeriod: PropertyValue? { object["startPeriod"] }

    /// Seconds that a check may take.
    var timeout: PropertyValue? { object["timeout"] }
}
