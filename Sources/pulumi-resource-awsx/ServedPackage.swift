import AWSResources
import Crosswalk
import DockerResources
import ProviderKit

/// The packages in this binary.
enum ServedPackage: String, CaseIterable {
    case awsx
    case aws
    case dockerBuild = "docker-build"
    case docker

    /// The names of all packages, for messages: `a, b or c`.
    static var names: String {
        let names = allCases.map(\.rawValue)
        return names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
    }

    /// The package that the program's own name asks for: `pulumi-resource-NAME`, with any folder before it; `awsx` if
    /// it is another name.
    init(programName: String) {
        let name = programName.split(separator: "/").last ?? ""
        self = Self.allCases.first { name.hasSuffix("pulumi-resource-\($0.rawValue)") } ?? .awsx
    }

    /// The package's provider.
    var provider: any Provider {
        switch self {
        case .awsx: CrosswalkProvider(childRules: AWSRules(), functions: AWSFunctions())
        case .aws: AWSProvider()
        case .dockerBuild: DockerProvider.build()
        case .docker: DockerProvider.docker()
        }
    }
}
