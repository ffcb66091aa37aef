internal import CLinux
internal import Glibc

/// A thread of the system, for work that blocks in the kernel and must not hold a thread of Swift's pool.
public enum Thread {
    private final class Body: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Runs `body` on a new thread that nobody joins, with every signal blocked.
    ///
    /// A write to a closed pipe or socket is then an error (`EPIPE`) and not the end of the process, and no handler
    /// interrupts a system call. Threads that `body` starts inherit this.
    ///
    /// - Throws: ``DescriptorError`` if the system has no thread left; `body` does not run then.
    public static func start(_ body: @escaping @Sendable () -> Void) throws(DescriptorError) {
        let argument = Unmanaged.passRetained(Body(body))
        var previous = sigset_t()
        var all = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_SETMASK, &all, &previous)
        defer { pthread_sigmask(SIG_SETMASK, &previous, nil) }
        var thread = pthread_t()
        let code = pthread_create(
            &thread,
            nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            },
            argument.toOpaque()
        )
        guard code == 0 else {
            argument.release()
            throw DescriptorError("cannot start a thread", code)
        }
        pthread_detach(thread)
    }
}
