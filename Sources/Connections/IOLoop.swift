internal import CLinux
internal import Glibc

/// The thread that reads, writes and keeps time for one connection.
///
/// Neither descriptor ever blocks the thread, so that reading never waits for writing; it sleeps in `poll` only.
public struct IOLoop: ~Copyable {
    /// The most bytes that are read at once: enough for any burst of small calls, and small enough to stay in the cache
    /// while they are copied to the messages that they belong to.
    private static let readSize = 256 << 10
    /// The bytes that are written before the input is looked at again.
    private static let writeBound = 1 << 20

    private let connection: any ServedConnection
    private let wakeUp: WakeUp
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: readSize, alignment: 64)
    private var input: CInt
    private var output: CInt
    /// The descriptors' original modes, restored for whoever shares them, such as the shell that shares a terminal.
    private let inputFlags: CInt
    private let outputFlags: CInt
    private var batch = OutputBatch()
    private var written = 0
    private var outputIsFull = false

    /// Starts the loop's thread, which owns the two descriptors and closes them.
    ///
    /// - Parameters:
    ///   - connection: Takes what is read and hands out what is to be written.
    ///   - input: The descriptor to read.
    ///   - output: The descriptor to write; may be the same socket.
    ///   - wakeUp: Signalled by whoever changes the connection while the loop sleeps (``LoopState/mustWake(for:always:)``).
    ///   - end: Signalled when the thread is over.
    /// - Throws: ``DescriptorError`` if the system has no thread left; the descriptors are closed then.
    public static func start(
        serving connection: any ServedConnection,
        input: CInt,
        output: CInt,
        wakeUp: WakeUp,
        ending end: ThreadEnd
    ) throws(DescriptorError) {
        do {
            try Thread.start {
                var loop = IOLoop(connection, input, output, wakeUp)
                loop.run()
                end.signal()
            }
        } catch {
            close(input)
            if output != input { close(output) }
            throw error
        }
    }

    private init(_ connection: any ServedConnection, _ input: CInt, _ output: CInt, _ wakeUp: WakeUp) {
        self.connection = connection
        self.input = input
        self.output = output
        self.wakeUp = wakeUp
        inputFlags = fcntl(input, F_GETFL)
        outputFlags = fcntl(output, F_GETFL)
        _ = fcntl(input, F_SETFL, inputFlags | O_NONBLOCK)
        _ = fcntl(output, F_SETFL, outputFlags | O_NONBLOCK)
    }

    deinit { buffer.deallocate() }

    private mutating func run() {
        loop: while true {
            write()
            switch plan() {
            case .end: break loop
            case .closeOutput: closeOutput()
            case .abandonInput: endInput()
            case .reportOverdue: connection.handlersAreOverdue()
            case .proceed: if poll(milliseconds: 0) { read() }
            case .sleep(let wake): if poll(milliseconds: Self.milliseconds(until: wake)) { read() }
            }
        }
        closeOutput()
        closeInput()
    }

    // MARK: Writing

    /// Writes the waiting bytes, until there are none left, the pipe is full, or the bound is reached.
    private mutating func write() {
        outputIsFull = false
        var total = 0
        while output >= 0, total < Self.writeBound {
            if written == batch.count, !takeBatch() { return }
            let count = writeOnce()
            if count < 0 {
                switch errno {
                case EINTR: continue
                case EAGAIN: outputIsFull = true
                default: failOutput()
                }
                return
            }
            written += count
            total += count
            if written < batch.count {
                // The pipe took what it could; a second try would only return EAGAIN.
                outputIsFull = true
                return
            }
        }
    }

    private mutating func takeBatch() -> Bool {
        var spare: [UInt8] = []
        swap(&spare, &batch.head)
        written = 0
        let next = connection.nextBatch(reusing: spare)
        batch = next ?? OutputBatch()
        return next != nil
    }

    private func writeOnce() -> Int {
        batch.head.withUnsafeBytes { head in
            batch.body.withUnsafeBytes { body in
                let headDone = min(written, head.count)
                let rest = UnsafeRawBufferPointer(rebasing: body[batch.range].dropFirst(written - headDone))
                var parts = (
                    iovec(head.baseAddress, from: headDone, to: head.count),
                    iovec(rest.baseAddress, from: 0, to: rest.count)
                )
                return withUnsafeBytes(of: &parts) { parts in
                    writev(output, parts.assumingMemoryBound(to: iovec.self).baseAddress, 2)
                }
            }
        }
    }

    /// Gives up the output: the other end reads no more.
    private mutating func failOutput() {
        closeOutput()
        connection.outputFailed()
    }

    // MARK: Reading

    /// Reads once: `poll` said that there is something.
    private mutating func read() {
        let count = Glibc.read(input, buffer.baseAddress, buffer.count)
        if count > 0 {
            connection.receive(UnsafeRawBufferPointer(rebasing: buffer[..<count]).bytes)
        } else if count == 0 || (errno != EAGAIN && errno != EINTR) {
            endInput()
        }
    }

    private mutating func endInput() {
        closeInput()
        connection.inputEnded()
    }

    // MARK: Waiting

    private func plan() -> LoopPlan {
        connection.plan(
            LoopView(
                now: .now,
                inputIsOpen: input >= 0,
                outputIsOpen: output >= 0,
                outputIsFull: outputIsFull,
                hasUnwritten: written < batch.count
            )
        )
    }

    /// Sleeps until there is something to do.
    ///
    /// - Returns: Whether the input has bytes, or has ended.
    private mutating func poll(milliseconds: CInt) -> Bool {
        var entries = (
            pollfd(fd: wakeUp.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: input, events: Int16(POLLIN), revents: 0),
            pollfd(fd: outputIsFull ? output : -1, events: Int16(POLLOUT), revents: 0)
        )
        withUnsafeMutableBytes(of: &entries) { entries in
            _ = Glibc.poll(entries.assumingMemoryBound(to: pollfd.self).baseAddress, 3, milliseconds)
        }
        if entries.0.revents != 0 { wakeUp.clear() }
        return entries.1.revents != 0
    }

    private static func milliseconds(until wake: Moment?) -> CInt {
        guard let wake else { return -1 }
        return CInt(clamping: max(0, (wake - .now).milliseconds))
    }

    // MARK: Closing

    private mutating func closeInput() {
        if input >= 0, input != output {
            _ = fcntl(input, F_SETFL, inputFlags)
            close(input)
        }
        input = -1
    }

    private mutating func closeOutput() {
        if output >= 0, input == output {
            shutdown(output, CInt(SHUT_WR))
        } else if output >= 0 {
            _ = fcntl(output, F_SETFL, outputFlags)
            close(output)
        }
        output = -1
        batch = OutputBatch()
        written = 0
    }
}

extension iovec {
    /// A part of a buffer as an element of `writev`'s list.
    fileprivate init(_ base: UnsafeRawPointer?, from start: Int, to end: Int) {
        self.init(iov_base: UnsafeMutableRawPointer(mutating: base?.advanced(by: start)), iov_len: end - start)
    }
}
