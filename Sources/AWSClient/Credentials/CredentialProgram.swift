internal import Dispatch
internal import Glibc
internal import Synchronization

/// A program whose standard output is read to its end; it is killed, with its children, if its task is cancelled.
final class CredentialProgram: Sendable {
    private struct State {
        var child: pid_t?
        /// Our end of the program's standard output.
        var output: CInt?
        var isCancelled = false
    }

    private let arguments: [String]
    private let environment: [String: String]
    private let state = Mutex(State())

    init(_ arguments: [String], _ environment: [String: String]) {
        self.arguments = arguments
        self.environment = environment
    }

    /// `true` if the program was not let come to its end.
    var isCancelled: Bool { state.withLock { $0.isCancelled } }

    /// Runs the program, and returns its standard output and its wait status.
    ///
    /// It blocks a thread of Dispatch, not one of Swift's tasks.
    func run() async -> (output: [UInt8]?, status: CInt) {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                DispatchQueue.global().async { continuation.resume(returning: self.result()) }
            }
        } onCancel: {
            state.withLock { state in
                state.isCancelled = true
                if let child = state.child { kill(-child, SIGKILL) }
                // Reading ends too, though a child that left the group may still hold the other end.
                if let output = state.output { shutdown(output, CInt(SHUT_RDWR)) }
            }
        }
    }

    private func result() -> ([UInt8]?, CInt) {
        var ends: [CInt] = [0, 0]
        // A socket pair, since it can be made with close-on-exec in one step: no other child may hold its end open.
        let kind = CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { return (nil, -1) }
        defer { close(ends[0]) }
        let (child, error) = start(output: ends)
        close(ends[1])
        guard let child else { return (nil, error) }
        let bytes = FileContents.read(ends[0], limit: 1 << 20)
        if bytes == nil { kill(-child, SIGKILL) }
        return (bytes, end(child))
    }

    /// Starts the program, unless it was cancelled before, so that it is known to whoever cancels it.
    private func start(output ends: [CInt]) -> (child: pid_t?, error: CInt) {
        state.withLock { state in
            if state.isCancelled { return (nil, ECANCELED) }
            var actions = posix_spawn_file_actions_t()
            posix_spawn_file_actions_init(&actions)
            defer { posix_spawn_file_actions_destroy(&actions) }
            posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
            posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
            var attributes = posix_spawnattr_t()
            posix_spawnattr_init(&attributes)
            defer { posix_spawnattr_destroy(&attributes) }
            posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
            posix_spawnattr_setpgroup(&attributes, 0)
            var child: pid_t = 0
            let variables = environment.map { "\($0.key)=\($0.value)" }
            let error = Self.withCStrings(arguments) { argv in
                Self.withCStrings(variables) { posix_spawn(&child, arguments[0], &actions, &attributes, argv, $0) }
            }
            guard error == 0 else { return (nil, error) }
            state.child = child
            state.output = ends[0]
            return (child, 0)
        }
    }

    /// Waits for the end of the program, and returns its wait status.
    private func end(_ child: pid_t) -> CInt {
        // While nobody has taken its status, no other process can have its number.
        var information = siginfo_t()
        while waitid(P_PID, id_t(child), &information, WEXITED | WNOWAIT) < 0, errno == EINTR {}
        state.withLock { state in
            state.child = nil
            state.output = nil
        }
        var status: CInt = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        return status
    }

    private static func withCStrings<R>(
        _ texts: [String],
        _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> R
    ) -> R {
        var copies = texts.map { strdup($0) } + [nil]
        defer { for copy in copies { free(copy) } }
        return copies.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { fatalError("a list that ends with nil is never empty") }
            return body(base)
        }
    }
}
