internal import CLinux
internal import Connections
internal import Dispatch
internal import Glibc
internal import Synchronization

/// The thread that watches a plugin's process: it passes on the standard error, reaps the process, and kills it when it
/// does not end by itself.
///
/// Only that thread reaps and kills the process, so that the process's id cannot have gone to another one.
final class PluginWatch: Sendable {
    private struct State {
        var tail = StandardErrorTail()
        var exit: PluginExit?
        /// The time at which the process is killed; `nil` as long as it may live.
        var killTime: Moment?
    }

    /// The time that the standard error is still read after the process ended: its children may hold it open.
    private static let lingering = Duration.milliseconds(200)
    /// The time that a process which has closed its output has to end before that is reported.
    private static let endTimeout = DispatchTimeInterval.seconds(1)

    let process: ChildProcess
    private let onLine: @Sendable (String) -> Void
    private let wakeUp: WakeUp
    private let state = Mutex(State())
    /// The same end twice: for the connection's thread, which may block, and for a task, which may not.
    private let blockingEnd = DispatchSemaphore(value: 0)
    private let end = ThreadEnd()

    /// Starts the thread.
    ///
    /// - Parameters:
    ///   - process: The process, which nobody else reaps or kills.
    ///   - onLine: Called with each line of the standard error, from the thread.
    /// - Throws: ``DescriptorError`` if the system has no descriptor or no thread left.
    init(_ process: ChildProcess, onLine: @escaping @Sendable (String) -> Void) throws(DescriptorError) {
        self.process = process
        self.onLine = onLine
        wakeUp = try WakeUp()
        try Thread.start { self.run() }
    }

    /// The way in which the process ended; `nil` while it runs.
    var exit: PluginExit? { state.withLock(\.exit) }

    /// Kills the process and its children if it has not ended by itself after that time.
    func kill(after grace: Duration) {
        state.withLock { $0.killTime = Moment.now + grace }
        wakeUp.signal()
    }

    /// Returns when the process has ended and its standard error is read.
    ///
    /// For one task.
    func waitForEnd() async {
        await end.wait()
    }

    /// Returns the reason why the plugin closed its output, after a short wait for the process to end.
    ///
    /// For one thread.
    func explainEnd(of name: String) -> String {
        _ = blockingEnd.wait(timeout: .now() + Self.endTimeout)
        let (exit, lines) = state.withLock { ($0.exit, $0.tail.lines) }
        let sentence = exit.map { "the plugin \(name) \($0)" } ?? "the plugin \(name) closed its output but still runs"
        if lines.isEmpty { return sentence }
        return ([sentence + "; the last lines of its standard error:"] + lines).joined(separator: "\n")
    }

    // MARK: The watching thread

    private func run() {
        var errors = process.fromError
        let handle = openProcess(process.processIdentifier)
        var lingersUntil: Moment?
        while true {
            let (exit, killTime) = state.withLock { ($0.exit, $0.killTime) }
            if exit != nil, errors < 0 || (lingersUntil.map { $0 <= .now } ?? false) { break }
            wait(errors, exit == nil ? handle : -1, [exit == nil ? killTime : nil, lingersUntil], polls: handle < 0)
            if errors >= 0, !passOn(errors) {
                close(errors)
                errors = -1
            }
            if exit == nil, let now = reap() {
                state.withLock { $0.exit = now }
                lingersUntil = .now + Self.lingering
            } else if exit == nil, let killTime, killTime <= .now {
                Glibc.kill(-process.processIdentifier, SIGKILL)
                state.withLock { $0.killTime = nil }
            }
        }
        if errors >= 0 { close(errors) }
        if handle >= 0 { close(handle) }
        finish()
    }

    private func finish() {
        state.withLock { $0.tail.finish() }.forEach(onLine)
        blockingEnd.signal()
        end.signal()
    }

    /// Sleeps until something is to be read, the process has ended or it is time.
    ///
    /// If Linux has no descriptor for a process (`polls`), its end is looked for every 10 ms.
    private func wait(_ errors: CInt, _ handle: CInt, _ times: [Moment?], polls: Bool) {
        var entries = [errors, handle, wakeUp.descriptor].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        let wake = times.compactMap(\.self).min()
        var milliseconds = wake.map { CInt(clamping: max(0, ($0 - .now).milliseconds)) } ?? -1
        if polls { milliseconds = milliseconds < 0 ? 10 : min(milliseconds, 10) }
        _ = poll(&entries, nfds_t(entries.count), milliseconds)
        if entries[2].revents != 0 { wakeUp.clear() }
    }

    /// Reads the standard error as far as it has arrived.
    ///
    /// - Returns: Whether more may come.
    private func passOn(_ errors: CInt) -> Bool {
        var entry = pollfd(fd: errors, events: Int16(POLLIN), revents: 0)
        guard poll(&entry, 1, 0) > 0 else { return true }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 16 << 10) { buffer in
            let count = read(errors, buffer.baseAddress, buffer.count)
            guard count > 0 else { return count < 0 && errno == EINTR }
            let lines = state.withLock { $0.tail.take(buffer[..<count]) }
            lines.forEach(onLine)
            return true
        }
    }

    private func reap() -> PluginExit? {
        var status: CInt = 0
        switch waitpid(process.processIdentifier, &status, WNOHANG) {
        case 0: return nil
        case process.processIdentifier: return PluginExit(waitStatus: status)
        default: return errno == EINTR ? nil : .unknown
        }
    }
}
