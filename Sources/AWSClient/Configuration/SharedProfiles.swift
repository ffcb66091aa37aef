/// The profiles of the shared configuration and credentials files together.
struct SharedProfiles: Sendable {
    private var profiles: [String: [String: String]] = [:]
    private var others: [String: SharedFile.Section] = [:]
    /// The files that were read, for messages.
    private(set) var files: [String] = []

    /// No profiles.
    init() {}

    /// Reads the files that configuration and environment name, else the usual ones.
    ///
    /// A file that is not there counts as empty.
    init(_ configuration: AWSConfiguration) {
        let environment = configuration.environment
        func named(_ own: [String], _ variable: String, _ usual: String) -> [String] {
            if !own.isEmpty { return own }
            return [environment[nonEmpty: variable] ?? "~/.aws/\(usual)"]
        }
        for path in named(configuration.configFiles, "AWS_CONFIG_FILE", "config") {
            read(path, environment, isConfig: true)
        }
        for path in named(configuration.credentialsFiles, "AWS_SHARED_CREDENTIALS_FILE", "credentials") {
            read(path, environment, isConfig: false)
        }
    }

    private mutating func read(_ path: String, _ environment: [String: String], isConfig: Bool) {
        let full = path.expandingHome(environment)
        files.append(full)
        guard let bytes = FileContents.read(full) else { return }
        add(SharedFile(parsing: String(decoding: bytes, as: UTF8.self)), isConfig: isConfig)
    }

    /// Adds a file; its settings win over those of earlier ones.
    mutating func add(_ file: SharedFile, isConfig: Bool) {
        for (header, section) in file.sections {
            let words = header.split(separator: " ", maxSplits: 1).map(String.init)
            if isConfig, words.count == 2, words[0] == "profile" {
                profiles[words[1], default: [:]].merge(section.values) { $1 }
            } else if words.count == 1, !isConfig || header == "default" {
                profiles[header, default: [:]].merge(section.values) { $1 }
            } else if isConfig {
                others[header] = section
            }
        }
    }

    /// The settings of a profile, or `nil` if no file has it.
    subscript(profile: String) -> [String: String]? { profiles[profile] }

    /// The names of all profiles, sorted.
    var names: [String] { profiles.keys.sorted() }

    /// The settings of another section, such as `services local` or `sso-session corp`.
    func section(_ header: String) -> SharedFile.Section? { others[header] }
}

extension String {
    /// The path with a leading `~` replaced by the home folder.
    func expandingHome(_ environment: [String: String]) -> String {
        guard self == "~" || hasPrefix("~/"), let home = environment[nonEmpty: "HOME"] else { return self }
        return home + dropFirst()
    }
}

extension [String: String] {
    /// A value that is not empty: AWS's tools treat empty variables as absent.
    subscript(nonEmpty key: String) -> String? {
        self[key].flatMap { $0.isEmpty ? nil : $0 }
    }
}
