// Written by scripts/generate-types from schema.json. Do not edit.
import ProviderKit
import PulumiProtocol

/// Settings of the Linux kernel for the container.
///
/// `awsx:ecs:TaskDefinitionLinuxParameters`
struct TaskDefinitionLinuxParametersInputs: InputView {
    static let names: [String] = [
        "capabilities",
        "devices",
        "initProcessEnabled",
        "maxSwap",
        "sharedMemorySize",
        "swappiness",
        "tmpfs",
    ]

    let object: InputObject

    /// Kernel capabilities.
    var capabilities: TaskDefinitionKernelCapabilitiesInputs? {
        get throws {
            try object.object("capabilities").map(TaskDefinitionKernelCapabilitiesInputs.init)
        }
    }

    /// Devices of the host.
    var devices: [TaskDefinitionDeviceInputs]? {
        get throws {
            try object.objects("devices")?.map(TaskDefinitionDeviceInputs.init)
        }
    }

    /// Whether an init process reaps orphans.
    var initProcessEnabled: PropertyValue? { object["initProcessEnabled"] }

    /// The swap space in MiB.
    var maxSwap: PropertyValue? { object["maxSwap"] }

    /// The size of `/dev/shm` in MiB.
    var sharedMemorySize: PropertyValue? { object["sharedMemorySize"] }

    /// How readily memory is swapped: 0 to 100.
    var swappiness: PropertyValue? { object["swappiness"] }

    /// File systems in memory.
    var tmpfs: [TaskDefinitionTmpfsInputs]? {
        get throws {
            try object.objects("tmpfs")?.map(TaskDefinitionTmpfsInputs.init)
        }
    }
}
