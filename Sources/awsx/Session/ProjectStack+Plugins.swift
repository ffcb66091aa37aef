import Engine
import Glibc
import JSON

extension PluginLocator {
    /// Finds the plugins of packages: those of the project file, our own beside this command, and installed ones.
    init(for project: Project?, environment: [String: String]) {
        let overrides = (project?.providers ?? []).map { provider in
            (provider.name, provider.path.hasPrefix("/") ? provider.path : "\(project?.folder ?? "")/\(provider.path)")
        }
        self.init(
            overrides: Dictionary(overrides) { $1 },
            ownProgram: .provider,
            executableDirectory: Self.executableFolder,
            home: environment["PULUMI_HOME"] ?? (environment["HOME"] ?? "") + "/.pulumi",
            searchPath: (environment["PATH"] ?? "").split(separator: ":").map(String.init)
        )
    }

    /// The folder of the running executable, with links resolved.
    private static var executableFolder: String {
        guard let resolved = realpath("/proc/self/exe", nil) else { return "" }
        defer { free(resolved) }
        let path = String(cString: resolved)
        return String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    }
}

extension ProjectStack {
    /// Finds the plugins of this project's packages.
    var pluginLocator: PluginLocator { PluginLocator(for: project, environment: environment) }

    /// Returns the environment of plugins with the stack's configuration in `PULUMI_CONFIG`.
    ///
    /// A provider gets what is set for its own package by `Configure`; functions of a package of components look here
    /// for what is set for the packages of their children. Pulumi hands every provider all of the configuration, as a
    /// JSON object of texts, secrets in the clear.
    ///
    /// - Throws: ``DiagnosticError`` for malformed configuration, ``StateError`` if a secret cannot be decrypted.
    func withConfiguration(_ environment: [String: String]) throws -> [String: String] {
        let texts = try settings.values(secrets).mapValues { JSON.string($0.text) }
        let object = JSON.object(JSON.Object(texts.map { ($0.key, $0.value) }).sorted())
        return environment.merging(["PULUMI_CONFIG": object.text()]) { $1 }
    }
}
