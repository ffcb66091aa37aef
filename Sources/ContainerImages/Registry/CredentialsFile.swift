internal import Connections
internal import Crypto
internal import Glibc
internal import JSON

/// The file from which a builder takes the credentials of registries: in a private folder, and only for one command.
///
/// It holds what the user's own file holds, and above that the credentials given here.
struct CredentialsFile {
    let kind: BuilderDescriptor.CredentialsFile
    let credentials: [RegistryCredentials]
    /// The environment of the builder, which says where the user's own file is.
    let environment: [String: String]

    /// Writes the file, and returns the variables that lead the builder to it; none without credentials.
    ///
    /// - Throws: ``DescriptorError`` if it cannot be written.
    func write(to folder: PrivateFolder) throws(DescriptorError) -> [String: String] {
        guard !credentials.isEmpty else { return [:] }
        let text = merged(with: usersFile).text()
        switch kind {
        case .containers:
            return ["REGISTRY_AUTH_FILE": try folder.write(text, to: "auth.json")]
        case .docker:
            let configuration = try folder.makeFolder("docker")
            _ = try folder.write(text, to: "docker/config.json")
            // Plugins, contexts and builder instances stay the user's own.
            for name in FileText.names(in: dockerFolder) ?? [] where name != "config.json" {
                symlink("\(dockerFolder)/\(name)", "\(configuration)/\(name)")
            }
            return ["DOCKER_CONFIG": configuration]
        }
    }

    /// The user's own file, as far as it can be read.
    private var usersFile: JSON.Object {
        var candidates = ["\(dockerFolder)/config.json"]
        if kind == .containers {
            let home = environment["HOME"] ?? ""
            let runtime = environment["XDG_RUNTIME_DIR"].map { ["\($0)/containers/auth.json"] } ?? []
            candidates = runtime + ["\(home)/.config/containers/auth.json"] + candidates
            if let given = environment["REGISTRY_AUTH_FILE"] { candidates = [given] }
        }
        let text = candidates.lazy.compactMap(FileText.read).first
        return text.flatMap { try? JSON(parsing: $0) }?.object ?? [:]
    }

    private var dockerFolder: String {
        environment["DOCKER_CONFIG"].flatMap { $0.isEmpty ? nil : $0 } ?? (environment["HOME"] ?? "") + "/.docker"
    }

    private func merged(with file: JSON.Object) -> JSON {
        var file = file
        var entries = file["auths"]?.object ?? [:]
        var programs = file["credHelpers"]?.object ?? [:]
        // A program that stands above the file for all registries stands above it for the others only.
        if let program = file["credsStore"], !program.isNull {
            for entry in entries where programs[entry.key] == nil { programs[entry.key] = program }
            file["credsStore"] = nil
        }
        for own in credentials {
            let token = Base64.encode(Array("\(own.username):\(own.password)".utf8))
            for name in own.host == "docker.io" ? ["docker.io", "https://index.docker.io/v1/"] : [own.host] {
                entries[name] = ["auth": .string(token)]
                programs[name] = nil
            }
        }
        file["auths"] = .object(entries)
        file["credHelpers"] = programs.isEmpty ? nil : .object(programs)
        return .object(file)
    }
}
