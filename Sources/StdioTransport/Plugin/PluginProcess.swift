public import Connections
internal import Glibc
public import RPC

/// A plugin that runs as a child process of this one, with frames on its standard streams.
public struct PluginProcess: Sendable {
    /// The connection to it.
    public let connection: StdioConnection
    private let watch: PluginWatch

    init(connection: StdioConnection, watch: PluginWatch) {
        self.connection = connection
        self.watch = watch
    }

    /// The channel on which the plugin is called.
    ///
    /// A call fails with `UNAVAILABLE` once the process has ended: the message says how, with the last lines of its
    /// standard error.
    public var channel: any Channel { connection }

    /// The process's id, which is also that of its process group.
    public var processIdentifier: Int32 { watch.process.processIdentifier }

    /// Indicates whether the process has not ended.
    public var isAlive: Bool { watch.exit == nil }

    /// The way in which the process ended; `nil` while it runs.
    public var exit: ProcessExit? { watch.exit }

    /// Ends the process, and what it started, without waiting for its calls.
    public func kill() {
        watch.kill(after: .zero)
    }
}

/// Starts a plugin, runs `body` with it, then ends it: GOAWAY and the end of its input first, and SIGKILL for one that
/// has not exited within `grace`.
///
/// - Parameters:
///   - command: The program to start, with its arguments and environment.
///   - service: The methods that the plugin may call here.
///   - limits: The limits of what the plugin may send.
///   - grace: The time that the plugin has to end: longer than the 30 s that it may wait for its own calls.
///   - onStandardError: Called with each line that the plugin writes there, from another thread.
///   - body: Uses the plugin; calls that it leaves open are cut off.
/// - Returns: The result of `body`.
/// - Throws: ``DescriptorError`` if the plugin cannot be started, and the errors of `body`.
public func withPluginProcess<R>(
    _ command: PluginCommand,
    serving service: Service = Service(),
    limits: ConnectionLimits = ConnectionLimits(),
    grace: Duration = .seconds(35),
    onStandardError: @escaping @Sendable (String) -> Void,
    _ body: (PluginProcess) async throws -> R
) async throws -> R {
    let child = try ChildProcess.start(command)
    let watch: PluginWatch
    let connection: StdioConnection
    do {
        watch = try PluginWatch(child, onLine: onStandardError)
        connection = try StdioConnection(
            role: .host,
            input: child.fromOutput,
            output: child.toInput,
            limits: limits,
            explainEnd: { watch.explainEnd(of: command.name ?? command.executable) },
            handlersAreOverdue: {}
        )
    } catch {
        child.discard()
        throw error
    }
    return try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { _ = try await connection.run(serving: service) }
        let result: Result<R, any Error>
        do {
            result = .success(try await body(PluginProcess(connection: connection, watch: watch)))
        } catch {
            result = .failure(error)
        }
        connection.close()
        watch.kill(after: grace)
        await watch.waitForEnd()
        connection.abandon()
        return try result.get()
    }
}
