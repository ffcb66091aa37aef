public import PulumiProtocol

/// The settings of a project: what its `Pulumi.yaml` says about everything but the program itself.
public struct Project: Hashable, Sendable {
    /// A provider that the project names by its place.
    public struct ProviderPlugin: Hashable, Sendable {
        /// The package that the provider serves, such as `aws`.
        public var name: String
        /// The provider's program or the folder that holds it: as written, relative to the project's folder.
        public var path: String
        /// The version that the plugin counts as; `nil` if not given.
        public var version: String?

        /// A plugin from its parts.
        public init(name: String, path: String, version: String? = nil) {
            self.name = name
            self.path = path
            self.version = version
        }
    }

    /// The file that was read, an absolute path.
    public var file: String
    /// The project's name.
    public var name: String
    /// The language of the program, such as `yaml`; `nil` if the file names none, and then nothing is run.
    public var runtime: String?
    /// What the file says beside the runtime's name, such as a `compiler`.
    public var runtimeOptions: PropertyMap
    /// A sentence about the project.
    public var description: String?
    /// The folder (or file) of the program, relative to the project's folder; `nil` for that folder.
    public var main: String?
    /// Where the project's state is kept, such as `file://~`; `nil` to go by the user's settings.
    public var backendURL: String?
    /// The folder of the stacks' settings, relative to the project's folder.
    public var stackConfigurationFolder: String?
    /// The providers that the project names by their place.
    public var providers: [ProviderPlugin]
    /// The configuration that the project declares, in the order of the file.
    public var configuration: [ConfigurationDeclaration]
    /// What `options.refresh` says: `always`, or nothing.
    public var refreshesAlways: Bool
    /// The versions of Pulumi that the project asks for, such as `>=3.100.0`; `nil` if any will do.
    var requiredVersion: String?
    /// Remarks on the file.
    public var warnings: [Diagnostic]
    /// The file's tree, which may hold the program too, so that it is not parsed twice.
    let document: YAMLDocument

    /// The project's folder, an absolute path.
    public var folder: String { FilePath.folder(of: file) }

    /// The folder that the program runs in, an absolute path.
    public var programFolder: String {
        guard let main, !main.isEmpty else { return folder }
        let path = FilePath.joined(folder, main)
        return FilePath.isFolder(path) ? path : FilePath.folder(of: path)
    }
}

extension Project {
    /// The names a project's file may have, in the order in which they are looked for.
    public static let fileNames = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"]

    /// Finds the project of a folder: its own file, or that of the nearest folder above.
    ///
    /// - Parameter folder: An absolute path.
    /// - Throws: That there is none, or what is wrong with it.
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

    /// The project's file of a folder or of the nearest one above that has one; `nil` if none has.
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

    /// A project of which nothing but the name is known, for commands that are about its stacks only.
    ///
    /// - Parameter folder: Where its file would be, an absolute path.
    public static func named(_ name: String, in folder: String) throws(DiagnosticError) -> Project {
        try Project(parsing: Array("name: \(name)\nruntime: none\n".utf8), file: FilePath.joined(folder, fileNames[0]))
    }

    /// Reads a project's file.
    ///
    /// - Throws: Every fault of the file that can be told.
    public init(readingFile path: String) throws(DiagnosticError) {
        try self.init(parsing: try TextFile.read(path), file: path)
    }

    /// Reads a project's file that is in memory.
    public init(parsing bytes: [UInt8], file: String) throws(DiagnosticError) {
        let name = FilePath.name(of: file)
        let document = try YAMLDocument(parsing: bytes, file: name)
        var reader = ProjectReader(file: name)
        self = try reader.read(document, path: file)
    }
}
