// Written by scripts/generate-types from schema.json. Do not edit.
import ProviderKit
import PulumiProtocol

/// The task definition of a Fargate service.
///
/// `awsx:ecs:FargateServiceTaskDefinition`
struct FargateServiceTaskDefinitionInputs: InputView {
    static let names: [String] = [
        "container",
        "containers",
        "cpu",
        "enableFaultInjection",
        "ephemeralStorage",
        "executionRole",
        "family",
        "ipcMode",
        "logGroup",
        "memory",
        "pidMode",
        "placementConstraints",
        "proxyConfiguration",
        "region",
        "runtimePlatform",
        "skipDestroy",
        "tags",
        "taskRole",
        "trackLatest",
        "volumes",
    ]

    let object: InputObject

    /// The only container.
    ///
    /// Either this or `containers` is needed.
    var container: TaskDefinitionContainerDefinitionInputs? {
        get throws {
            try object.object("container").map(TaskDefinitionContainerDefinitionInputs.init)
        }
    }

    /// The containers by name.
    ///
    /// Either this or `container` is needed.
    var containers: [(key: String, value: TaskDefinitionContainerDefinitionInputs)]? {
        get throws {
            try object.entries("containers")?.map {
                ($0.key, TaskDefinitionContainerDefinitionInputs(object: $0.object))
            }
        }
    }

    /// The CPU units of the task, as text; chosen by the containers' needs if not given.
    var cpu: PropertyValue? { object["cpu"] }

    /// Whether faults may be injected into the tasks.
    var enableFaultInjection: PropertyValue? { object["enableFaultInjection"] }

    /// The size of the tasks' own storage.
    var ephemeralStorage: PropertyValue? { object["ephemeralStorage"] }

    /// The role with which ECS starts the task: pulls images, writes logs, reads secrets.
    var executionRole: DefaultRoleWithPolicyInputs? {
        get throws {
            try object.object("executionRole").map(DefaultRoleWithPolicyInputs.init)
        }
    }

    /// The name under which revisions are counted; derived from the containers if not given.
    var family: PropertyValue? { object["family"] }

    /// Which containers share inter-process communication: `host`, `task` or `none`.
    var ipcMode: PropertyValue? { object["ipcMode"] }

    /// The log group of the containers that have no `logConfiguration`.
    var logGroup: DefaultLogGroupInputs? {
        get throws {
            try object.object("logGroup").map(DefaultLogGroupInputs.init)
        }
    }

    /// The memory of the task in MiB, as text; chosen by the containers' needs if not given.
    var memory: PropertyValue? { object["memory"] }

    /// Which containers see each other's processes: `host` or `task`.
    var pidMode: PropertyValue? { object["pidMode"] }

    /// Rules for where tasks may run.
    var placementConstraints: PropertyValue? { object["placementConstraints"] }

    /// The App Mesh proxy.
    var proxyConfiguration: PropertyValue? { object["proxyConfiguration"] }

    /// The region; the provider's if not given.
    var region: PropertyValue? { object["region"] }

    /// Operating system and processor architecture.
    var runtimePlatform: PropertyValue? { object["runtimePlatform"] }

    /// Whether it stays at AWS when it leaves the stack.
    var skipDestroy: PropertyValue? { object["skipDestroy"] }

    /// Tags at AWS.
    var tags: PropertyValue? { object["tags"] }

    /// The role that the containers act as.
    var taskRole: DefaultRoleWithPolicyInputs? {
        get throws {
            try object.object("taskRole").map(DefaultRoleWithPolicyInputs.init)
        }
    }

    /// Whether the newest revision is read, not the one that was deployed.
    var trackLatest: PropertyValue? { object["trackLatest"] }

    /// The volumes that containers can mount.
    var volumes: PropertyValue? { object["volumes"] }
}
