import Glibc

/// The places where the programs that serve packages are looked for.
public struct PluginLocator: Sendable {
    /// A program that belongs to the command and serves several packages, which it is told with `--package`.
    public struct OwnProgram: Hashable, Sendable {
        /// The file's name, such as `pulumi-resource-awsx`.
        public var name: String
        /// The packages that it serves.
        public var packages: Set<String>

        /// A program from its parts.
        public init(name: String, packages: Set<String>) {
            self.name = name
            self.packages = packages
        }
    }

    /// The program and arguments that start a plugin.
    public struct Location: Hashable, Sendable {
        /// The program's path.
        public var path: String
        /// The arguments after the program's name.
        public var arguments: [String]
    }

    /// Absolute paths that the project names under `plugins.providers`, by package: a folder that holds
    /// `pulumi-resource-<package>`, or the program itself.
    public var overrides: [String: String]
    /// The program that stands beside the running command; `nil` if there is none.
    public var ownProgram: OwnProgram?
    /// The folder of the running command.
    public var executableDirectory: String
    /// `PULUMI_HOME`; plugins are in its folder `plugins`.
    public var home: String
    /// Folders in which commands are looked for.
    public var searchPath: [String]

    /// A locator from its parts.
    public init(
        overrides: [String: String] = [:],
        ownProgram: OwnProgram? = nil,
        executableDirectory: String,
        home: String,
        searchPath: [String] = []
    ) {
        self.overrides = overrides
        self.ownProgram = ownProgram
        self.executableDirectory = executableDirectory
        self.home = home
        self.searchPath = searchPath
    }

    /// Returns the program and arguments for a package.
    ///
    /// - Throws: ``PluginError`` with the places that were searched, if there is none.
    public func locate(_ request: PluginRequest) throws(PluginError) -> Location {
        let name = "pulumi-resource-\(request.package)"
        if let override = overrides[request.package] { return try overridden(request.package, override, name) }
        if let own = own(request.package, in: executableDirectory) { return own }
        for path in [installed(request, name)].compactMap({ $0 }) + searchPath.map({ "\($0)/\(name)" })
        where Self.isExecutable(path) {
            return Location(path: path, arguments: ["--stdio"])
        }
        throw PluginError(
            """
            there is no plugin for the package "\(request.package)": looked for \(name) beside this command, in \
            \(home)/plugins and on the PATH; install it, or name its path under plugins.providers in Pulumi.yaml
            """
        )
    }

    /// Returns the command's own program in a folder, if it serves the package and is there.
    private func own(_ package: String, in folder: String) -> Location? {
        guard let ownProgram, ownProgram.packages.contains(package) else { return nil }
        let path = "\(folder)/\(ownProgram.name)"
        return Self.isExecutable(path) ? Location(path: path, arguments: ["--stdio", "--package", package]) : nil
    }

    private func overridden(
        _ package: String,
        _ path: String,
        _ name: String
    ) throws(PluginError) -> Location {
        if Self.isExecutable("\(path)/\(name)") { return Location(path: "\(path)/\(name)", arguments: ["--stdio"]) }
        if let own = own(package, in: path) { return own }
        if Self.isExecutable(path) { return Location(path: path, arguments: ["--stdio"]) }
        throw PluginError(
            """
            plugins.providers in Pulumi.yaml names "\(path)" for the package "\(package)", but there is no program \
            \(name) there; correct the path or make the program executable
            """
        )
    }

    /// Returns the path of the requested version under `plugins/resource-<package>-v<version>`, or of the newest.
    private func installed(_ request: PluginRequest, _ name: String) -> String? {
        let prefix = "resource-\(request.package)-v"
        let folder = "\(home)/plugins"
        if !request.version.isEmpty { return "\(folder)/\(prefix)\(request.version)/\(name)" }
        let versions = Self.entries(of: folder).filter { $0.hasPrefix(prefix) }.map { $0.dropFirst(prefix.count) }
        let newest = versions.max { one, other in
            Self.numbers(one).lexicographicallyPrecedes(Self.numbers(other))
        }
        return newest.map { "\(folder)/\(prefix)\($0)/\(name)" }
    }

    private static func numbers(_ version: Substring) -> [Int] {
        version.split(whereSeparator: { $0 == "." || $0 == "-" }).map { Int($0) ?? 0 }
    }

    private static func entries(of folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
            )
        }
        return names
    }

    private static func isExecutable(_ path: String) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
        return access(path, X_OK) == 0
    }
}
