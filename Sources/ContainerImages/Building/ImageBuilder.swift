internal import Connections
internal import JSON
internal import Synchronization

/// Builds and pushes images with a builder.
///
/// Each build has a private folder for its files, so that builds at the same time do not disturb each other; the folder
/// is removed whatever comes.
package struct ImageBuilder: Sendable {
    /// The time that a builder has to clean up after itself when it is interrupted.
    static let grace = Duration.seconds(20)
    /// The number of a builder's last lines that an error shows.
    private static let shownLines = 20

    /// The builder.
    package let builder: Builder
    /// The credentials of registries, for base images, caches and the push.
    let credentials: [RegistryCredentials]
    /// Called with what the builder does while it does it.
    let report: @Sendable (BuildReport) async -> Void

    /// A builder of images.
    package init(
        _ builder: Builder,
        credentials: [RegistryCredentials] = [],
        report: @escaping @Sendable (BuildReport) async -> Void = { _ in }
    ) {
        self.builder = builder
        self.credentials = credentials
        self.report = report
    }

    /// Builds an image, and pushes it if that is asked for.
    ///
    /// - Throws: ``UnsupportedInput`` before anything is started; ``BuildFailure``; ``PushFailure``;
    ///   `CancellationError`; ``DescriptorError`` if the builder cannot be started or a file cannot be written.
    package func build(_ build: ImageBuild) async throws -> BuiltImage {
        if let refusal = builder.descriptor.refusal(of: build) { throw refusal }
        let folder = try PrivateFolder(environment: builder.environment)
        let paths = try paths(for: build, in: folder)
        var variables = try builder.variables(for: credentials, in: folder)
        for option in build.cacheSources + build.cacheTargets + build.exports {
            variables.merge(option.environment) { $1 }
        }
        try await run(build, paths, variables)
        let digest = try await pushed(build, paths, variables, folder)
        // Until here, so that the folder outlives every command.
        return withExtendedLifetime(folder) { BuiltImage(digest: digest) }
    }

    /// Pushes an image of the builder's store.
    ///
    /// - Parameters:
    ///   - reference: The name of the image, with its registry.
    ///   - skipsCertificateCheck: Whether the registry's certificate is not checked.
    /// - Returns: The digest in the registry; `nil` if the builder does not tell.
    /// - Throws: ``PushFailure``, `CancellationError` or ``DescriptorError``.
    package func push(_ reference: String, skipsCertificateCheck: Bool = false) async throws -> String? {
        let folder = try PrivateFolder(environment: builder.environment)
        let variables = try builder.variables(for: credentials, in: folder)
        let push = builder.descriptor.push ?? BuilderDescriptor.dockerPush
        var plan = plan(reference, image: reference, isList: false, folder)
        plan.skipsCertificateCheck = skipsCertificateCheck
        let digest = try await self.push(plan, push, variables)
        return withExtendedLifetime(folder) { digest }
    }

    private func paths(for build: ImageBuild, in folder: PrivateFolder) throws(DescriptorError) -> BuildPaths {
        var paths = BuildPaths(
            dockerfile: build.dockerfileLocation,
            ignoreFile: build.ignoreFile,
            imageID: "\(folder.path)/image-id",
            metadata: "\(folder.path)/metadata.json",
            list: "localhost/\(folder.path.split(separator: "/").last?.lowercased() ?? "list")"
        )
        if case .text(let text) = build.dockerfile { paths.dockerfile = try folder.write(text, to: "Dockerfile") }
        for (index, secret) in build.secrets.sorted(by: { $0.key < $1.key }).enumerated() {
            paths.secrets.append((secret.key, try folder.write(secret.value, to: "secret-\(index)")))
        }
        let dockerfile = build.dockerfileText.map(Dockerfile.init)
        paths.usesPlainHTTP = build.readsLoopbackOnly(dockerfile)
        paths.mixesPlatforms = !build.platforms.isEmpty && dockerfile?.beginsEmpty ?? false
        return paths
    }

    // MARK: Building

    private func run(_ build: ImageBuild, _ paths: BuildPaths, _ variables: [String: String]) async throws {
        let descriptor = builder.descriptor
        let progress = Mutex(BuildProgress(descriptor.output))
        let command = builder.command(descriptor.build(build, paths), adding: variables)
        let (exit, lines) = try await follow(command) { line in
            for event in progress.withLock({ $0.take(line, at: .now) }) { await report(event) }
        }
        guard exit != .status(0) else {
            for event in progress.withLock({ $0.finish(at: .now) }) { await report(event) }
            return
        }
        if let failure = PushFailure(buildKitLines: lines, tags: build.tags) { throw failure }
        let dockerfile = build.dockerfileText.map(Dockerfile.init)
        let label = progress.withLock(\.lastLabel)
        let instruction = dockerfile?.instruction(failingAt: label, lines)
        let file = build.dockerfileLocation ?? "Dockerfile"
        throw BuildFailure(
            builder: descriptor.name,
            end: exit.description,
            place: instruction.map { "\(file):\($0.line)" },
            instruction: instruction.map { "\($0.keyword) \($0.arguments)" },
            lines: lines.suffix(Self.shownLines)
        )
    }

    /// Runs a command, and hands out its lines as they come.
    ///
    /// - Returns: The way in which it ended, and its last lines.
    private func follow(
        _ command: ProgramCommand,
        _ onLine: (String) async -> Void
    ) async throws -> (exit: ProcessExit, lines: [String]) {
        let feed = LineFeed(keeping: 4 * Self.shownLines)
        async let ending = feed.run(command, interruption: builder.descriptor.interruption)
        for await line in feed.lines { await onLine(line) }
        let exit = try await ending
        try Task.checkCancellation()
        return (exit, feed.lastLines)
    }

    // MARK: Pushing

    private func pushed(
        _ build: ImageBuild,
        _ paths: BuildPaths,
        _ variables: [String: String],
        _ folder: PrivateFolder
    ) async throws -> String? {
        guard build.reachesRegistry else { return nil }
        guard let push = builder.descriptor.push else {
            let metadata = FileText.read(paths.metadata).flatMap { try? JSON(parsing: $0) }
            return metadata?["containerimage.digest"]?.string
        }
        let isList = build.platforms.count > 1
        let image = isList ? paths.list : FileText.read(paths.imageID)?.trimmingSpaces ?? ""
        var digest: String?
        for tag in build.tags {
            let plan = plan(tag, image: image, isList: isList, folder)
            digest = try await self.push(plan, push, variables) ?? digest
        }
        if isList {
            _ = try await builder.command(["manifest", "rm", paths.list]).output(standardError: .merged)
        }
        return digest
    }

    private func plan(_ tag: String, image: String, isList: Bool, _ folder: PrivateFolder) -> PushPlan {
        PushPlan(
            image: image,
            isList: isList,
            tag: tag,
            digestFile: "\(folder.path)/digest",
            usesPlainHTTP: ImageReference(tag)?.isOnLoopback ?? false
        )
    }

    private func push(
        _ plan: PushPlan,
        _ push: BuilderDescriptor.Push,
        _ variables: [String: String]
    ) async throws -> String? {
        let begin = Moment.now
        var told: String?
        let command = builder.command(push.arguments(plan), adding: variables)
        let step = "push \(plan.tag)"
        let (exit, lines) = try await follow(command) { line in
            told = push.digest?(line) ?? told
            await report(.line(line, step: step, elapsed: .now - begin))
        }
        guard exit == .status(0) else {
            let registry = ImageReference(plan.tag)?.host ?? plan.tag
            throw PushFailure(registry: registry, reference: plan.tag, reason: PushFailure.reason(in: lines))
        }
        await report(.step(step, elapsed: .now - begin))
        return told ?? FileText.read(plan.digestFile)?.trimmingSpaces
    }
}

extension ImageBuild {
    /// Returns whether the only registries that a build reads from are on this machine.
    fileprivate func readsLoopbackOnly(_ dockerfile: Dockerfile?) -> Bool {
        let bases = dockerfile?.baseImages ?? []
        let caches = (cacheSources + cacheTargets).compactMap { $0["ref"] }
        let references = (bases + caches).compactMap(ImageReference.init)
        return !references.isEmpty && references.allSatisfy(\.isOnLoopback)
    }
}
