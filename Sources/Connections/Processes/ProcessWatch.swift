internal import CLinux
internal import Glibc
internal import Synchronization

/// The thread that watches a child process: it passes on what the process writes, reaps it, and ends it when asked to.
///
/// Only that thread reaps and signals the process, so that the process's id cannot have gone to another one.
public final class ProcessWatch: Sendable {
    /// The way in which a process is interrupted.
    public enum Interruption: Sendable {
        /// The process and its group are told to end (`SIGTERM`).
        case group
        /// All that the process has started, or starts later, is killed: for a program that cleans up after itself
        /// when its work fails, but not when it is told to end.
        case work
    }

    private struct State {
        var exit: ProcessExit?
        /// The interruption that is under way; `nil` if there is none.
        var interruption: Interruption?
        /// Indicates whether what the process leaves behind ends with it.
        var endsAll = false
        /// The time at which the process is killed; `nil` as long as it may live.
        var killTime: Moment?

        /// The time at which there is something to do; `nil` if there is no such time.
        var wakeTime: Moment? {
            interruption == .work ? [killTime, .now + ProcessWatch.pause].compactMap(\.self).min() : killTime
        }
    }

    /// The time that the output is still read after the process ended: its children may hold it open.
    private static let lingering = Duration.milliseconds(200)
    /// The time between two looks at what an interrupted process has started.
    private static let pause = Duration.milliseconds(50)

    private let process: Int32
    private let output: CInt
    private let onOutput: @Sendable ([UInt8]) -> Bool
    private let onEnd: @Sendable () -> Void
    private let wakeUp: WakeUp
    private let state = Mutex(State())
    private let end = ThreadEnd()

    /// Starts the thread.
    ///
    /// - Parameters:
    ///   - process: The process, which leads a group and which nobody else reaps or signals.
    ///   - output: Our end of what it writes; the thread closes it.
    ///   - onEnd: Called when the process has ended and its output is read, from the thread.
    ///   - onOutput: Called with the bytes that arrive, from the thread; returns whether the process may go on.
    /// - Throws: ``DescriptorError`` if the system has no descriptor or no thread left.
    public init(
        _ process: Int32,
        output: CInt,
        onEnd: @escaping @Sendable () -> Void = {},
        onOutput: @escaping @Sendable ([UInt8]) -> Bool
    ) throws(DescriptorError) {
        self.process = process
        self.output = output
        self.onEnd = onEnd
        self.onOutput = onOutput
        wakeUp = try WakeUp()
        try Thread.start { self.run() }
    }

    /// The way in which the process ended; `nil` while it runs.
    public var exit: ProcessExit? { state.withLock(\.exit) }

    /// Kills the process and its children if it has not ended by itself after that time.
    public func kill(after grace: Duration) {
        state.withLock { $0.killTime = Moment.now + grace }
        wakeUp.signal()
    }

    /// Interrupts the process, and kills it and its children if they have not ended after that time.
    public func interrupt(_ interruption: Interruption, grace: Duration) {
        state.withLock { state in
            state.interruption = interruption
            state.endsAll = true
            state.killTime = Moment.now + grace
        }
        wakeUp.signal()
    }

    /// Returns when the process has ended and its output is read.
    ///
    /// For one task.
    public func waitForEnd() async {
        await end.wait()
    }

    // MARK: The watching thread

    private func run() {
        var output = output
        let handle = openProcess(process)
        var lingersUntil: Moment?
        while true {
            let (exit, wake) = state.withLock { ($0.exit, $0.wakeTime) }
            if exit != nil, output < 0 || (lingersUntil.map { $0 <= .now } ?? false) { break }
            wait(output, exit == nil ? handle : -1, exit == nil ? wake : lingersUntil, polls: handle < 0)
            if output >= 0, !passOn(output) {
                close(output)
                output = -1
            }
            guard exit == nil else { continue }
            if let now = reap() {
                state.withLock { $0.exit = now }
                lingersUntil = .now + Self.lingering
            } else {
                sendSignals()
            }
        }
        if output >= 0 { close(output) }
        if handle >= 0 { close(handle) }
        onEnd()
        end.signal()
    }

    private func sendSignals() {
        let (isOverdue, interruption) = state.withLock { state in
            let isOverdue = state.killTime.map { $0 <= .now } ?? false
            defer {
                if isOverdue { state.killTime = nil }
                if isOverdue || state.interruption == .group { state.interruption = nil }
            }
            return (isOverdue, state.interruption)
        }
        switch interruption {
        case _ where isOverdue: killAll()
        case .group: Glibc.kill(-process, SIGTERM)
        case .work: ProcessTree().killWork(of: process)
        case nil: break
        }
    }

    /// Kills the process, its group, and those below it that have left the group.
    private func killAll() {
        let others = ProcessTree().descendants(of: process)
        Glibc.kill(-process, SIGKILL)
        for other in others { Glibc.kill(other, SIGKILL) }
    }

    /// Sleeps until something is to be read, the process has ended or it is time.
    ///
    /// If Linux has no descriptor for a process (`polls`), its end is looked for every 10 ms.
    private func wait(_ output: CInt, _ handle: CInt, _ wake: Moment?, polls: Bool) {
        var entries = [output, handle, wakeUp.descriptor].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        var milliseconds = wake.map { CInt(clamping: max(0, ($0 - .now).milliseconds)) } ?? -1
        if polls { milliseconds = milliseconds < 0 ? 10 : min(milliseconds, 10) }
        _ = poll(&entries, nfds_t(entries.count), milliseconds)
        if entries[2].revents != 0 { wakeUp.clear() }
    }

    /// Reads the output as far as it has arrived.
    ///
    /// - Returns: Whether more may come.
    private func passOn(_ output: CInt) -> Bool {
        var entry = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
        guard poll(&entry, 1, 0) > 0 else { return true }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 16 << 10) { buffer in
            let count = read(output, buffer.baseAddress, buffer.count)
            guard count > 0 else { return count < 0 && errno == EINTR }
            if !onOutput(Array(buffer[..<count])) { kill(after: .zero) }
            return true
        }
    }

    private func reap() -> ProcessExit? {
        // While nobody has taken its status, no other process or group can have its number.
        var information = siginfo_t()
        information.si_signo = 0
        guard waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT | WNOHANG) == 0 else {
            return errno == EINTR ? nil : .unknown
        }
        guard information.si_signo == SIGCHLD else { return nil }
        if state.withLock(\.endsAll) { killAll() }
        var status: CInt = 0
        while waitpid(process, &status, 0) < 0 {
            if errno != EINTR { return .unknown }
        }
        return ProcessExit(waitStatus: status)
    }
}
