// Written by scripts/generate-types from schema.json. Do not edit.
import ProviderKit
import PulumiProtocol

/// One container of a task.
///
/// `awsx:ecs:TaskDefinitionContainerDefinition`
struct TaskDefinitionContainerDefinitionInputs: InputView {
    static let names: [String] = [
        "command",
        "cpu",
        "dependsOn",
        "disableNetworking",
        "dnsSearchDomains",
        "dnsServers",
        "dockerLabels",
        "dockerSecurityOptions",
        "entryPoint",
        "environment",
        "environmentFiles",
        "essential",
        "extraHosts",
        "firelensConfiguration",
        "healthCheck",
        "hostname",
        "image",
        "interactive",
        "links",
        "linuxParameters",
        "logConfiguration",
        "memory",
        "memoryReservation",
        "mountPoints",
        "name",
        "portMappings",
        "privileged",
        "pseudoTerminal",
        "readonlyRootFilesystem",
        "repositoryCredentials",
        "resourceRequirements",
        "secrets",
        "startTimeout",
        "stopTimeout",
        "systemControls",
        "ulimits",
        "user",
        "volumesFrom",
        "workingDirectory",
    ]

    let object: InputObject

    /// The command, as a list of words.
    var command: PropertyValue? { object["command"] }

    /// The CPU units that the container needs.
    var cpu: PropertyValue? { object["cpu"] }

    /// Containers that must have reached a state first.
    var dependsOn: [TaskDefinitionContainerDependencyInputs]? {
        get throws {
            try object.objects("dependsOn")?.map(TaskDefinitionContainerDependencyInputs.init)
        }
    }

    /// Whether the container has no network.
    var disableNetworking: PropertyValue? { object["disableNetworking"] }

    /// Domains in which names are looked up.
    var dnsSearchDomains: PropertyValue? { object["dnsSearchDomains"] }

    /// Addresses of name servers.
    var dnsServers: PropertyValue? { object["dnsServers"] }

    /// Docker labels by name.
    var dockerLabels: PropertyValue? { object["dockerLabels"] }

    /// Docker's security options.
    var dockerSecurityOptions: PropertyValue? { object["dockerSecurityOptions"] }

    /// The entry point, as a list of words.
    var entryPoint: PropertyValue? { object["entryPoint"] }

    /// Environment variables.
    var environment: [TaskDefinitionKeyValuePairInputs]? {
        get throws {
            try object.objects("environment")?.map(TaskDefinitionKeyValuePairInputs.init)
        }
    }

    /// Files with environment variables.
    var environmentFiles: [TaskDefinitionEnvironmentFileInputs]? {
        get throws {
            try object.objects("environmentFiles")?.map(TaskDefinitionEnvironmentFileInputs.init)
        }
    }

    /// Whether the task ends with this container.
    var essential: PropertyValue? { object["essential"] }

    /// Entries for `/etc/hosts`.
    var extraHosts: [TaskDefinitionHostEntryInputs]? {
        get throws {
            try object.objects("extraHosts")?.map(TaskDefinitionHostEntryInputs.init)
        }
    }

    /// Makes this container the log router.
    var firelensConfiguration: TaskDefinitionFirelensConfigurationInputs? {
        get throws {
            try object.object("firelensConfiguration").map(TaskDefinitionFirelensConfigurationInputs.init)
        }
    }

    /// How ECS finds out whether the container is healthy.
    var healthCheck: TaskDefinitionHealthCheckInputs? {
        get throws {
            try object.object("healthCheck").map(TaskDefinitionHealthCheckInputs.init)
        }
    }

    /// The host name.
    var hostname: PropertyValue? { object["hostname"] }

    /// The image, with registry and tag or digest.
    var image: PropertyValue? { object["image"] }

    /// Whether standard input is open.
    var interactive: PropertyValue? { object["interactive"] }

    /// Containers to link to, in network mode `bridge`.
    var links: PropertyValue? { object["links"] }

    /// Settings of the Linux kernel.
    var linuxParameters: TaskDefinitionLinuxParametersInputs? {
        get throws {
            try object.object("linuxParameters").map(TaskDefinitionLinuxParametersInputs.init)
        }
    }

    /// Where output goes; the task definition's log group if not given.
    var logConfiguration: TaskDefinitionLogConfigurationInputs? {
        get throws {
            try object.object("logConfiguration").map(TaskDefinitionLogConfigurationInputs.init)
        }
    }

    /// The memory in MiB that the container may use.
    var memory: PropertyValue? { object["memory"] }

    /// The memory in MiB that is set aside.
    var memoryReservation: PropertyValue? { object["memoryReservation"] }

    /// Volumes in the file system.
    var mountPoints: [TaskDefinitionMountPointInputs]? {
        get throws {
            try object.objects("mountPoints")?.map(TaskDefinitionMountPointInputs.init)
        }
    }

    /// The container's name; the map's key where there are several.
    var name: PropertyValue? { object["name"] }

    /// Ports that others can reach.
    var portMappings: [TaskDefinitionPortMappingInputs]? {
        get throws {
            try object.objects("portMappings")?.map(TaskDefinitionPortMappingInputs.init)
        }
    }

    /// Whether the container has the host's rights.
    var privileged: PropertyValue? { object["privileged"] }

    /// Whether the container has a terminal.
    var pseudoTerminal: PropertyValue? { object["pseudoTerminal"] }

    /// Whether the root file system is read-only.
    var readonlyRootFilesystem: PropertyValue? { object["readonlyRootFilesystem"] }

    /// Credentials for a private registry.
    var repositoryCredentials: TaskDefinitionRepositoryCredentialsInputs? {
        get throws {
            try object.object("repositoryCredentials").map(TaskDefinitionRepositoryCredentialsInputs.init)
        }
    }

    /// Resources such as GPUs.
    var resourceRequirements: [TaskDefinitionResourceRequirementInputs]? {
        get throws {
            try object.objects("resourceRequirements")?.map(TaskDefinitionResourceRequirementInputs.init)
        }
    }

    /// Environment variables whose values are fetched at the start.
    var secrets: [TaskDefinitionSecretInputs]? {
        get throws {
            try object.objects("secrets")?.map(TaskDefinitionSecretInputs.init)
        }
    }

    /// Seconds to wait for containers that this one depends on.
    var startTimeout: PropertyValue? { object["startTimeout"] }

    /// Seconds from the request to stop to the kill.
    var stopTimeout: PropertyValue? { object["stopTimeout"] }

    /// Kernel parameters.
    var systemControls: [TaskDefinitionSystemControlInputs]? {
        get throws {
            try object.objects("systemControls")?.map(TaskDefinitionSystemControlInputs.init)
        }
    }

    /// Limits on processes.
    var ulimits: [TaskDefinitionUlimitInputs]? {
        get throws {
            try object.objects("ulimits")?.map(TaskDefinitionUlimitInputs.init)
        }
    }

    /// The user, with or without group, by name or number.
    var user: PropertyValue? { object["user"] }

    /// Containers whose volumes are mounted.
    var volumesFrom: [TaskDefinitionVolumeFromInputs]? {
        get throws {
            try object.objects("volumesFrom")?.map(TaskDefinitionVolumeFromInputs.init)
        }
    }

    /// The folder in which the command starts.
    var workingDirectory: PropertyValue? { object["workingDirectory"] }
}
