import JSON
import PackageSchema
import ProviderKit
import PulumiProtocol

/// The changes to a task definition with which a schedule runs tasks.
struct ScheduledTaskOverrides: Sendable {
    private let inputs: ScheduledTaskOverridesInputs
    private let containers: [(key: String, view: ScheduledTaskContainerOverrideInputs)]

    /// Reads the inputs.
    ///
    /// - Throws: ``InputFailure`` if the names of containers are not known at once.
    init(_ inputs: ScheduledTaskOverridesInputs) throws(InputFailure) {
        self.inputs = inputs
        containers = try inputs.containers.views() ?? []
    }

    /// Checks that the containers are those of a task definition.
    ///
    /// - Throws: ``InputFailure`` for the first that is not.
    func check(containers names: [String]) throws(InputFailure) {
        guard let stray = containers.first(where: { !names.contains($0.key) }) else { return }
        let suggestion = Spelling.suggestion(for: stray.key, among: names)
        throw InputFailure(
            inputs.object.owner,
            at: stray.view.object.path,
            "is for a container that the task definition does not have\(suggestion)"
        )
    }

    /// The changes as ECS takes them: a `TaskOverride`, as JSON text.
    var text: PropertyValue {
        let containers = containers.map { container -> PropertyValue in
            let containerInputs = container.view
            let variables = containerInputs.environment.value.map { variables in
                Output(gathering: variables).map { variables -> PropertyValue in
                    .list(
                        (variables.map ?? [:]).inECMAScriptOrder.map { ["name": .string($0.key), "value": $0.value] }
                    )
                }.property
            }
            return .map(
                containerInputs.object.properties.setting([
                    "name": .string(container.key), "environment": variables,
                ])
            )
        }
        let changes = PropertyMap(present: [
            "containerOverrides": containers.isEmpty ? nil : .list(containers),
            "cpu": inputs.cpu.value,
            "memory": inputs.memory.value,
        ])
        return Output(gathering: .map(changes)).map { .string(JSON(inECMAScriptOrder: $0).text()) }.property
    }
}
