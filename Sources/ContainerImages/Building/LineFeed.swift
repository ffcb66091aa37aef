internal import Connections
internal import Synchronization

/// The lines of a program's output, as they come.
final class LineFeed: Sendable {
    /// The lines; it ends when the program has ended, or the task that reads it is cancelled.
    let lines: AsyncStream<String>
    private let feed: AsyncStream<String>.Continuation
    private let tail: Mutex<OutputTail>

    init(keeping keptLines: Int) {
        (lines, feed) = AsyncStream.makeStream()
        tail = Mutex(OutputTail(keeping: keptLines))
    }

    /// The last lines, without those that say nothing.
    var lastLines: [String] { tail.withLock(\.lines).filter { !$0.trimmingSpaces.isEmpty } }

    /// Runs a program to its end; if the task is cancelled, the program is interrupted, and killed after a time.
    ///
    /// - Returns: The way in which it ended.
    /// - Throws: ``DescriptorError`` if it cannot be started.
    func run(
        _ command: ProgramCommand,
        interruption: ProcessWatch.Interruption
    ) async throws(DescriptorError) -> ProcessExit {
        defer {
            for line in tail.withLock({ $0.finish() }) { feed.yield(line) }
            feed.finish()
        }
        return try await command.run(
            standardError: .merged,
            interruption: interruption,
            grace: ImageBuilder.grace
        ) { [self] bytes in
            for line in tail.withLock({ $0.take(bytes) }) { feed.yield(line) }
            return true
        }
    }
}
