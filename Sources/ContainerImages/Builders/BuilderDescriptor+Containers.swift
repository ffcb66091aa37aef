internal import Connections
internal import JSON

extension BuilderDescriptor {
    /// Buildah, which needs no daemon.
    static let buildah = containers(
        name: "buildah",
        build: "build",
        store: Store(
            tag: { ["tag", $0, $1] },
            pull: { ["pull"] + ($1 ? ["--tls-verify=false"] : []) + [$0] },
            inspect: { ["images", "--no-trunc", "--json", $0] },
            image: { output in
                guard let image = (try? JSON(parsing: output))?[0], let id = image["id"]?.string else { return nil }
                let names = (image["names"]?.array ?? []).compactMap(\.string).compactMap(ImageReference.init)
                let digest = image["digest"]?.string
                return StoredImage(
                    id: id.hasPrefix("sha256:") ? id : "sha256:\(id)",
                    repositoryDigests: digest.map { digest in names.map { "\($0.name)@\(digest)" } } ?? []
                )
            }
        )
    )

    /// Podman, which needs no daemon either.
    static let podman = containers(
        name: "podman",
        build: "build",
        store: Store(
            tag: { ["tag", $0, $1] },
            pull: { ["pull"] + ($1 ? ["--tls-verify=false"] : []) + [$0] },
            inspect: { ["image", "inspect", $0] },
            image: dockerCompatibleImage
        )
    )

    /// A builder of the "containers" family, whose members share options, files and libraries.
    private static func containers(name: String, build verb: String, store: Store) -> BuilderDescriptor {
        BuilderDescriptor(
            name: name,
            program: name,
            probe: ["info"],
            // Where the file system under the store knows no overlays, layers are copied.
            environments: [[:], ["STORAGE_DRIVER": "vfs"]],
            features: [
                "secrets", "ssh", "platforms", "context.named", "dockerfile.location", "cacheFrom.registry",
                "cacheTo.registry", "cacheTo.inline", "exports.registry", "exports.cacheonly",
            ],
            output: .steps,
            credentialsFile: .containers,
            interruption: .work,
            build: { arguments(verb, $0, $1) },
            push: Push(arguments: pushArguments, digest: nil),
            store: store
        )
    }

    private static func arguments(_ verb: String, _ build: ImageBuild, _ paths: BuildPaths) -> [String] {
        var build = build
        var words = [verb, "--layers=\(!paths.mixesPlatforms)", "--force-rm"]
        if build.platforms.count > 1 {
            words += ["--manifest", paths.list, "--platform", build.platforms.joined(separator: ",")]
            build.tags = []
        } else {
            words += ["--iidfile", paths.imageID]
            for platform in build.platforms { words += ["--platform", platform] }
        }
        for (name, location) in build.namedContexts.sorted(by: { $0.key < $1.key }) {
            words += ["--build-context", "\(name)=\(location)"]
        }
        if let file = paths.ignoreFile { words += ["--ignorefile", file] }
        for repository in cacheRepositories(build.cacheSources, build) { words += ["--cache-from", repository] }
        for repository in cacheRepositories(build.cacheTargets, build) { words += ["--cache-to", repository] }
        for secret in paths.secrets { words += ["--secret", "id=\(secret.name),src=\(secret.path)"] }
        for forward in build.ssh { words += ["--ssh", forward.text] }
        if build.pullsBaseImages { words.append("--pull-always") }
        if paths.usesPlainHTTP { words.append("--tls-verify=false") }
        return words + shared(build, paths) + [build.context]
    }

    /// The repositories of intermediate layers, which have no tag.
    ///
    /// A cache that is one of the image's own names is meant for BuildKit, which finds it within the image.
    private static func cacheRepositories(_ options: [BuilderOption], _ build: ImageBuild) -> [String] {
        options.compactMap { $0["ref"] }.filter { !build.tags.contains($0) }
            .compactMap { ImageReference($0)?.name }
    }

    private static func pushArguments(_ plan: PushPlan) -> [String] {
        var words = plan.isList ? ["manifest", "push", "--all"] : ["push"]
        words += ["--digestfile", plan.digestFile]
        if plan.usesPlainHTTP || plan.skipsCertificateCheck { words.append("--tls-verify=false") }
        return words + [plan.image, "docker://\(plan.tag)"]
    }
}
