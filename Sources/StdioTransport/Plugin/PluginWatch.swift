internal import Connections
internal import Dispatch
internal import Synchronization

/// The watch over a plugin's process, which passes on its standard error line by line and keeps the last lines.
final class PluginWatch: Sendable {
    /// The standard error, which the watch's thread adds to.
    private final class StandardError: Sendable {
        private let tail = Mutex(OutputTail())
        private let onLine: @Sendable (String) -> Void

        init(_ onLine: @escaping @Sendable (String) -> Void) { self.onLine = onLine }

        var lastLines: [String] { tail.withLock(\.lines) }

        func take(_ bytes: [UInt8]) {
            tail.withLock { $0.take(bytes) }.forEach(onLine)
        }

        func finish() {
            tail.withLock { $0.finish() }.forEach(onLine)
        }
    }

    /// The time that a process which has closed its output has to end before that is reported.
    private static let endTimeout = DispatchTimeInterval.seconds(1)

    let process: ChildProcess
    private let watch: ProcessWatch
    private let standardError: StandardError
    /// The end for the connection's thread, which may block; ``waitForEnd()`` is for a task, which may not.
    private let blockingEnd: DispatchSemaphore

    /// Starts watching.
    ///
    /// - Parameters:
    ///   - process: The process, which nobody else reaps or kills.
    ///   - onLine: Called with each line of the standard error, from another thread.
    /// - Throws: ``DescriptorError`` if the system has no descriptor or no thread left.
    init(_ process: ChildProcess, onLine: @escaping @Sendable (String) -> Void) throws(DescriptorError) {
        let standardError = StandardError(onLine)
        let blockingEnd = DispatchSemaphore(value: 0)
        self.process = process
        self.standardError = standardError
        self.blockingEnd = blockingEnd
        watch = try ProcessWatch(process.processIdentifier, output: process.fromError) {
            standardError.finish()
            blockingEnd.signal()
        } onOutput: { bytes in
            standardError.take(bytes)
            return true
        }
    }

    /// The way in which the process ended; `nil` while it runs.
    var exit: ProcessExit? { watch.exit }

    /// Kills the process and its children if it has not ended by itself after that time.
    func kill(after grace: Duration) {
        watch.kill(after: grace)
    }

    /// Returns when the process has ended and its standard error is read.
    ///
    /// For one task.
    func waitForEnd() async {
        await watch.waitForEnd()
    }

    /// Returns the reason why the plugin closed its output, after a short wait for the process to end.
    ///
    /// For one thread.
    func explainEnd(of name: String) -> String {
        _ = blockingEnd.wait(timeout: .now() + Self.endTimeout)
        let lines = standardError.lastLines
        let sentence = exit.map { "the plugin \(name) \($0)" } ?? "the plugin \(name) closed its output but still runs"
        if lines.isEmpty { return sentence }
        return ([sentence + "; the last lines of its standard error:"] + lines).joined(separator: "\n")
    }
}
