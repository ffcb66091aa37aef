/// An image to build, in terms that every builder shares.
package struct ImageBuild: Sendable {
    /// The place of a Dockerfile.
    package enum DockerfileSource: Hashable, Sendable {
        /// A path or an address.
        case location(String)
        /// The text itself.
        case text(String)
    }

    /// An SSH agent or keys that a build may use.
    package struct SSHForward: Hashable, Sendable {
        /// The id that the Dockerfile uses.
        package let id: String
        /// The agent's socket, or files of keys; the agent of the environment if empty.
        package let paths: [String]

        /// A forward from its parts.
        package init(id: String, paths: [String]) {
            self.id = id
            self.paths = paths
        }
    }

    /// A folder, or the address of a repository or archive.
    package var context = "."
    /// The Dockerfile; `nil` for `Dockerfile` in the context.
    package var dockerfile: DockerfileSource?
    /// Further contexts: folders, addresses or images by name.
    package var namedContexts: [String: String] = [:]
    /// The names that the image gets, and under which it is pushed.
    package var tags: [String] = []
    /// The values of `ARG`s.
    package var arguments: [String: String] = [:]
    /// The labels of the image.
    package var labels: [String: String] = [:]
    /// Entries for `/etc/hosts`, as `host:address`.
    package var hosts: [String] = []
    /// The platforms, such as `linux/arm64`; that of the builder if empty.
    package var platforms: [String] = []
    /// The stage to build; `nil` for the last.
    package var target: String?
    /// The network of `RUN` instructions; `nil` for the builder's own.
    package var network: String?
    /// Indicates whether no step is taken from a cache.
    package var ignoresCache = false
    /// Indicates whether base images are fetched again.
    package var pullsBaseImages = false
    /// Indicates whether the image is put into the image store of docker.
    package var loads = false
    /// Indicates whether the image is pushed to the registries of its tags.
    package var pushes = false
    /// Caches to read.
    package var cacheSources: [BuilderOption] = []
    /// Caches to write.
    package var cacheTargets: [BuilderOption] = []
    /// Further places for the result.
    package var exports: [BuilderOption] = []
    /// Values by name that instructions may read, and that do not become part of the image.
    package var secrets: [String: String] = [:]
    /// SSH agents and keys.
    package var ssh: [SSHForward] = []
    /// The builder instance of docker buildx; `nil` for the one in use.
    package var instance: String?

    /// A build of the current folder that goes nowhere.
    package init() {}

    /// Indicates whether the result goes to a registry.
    package var reachesRegistry: Bool { pushes || exports.contains { $0.kind == "registry" } }

    /// Returns whether a location is an address and not a path.
    package static func isRemote(_ location: String) -> Bool {
        ["http://", "https://", "git://", "ssh://", "github.com/", "git@"].contains { location.hasPrefix($0) }
    }
}

extension ImageBuild {
    /// The path or address of the Dockerfile; `nil` if its text is given, or the builder looks for it in an address.
    package var dockerfileLocation: String? {
        switch dockerfile {
        case .location(let location): location
        case .text: nil
        case nil: Self.isRemote(context) ? nil : "\(context)/Dockerfile"
        }
    }

    /// The text of the Dockerfile; `nil` if it is not on this machine.
    package var dockerfileText: String? {
        if case .text(let text) = dockerfile { return text }
        return dockerfileLocation.flatMap(FileText.read)
    }

    /// The file that says what of the context is left out; `nil` if there is none.
    var ignoreFile: String? {
        var candidates = dockerfileLocation.map { ["\($0).dockerignore"] } ?? []
        if !Self.isRemote(context) { candidates.append("\(context)/.dockerignore") }
        return candidates.first(where: FileText.isFile)
    }

    /// Returns the hash of all that goes into the image: the files of its contexts, the Dockerfile, arguments, target and
    /// platforms.
    ///
    /// Of an address only the address itself counts, since its content is known when it is fetched.
    ///
    /// - Throws: ``ContextFailure`` if something cannot be read.
    package func contentHash() async throws(ContextFailure) -> String {
        let hash = ContentHash()
        let ignored = ignoreFile.flatMap(FileText.read).map(IgnorePatterns.init) ?? .none
        if let text = dockerfileText {
            hash.add("dockerfile", text)
        } else if let location = dockerfileLocation, !Self.isRemote(location) {
            throw .last(location)
        } else {
            hash.add("dockerfile", dockerfileLocation ?? "")
        }
        for (name, value) in arguments.sorted(by: { $0.key < $1.key }) { hash.add("arg \(name)", value) }
        hash.add("target", target ?? "")
        hash.add("platforms", platforms.joined(separator: ","))
        let contexts = namedContexts.sorted { $0.key < $1.key }
        for (name, location) in [("", context)] + contexts {
            let isFolder = !Self.isRemote(location) && (name.isEmpty || FileText.isFolder(location))
            hash.add("context \(name)", isFolder ? "" : location)
            if isFolder { try await hash.add(location, without: ignored) }
        }
        return hash.finish()
    }
}
