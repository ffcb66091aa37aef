public import RPC

/// A way to start the plugins that serve packages: as processes, or, in tests, within this process.
public protocol PluginLauncher: Sendable {
    /// Returns the request that stands for all those which start the same plugin as this one.
    func canonical(_ request: PluginRequest) -> PluginRequest

    /// Starts a plugin, runs `body` with the connection to it, and ends it.
    ///
    /// - Parameters:
    ///   - request: The plugin to start.
    ///   - services: The methods that the plugin may call.
    ///   - onStandardError: Called with each line that the plugin writes to its standard error.
    ///   - body: Uses the connection.
    /// - Throws: ``PluginError`` if there is no such plugin, or it does not start; what `body` throws.
    func withPlugin(
        _ request: PluginRequest,
        serving services: Service,
        onStandardError: @escaping @Sendable (String) -> Void,
        _ body: @escaping @Sendable (any Channel) async throws -> Void
    ) async throws
}

extension PluginLauncher {
    /// Returns the request itself: every request starts a plugin of its own.
    public func canonical(_ request: PluginRequest) -> PluginRequest { request }
}
