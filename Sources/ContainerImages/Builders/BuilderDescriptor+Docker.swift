internal import Connections
internal import JSON

extension BuilderDescriptor {
    /// The `buildx` plugin of docker's command line, which drives BuildKit.
    static let buildx = BuilderDescriptor(
        name: "docker buildx",
        program: "docker",
        probe: ["buildx", "inspect", "--bootstrap"],
        environments: [[:]],
        features: nil,
        output: .buildKit,
        credentialsFile: .docker,
        interruption: .group,
        build: { build, paths in
            var words = ["buildx", "build", "--progress=plain", "--metadata-file", paths.metadata]
            words += shared(build, paths)
            if let instance = build.instance { words += ["--builder", instance] }
            for (name, location) in build.namedContexts.sorted(by: { $0.key < $1.key }) {
                words += ["--build-context", "\(name)=\(location)"]
            }
            if !build.platforms.isEmpty { words += ["--platform", build.platforms.joined(separator: ",")] }
            for option in build.cacheSources { words += ["--cache-from", option.text] }
            for option in build.cacheTargets { words += ["--cache-to", option.text] }
            for secret in paths.secrets { words += ["--secret", "id=\(secret.name),src=\(secret.path)"] }
            for forward in build.ssh { words += ["--ssh", forward.text] }
            if build.pullsBaseImages { words.append("--pull") }
            if build.loads { words.append("--load") }
            if build.pushes { words.append("--push") }
            for option in build.exports { words += ["--output", option.text] }
            return words + [build.context]
        },
        push: nil,
        store: dockerStore
    )

    /// Docker's command line with the builder of the docker daemon, which knows neither secrets nor several platforms.
    static let docker = BuilderDescriptor(
        name: "docker",
        program: "docker",
        probe: ["info", "--format", "{{.ServerVersion}}"],
        environments: [["DOCKER_BUILDKIT": "0"]],
        features: ["cacheFrom.registry", "cacheTo.inline", "exports.registry", "exports.cacheonly"],
        output: .steps,
        credentialsFile: .docker,
        interruption: .group,
        build: { build, paths in
            var words = ["build", "--iidfile", paths.imageID]
            words += shared(build, paths)
            for platform in build.platforms { words += ["--platform", platform] }
            for reference in build.cacheSources.compactMap({ $0["ref"] }) { words += ["--cache-from", reference] }
            if build.pullsBaseImages { words.append("--pull") }
            return words + [build.context]
        },
        push: dockerPush,
        store: dockerStore
    )

    /// The pushing of an image of docker's store.
    static let dockerPush = Push(arguments: { ["push", $0.tag] }) { line in
        // 1.0: digest: sha256:… size: 1234
        let words = line.split(separator: " ")
        return words.firstIndex(of: "digest:").flatMap { words.dropFirst($0 + 1).first }.map(String.init)
    }

    private static let dockerStore = Store(
        tag: { ["tag", $0, $1] },
        pull: { name, _ in ["pull", name] },
        inspect: { ["image", "inspect", $0] },
        image: { output in
            guard let image = (try? JSON(parsing: output))?[0], let id = image["Id"]?.string else { return nil }
            let digests = (image["RepoDigests"]?.array ?? []).compactMap(\.string)
            return StoredImage(id: id.hasPrefix("sha256:") ? id : "sha256:\(id)", repositoryDigests: digests)
        }
    )

    /// The arguments that all builders spell in the same way.
    static func shared(_ build: ImageBuild, _ paths: BuildPaths) -> [String] {
        var words: [String] = []
        if let dockerfile = paths.dockerfile { words += ["--file", dockerfile] }
        for tag in build.tags { words += ["--tag", tag] }
        for (name, value) in build.arguments.sorted(by: { $0.key < $1.key }) {
            words += ["--build-arg", "\(name)=\(value)"]
        }
        for (name, value) in build.labels.sorted(by: { $0.key < $1.key }) { words += ["--label", "\(name)=\(value)"] }
        for host in build.hosts { words += ["--add-host", host] }
        if let target = build.target { words += ["--target", target] }
        if let network = build.network { words += ["--network", network] }
        if build.ignoresCache { words.append("--no-cache") }
        return words
    }

    /// Podman's image commands print what docker's do.
    static let dockerCompatibleImage = dockerStore.image
}

extension ImageBuild.SSHForward {
    /// The forward as all builders read it.
    var text: String { paths.isEmpty ? id : "\(id)=\(paths.joined(separator: ","))" }
}
