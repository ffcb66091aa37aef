internal import Connections

/// A program that builds images: the commands it takes, and the features it has.
package struct BuilderDescriptor: Sendable {
    /// The form in which a builder tells about its steps.
    enum OutputFormat: Sendable {
        /// BuildKit's, with steps that run at once and a number before each line.
        case buildKit
        /// One step after the other, each with a line that begins with `STEP`.
        case steps
    }

    /// The file that a builder takes credentials from.
    enum CredentialsFile: Sendable {
        /// `config.json` in the folder that `DOCKER_CONFIG` names.
        case docker
        /// The file that `REGISTRY_AUTH_FILE` names.
        case containers
    }

    /// The pushing of an image that was built before.
    struct Push: Sendable {
        let arguments: @Sendable (PushPlan) -> [String]
        /// The digest in the line of output that tells it; `nil` where the builder writes it to a file.
        let digest: (@Sendable (String) -> String?)?
    }

    /// The commands on the images that a builder keeps.
    struct Store: Sendable {
        let tag: @Sendable (_ source: String, _ target: String) -> [String]
        let pull: @Sendable (_ name: String, _ isOnLoopback: Bool) -> [String]
        let inspect: @Sendable (_ name: String) -> [String]
        /// Reads what `inspect` prints; `nil` if that is no image.
        let image: @Sendable (_ output: [UInt8]) -> StoredImage?
    }

    /// The builder's name, as messages and the configuration have it.
    package let name: String
    /// The program.
    let program: String
    /// The arguments of a call that succeeds only where the builder works.
    let probe: [String]
    /// The variables to try the builder with, in that order.
    let environments: [[String: String]]
    /// The features that not every builder has, by the inputs that ask for them; `nil` for all.
    let features: Set<String>?
    let output: OutputFormat
    let credentialsFile: CredentialsFile
    /// The way in which a build is interrupted so that the builder cleans up after itself.
    let interruption: ProcessWatch.Interruption
    let build: @Sendable (ImageBuild, BuildPaths) -> [String]
    /// The pushing; `nil` for a builder that pushes while it builds.
    let push: Push?
    let store: Store

    /// All builders, in the order in which they are looked for.
    package static let all: [BuilderDescriptor] = [buildx, docker, buildah, podman]

    /// Returns the first input that asks for a feature this builder lacks.
    func refusal(of build: ImageBuild) -> UnsupportedInput? {
        guard let features, let lacking = build.requirements.first(where: { !features.contains($0.feature) }) else {
            return nil
        }
        let others = Self.all.filter { $0.features?.contains(lacking.feature) ?? true }
        return UnsupportedInput(input: lacking.input, builder: name, alternatives: others.map(\.name))
    }
}

/// An input that asks for what the builder cannot do.
package struct UnsupportedInput: Error, Hashable, Sendable, CustomStringConvertible {
    /// The path of the input, such as `cacheTo[0].s3`.
    package let input: String
    /// The builder's name.
    package let builder: String
    /// The names of builders that can do it.
    package let alternatives: [String]

    /// The input, the builder, and those that can do it.
    package var description: String {
        "\(builder) cannot do what \(input) asks for; \(alternatives.joined(separator: ", ")) can: install "
            + "\(alternatives.count == 1 ? "it" : "one of them"), or leave \(input) out"
    }
}

extension ImageBuild {
    /// The features that not every builder has, with the inputs that ask for them.
    fileprivate var requirements: [(feature: String, input: String)] {
        var found: [(feature: String, input: String)] = []
        if !secrets.isEmpty { found.append(("secrets", "secrets")) }
        if !ssh.isEmpty { found.append(("ssh", "ssh")) }
        if platforms.count > 1 { found.append(("platforms", "platforms")) }
        if !namedContexts.isEmpty { found.append(("context.named", "context.named")) }
        if instance != nil { found.append(("builder.name", "builder.name")) }
        if case .location(let location) = dockerfile, Self.isRemote(location) {
            found.append(("dockerfile.location", "dockerfile.location"))
        }
        found += cacheSources.map { ("cacheFrom.\($0.kind)", $0.input) }
        found += cacheTargets.map { ("cacheTo.\($0.kind)", $0.input) }
        found += exports.map { ("exports.\($0.kind)", $0.input) }
        return found
    }
}
