public import PulumiProtocol

/// The settings of a project: everything in `Pulumi.yaml` except the program.
public struct Project: Hashable, Sendable {
    /// A provider that the project lists with its path, under `plugins`.
    public struct ProviderPlugin: Hashable, Sendable {
        /// The package of the provider, such as `aws`.
        public var name: String
        /// The path of the provider's executable or folder: as written, relative to the project's folder.
        public var path: String
        /// The version of the plugin; `nil` if not given.
        public var version: String?

        /// Creates a plugin entry.
        public init(name: String, path: String, version: String? = nil) {
            self.name = name
            self.path = path
            self.version = version
        }
    }

    /// The absolute path of the project file.
    public var file: String
    /// The project's name.
    public var name: String
    /// The language of the program, such as `yaml`; `nil` if the file names none, and then no program runs.
    public var runtime: String?
    /// The options of the runtime, such as `compiler`.
    public var runtimeOptions: PropertyMap
    /// The project's description.
    public var description: String?
    /// The path of the program, relative to the project's folder; `nil` for that folder itself.
    public var main: String?
    /// The URL of the backend, such as `file://~`; `nil` for the user's default.
    public var backendURL: String?
    /// The folder of the stacks' settings files, relative to the project's folder.
    public var stackConfigurationFolder: String?
    /// The providers that the project lists with their paths.
    public var providers: [ProviderPlugin]
    /// The declared configuration, in the order of the file.
    public var configuration: [ConfigurationDeclaration]
    /// Refreshes before every update: `options.refresh: always`.
    public var refreshesAlways: Bool
    /// The versions of Pulumi that the project requires, such as `>=3.100.0`; `nil` for any.
    var requiredVersion: String?
    /// Warnings about the file.
    public var warnings: [Diagnostic]
    /// The parsed file, which may hold the program too.
    let document: YAMLDocument

    /// The absolute path of the project's folder.
    public var folder: String { FilePath.folder(of: file) }

    /// The absolute path of the program's folder.
    public var programFolder: String {
        guard let main, !main.isEmpty else { return folder }
        let path = FilePath.joined(folder, main)
        return FilePath.isFolder(path) ? path : FilePath.folder(of: path)
    }
}

extension Project {
    /// The names of project files, in the order of preference.
    public static let fileNames = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"]

    /// Returns whether the name of a project may hold a character.
    public static func isNameCharacter(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber) || "-_.".contains(character)
    }

    /// Finds the project of a folder, given by absolute path: its own file, or that of the nearest parent folder.
    ///
    /// - Throws: ``DiagnosticError`` if there is none, or with the faults of the file.
    public static func find(from folder: String) throws(DiagnosticError) -> Project {
        if let path = file(from: folder) { return try Project(readingFile: path) }
        throw DiagnosticError(
            Diagnostic(
                .error,
                "no Pulumi.yaml project file found (searching upwards from \(folder))",
                hint: "run the command in a project's folder, or name one with --cwd"
            )
        )
    }

    /// Returns the project file of a folder or its nearest parent, or `nil` if there is none.
    public static func file(from folder: String) -> String? {
        var current = folder
        while true {
            for name in fileNames {
                let path = FilePath.joined(current, name)
                if FilePath.isFile(path) { return path }
            }
            let above = FilePath.folder(of: current)
            if above == current { return nil }
            current = above
        }
    }

    /// Creates a project with nothing but a name, for commands that need only its stacks.
    ///
    /// - Parameters:
    ///   - name: The project's name.
    ///   - folder: The absolute path of the folder that would hold its file.
    /// - Returns: The project.
    /// - Throws: ``DiagnosticError`` if the name is invalid.
    public static func named(_ name: String, in folder: String) throws(DiagnosticError) -> Project {
        try Project(parsing: Array("name: \(name)\nruntime: none\n".utf8), file: FilePath.joined(folder, fileNames[0]))
    }

    /// Reads a project file.
    ///
    /// - Throws: ``DiagnosticError`` with every fault of the file.
    public init(readingFile path: String) throws(DiagnosticError) {
        try self.init(parsing: try TextFile.read(path), file: path)
    }

    /// Reads a project file from memory.
    public init(parsing bytes: [UInt8], file: String) throws(DiagnosticError) {
        let name = FilePath.name(of: file)
        let document = try YAMLDocument(parsing: bytes, file: name)
        var reader = ProjectReader(file: name)
        self = try reader.read(document, path: file)
    }
}
