internal import Glibc
internal import Synchronization

extension ProgramCommand {
    /// The place that the standard error of a program goes to.
    public enum StandardError: Sendable {
        /// The standard error of this process.
        case inherited
        /// The program's standard output.
        case merged
    }

    /// Runs the program to its end, with nothing on its standard input.
    ///
    /// If the task is cancelled, the program is interrupted, and killed with its children after `grace`.
    ///
    /// - Parameters:
    ///   - standardError: The place that its standard error goes to.
    ///   - interruption: The way in which it is interrupted.
    ///   - grace: The time that it then has to clean up after itself.
    ///   - onOutput: Called with the bytes that it writes, from another thread; returns whether it may go on.
    /// - Returns: The way in which it ended.
    /// - Throws: ``DescriptorError`` if it cannot be started.
    public func run(
        standardError: StandardError,
        interruption: ProcessWatch.Interruption = .group,
        grace: Duration = .zero,
        onOutput: @escaping @Sendable ([UInt8]) -> Bool
    ) async throws(DescriptorError) -> ProcessExit {
        let watch = try watched(standardError, onOutput)
        await withTaskCancellationHandler {
            await watch.waitForEnd()
        } onCancel: {
            watch.interrupt(interruption, grace: grace)
        }
        return watch.exit ?? .unknown
    }

    /// Runs the program to its end, and returns what it wrote to its standard output.
    ///
    /// - Parameters:
    ///   - standardError: The place that its standard error goes to.
    ///   - limit: The number of bytes beyond which the program is killed.
    /// - Returns: The way in which it ended, and the bytes.
    /// - Throws: ``DescriptorError`` if it cannot be started.
    public func output(
        standardError: StandardError,
        limit: Int = 1 << 20
    ) async throws(DescriptorError) -> (exit: ProcessExit, bytes: [UInt8]) {
        let collected = CollectedOutput()
        let exit = try await run(standardError: standardError) { collected.append($0) <= limit }
        return (exit, collected.bytes)
    }

    private func watched(
        _ standardError: StandardError,
        _ onOutput: @escaping @Sendable ([UInt8]) -> Bool
    ) throws(DescriptorError) -> ProcessWatch {
        var pipe = try Pipe()
        let error = standardError == .merged ? pipe.writeEnd : STDERR_FILENO
        let process = try start(input: nil, output: pipe.writeEnd, error: error)
        do throws(DescriptorError) {
            return try ProcessWatch(process, output: pipe.takeReadEnd(), onOutput: onOutput)
        } catch {
            kill(-process, SIGKILL)
            waitpid(process, nil, 0)
            throw error
        }
    }
}

/// The bytes that a program has written so far.
private final class CollectedOutput: Sendable {
    private let collected = Mutex<[UInt8]>([])

    var bytes: [UInt8] { collected.withLock(\.self) }

    /// Adds bytes, and returns how many there are.
    func append(_ bytes: [UInt8]) -> Int {
        collected.withLock { collected in
            collected += bytes
            return collected.count
        }
    }
}
