import Engine
import Glibc

extension ProjectStack {
    /// Finds the programs that serve packages: those that the project names, ours beside this command, installed ones.
    var pluginLocator: PluginLocator {
        let overrides = project.providers.map { provider in
            (provider.name, provider.path.hasPrefix("/") ? provider.path : project.folder + "/" + provider.path)
        }
        return PluginLocator(
            overrides: Dictionary(overrides) { $1 },
            executableDirectory: Self.executableFolder,
            home: environment["PULUMI_HOME"] ?? (environment["HOME"] ?? "") + "/.pulumi",
            searchPath: (environment["PATH"] ?? "").split(separator: ":").map(String.init)
        )
    }

    /// The folder of the running command, whatever link it was started by.
    private static var executableFolder: String {
        guard let resolved = realpath("/proc/self/exe", nil) else { return "" }
        defer { free(resolved) }
        let path = String(cString: resolved)
        return String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    }
}
