import Connections
public import RPC
import StdioTransport

/// A launcher of plugins as child processes, which speak the stdio protocol on their standard streams.
public struct ProcessLauncher: PluginLauncher {
    private let locator: PluginLocator
    private let workingDirectory: String?
    private let environment: [String: String]?

    /// A launcher.
    ///
    /// - Parameters:
    ///   - locator: Finds the programs.
    ///   - workingDirectory: The plugins' working directory; `nil` for that of this process.
    ///   - environment: The plugins' whole environment; `nil` for that of this process.
    public init(
        _ locator: PluginLocator,
        workingDirectory: String? = nil,
        environment: [String: String]? = nil
    ) {
        self.locator = locator
        self.workingDirectory = workingDirectory
        self.environment = environment
    }

    /// Returns the request without its version, if that starts the same program.
    public func canonical(_ request: PluginRequest) -> PluginRequest {
        let any = PluginRequest(request.package, variables: request.variables)
        guard let location = try? locator.locate(any) else { return request }
        return location == (try? locator.locate(request)) ? any : request
    }

    /// Returns the environment with the request's second names; `nil` for that of this process.
    private func environment(for request: PluginRequest) -> [String: String]? {
        if request.variables.isEmpty { return environment }
        let base = environment ?? ProcessEnvironment.variables
        return request.variables.reduce(into: base) { all, names in
            if let value = base[names.key] { all[names.value] = value }
        }
    }

    /// Starts a plugin, runs `body` with the connection to it, and ends it.
    ///
    /// - Throws: ``PluginError`` if there is no such program or it cannot be started; what `body` throws.
    public func withPlugin(
        _ request: PluginRequest,
        serving services: Service,
        onStandardError: @escaping @Sendable (String) -> Void,
        _ body: @escaping @Sendable (any Channel) async throws -> Void
    ) async throws {
        let location = try locator.locate(request)
        let command = PluginCommand(
            location.path,
            arguments: location.arguments,
            environment: environment(for: request),
            workingDirectory: workingDirectory
        )
        do {
            try await withPluginProcess(command, serving: services, onStandardError: onStandardError) { process in
                try await body(process.channel)
            }
        } catch let error as DescriptorError {
            throw PluginError("the plugin for the package \"\(request.package)\" does not start: \(error)")
        }
    }
}
