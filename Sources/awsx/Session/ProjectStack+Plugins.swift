import Engine
import Glibc

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
}
