public import RPC

/// Starts the processes that serve packages. Tests have providers in this process instead.
public protocol PluginLauncher: Sendable {
    /// The one request that stands for all those that start the same plugin as this one.
    func canonical(_ request: PluginRequest) -> PluginRequest

    /// Starts a plugin, runs `body` with the connection to it, and ends it.
    ///
    /// - Parameters:
    ///   - services: What the plugin may call back.
    ///   - onStandardError: Gets each line that the plugin writes to its standard error.
    /// - Throws: ``PluginError`` if there is no such plugin, or it does not start; what `body` throws.
    func withPlugin(
        _ request: PluginRequest,
        serving services: Service,
        onStandardError: @escaping @Sendable (String) -> Void,
        _ body: @escaping @Sendable (any Channel) async throws -> Void
    ) async throws
}

extension PluginLauncher {
    /// Every request starts a plugin of its own.
    public func canonical(_ request: PluginRequest) -> PluginRequest { request }
}
