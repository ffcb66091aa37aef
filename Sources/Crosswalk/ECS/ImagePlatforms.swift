import ProviderKit
import PulumiProtocol

/// The comparison of the platform of a task with those that its images were built for.
///
/// An image is built before the task that runs it is known, so that it cannot follow the task's platform. The task
/// definition is the first that knows both.
struct ImagePlatforms: Sendable {
    private static let image = "docker-build:index:Image"
    /// Docker's names for the architectures of ECS.
    private static let names = ["X86_64": "amd64", "ARM64": "arm64"]

    /// The architecture of the task as ECS calls it; `nil` if it is not known.
    private let architecture: String?

    /// The platform of a task definition's inputs.
    init(_ inputs: any TaskDefinitionInputs, _ kind: LaunchKind) {
        guard let platform = inputs.runtimePlatform.nonNull else {
            architecture = kind.architecture
            return
        }
        let given = platform.distributed.map?["cpuArchitecture"].given
        architecture = given.map { Output(gathering: $0).value?.string } ?? kind.architecture
    }

    /// Warns of each container whose image was built by the same program for other platforms.
    ///
    /// An image for which no platform was asked for has that of this machine, where builders run.
    func check(_ containers: ContainerInputs, in scope: ComponentScope) async {
        guard let architecture, let name = Self.names[architecture] else { return }
        for image in containers.images {
            let sources = Output(gathering: image.value ?? .null).dependencies
            for source in sources where URN(source)?.type == Self.image {
                // The comparison only helps: without the state there is nothing to compare.
                guard let state = try? await scope.state(of: source) else { continue }
                let asked = state["platforms"]?.list?.compactMap(\.string) ?? []
                let built = asked.isEmpty ? ["linux/\(Self.machine)"] : asked
                guard !built.contains(where: { $0.split(separator: "/").dropFirst().first == name[...] }) else {
                    continue
                }
                await scope.warn(
                    image,
                    "the image is built for \(built.joined(separator: ", ")), but the task runs on \(architecture): give "
                        + "the image the platform linux/\(name), or runtimePlatform.cpuArchitecture of the task another value"
                )
            }
        }
    }

    /// Docker's name for the architecture of this machine.
    private static var machine: String {
        #if arch(arm64)
            "arm64"
        #else
            "amd64"
        #endif
    }
}
