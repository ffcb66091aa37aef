import Connections
import Glibc
import Synchronization
import Testing

@Suite("Thread", .timeLimit(.minutes(1)))
struct ThreadTests {
    @Test("runs its body with every signal blocked, SIGPIPE too")
    func blocksSignals() async throws {
        let blocked = Mutex<[Bool]>([])
        let end = ThreadEnd()
        try Thread.start {
            var mask = sigset_t()
            pthread_sigmask(SIG_SETMASK, nil, &mask)
            blocked.withLock { $0 = [SIGPIPE, SIGINT, SIGTERM, SIGALRM].map { sigismember(&mask, $0) == 1 } }
            end.signal()
        }
        await end.wait()
        #expect(blocked.withLock(\.self) == [true, true, true, true])
    }

    @Test("leaves the signals of the thread that starts it alone")
    func keepsMask() async throws {
        var before = sigset_t()
        pthread_sigmask(SIG_SETMASK, nil, &before)
        let end = ThreadEnd()
        try Thread.start { end.signal() }
        var after = sigset_t()
        pthread_sigmask(SIG_SETMASK, nil, &after)
        #expect((1..<32).map { sigismember(&before, $0) } == (1..<32).map { sigismember(&after, $0) })
        await end.wait()
    }

    @Test("ends for a task that waits already, and for one that comes later")
    func ends() async throws {
        let early = ThreadEnd()
        early.signal()
        await early.wait()
        let late = ThreadEnd()
        async let waited: Void = late.wait()
        try Thread.start { late.signal() }
        await waited
    }
}
