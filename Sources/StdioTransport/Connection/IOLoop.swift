internal import CLinux
internal import Glibc
internal import RPC

/// Reads, writes and keeps time for one connection, on a thread of its own.
///
/// Neither descriptor ever blocks the thread, so that reading never waits for writing; it sleeps in `poll` only.
struct IOLoop: ~Copyable {
    /// Bytes that are read at once: enough for any burst of small calls, and small enough to stay in the cache while
    /// they are copied to the messages that they belong to.
    private static let readSize = 256 << 10
    /// Bytes that are written before the input is looked at again.
    private static let writeBound = 1 << 20

    private let connection: StdioConnection
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: readSize, alignment: 64)
    private var input: CInt
    private var output: CInt
    /// The descriptors' modes before, for whoever shares them, such as the shell that shares a terminal.
    private let inputFlags: CInt
    private let outputFlags: CInt
    private var batch = Outbox.Batch()
    private var written = 0
    private var outputIsFull = false

    /// Starts the loop's thread, which tells `end` when it is over.
    static func start(for connection: StdioConnection, ending end: LoopEnd) {
        Thread.start {
            var loop = IOLoop(connection)
            loop.run()
            end.arrive()
        }
    }

    private init(_ connection: StdioConnection) {
        self.connection = connection
        input = connection.input
        output = connection.output
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
            case .over: break loop
            case .closeOutput: closeOutput()
            case .abandonInput: endInput()
            case .tellOverdue: connection.handlersAreOverdue()
            case .goOn: if poll(milliseconds: 0) { read() }
            case .sleep(let wake): if poll(milliseconds: Self.milliseconds(until: wake)) { read() }
            }
        }
        closeOutput()
        closeInput()
    }

    // MARK: Writing

    /// Writes what waits, until there is nothing left, the pipe is full, or the bound is reached.
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
                // The pipe took what it could; to try again would only tell the same.
                outputIsFull = true
                return
            }
        }
    }

    private mutating func takeBatch() -> Bool {
        var spare: [UInt8] = []
        swap(&spare, &batch.head)
        written = 0
        let next = connection.update { state, actions in
            state.loopIsAwake = true
            return state.machine.nextBatch(reusing: spare, &actions)
        }
        batch = next ?? Outbox.Batch()
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

    /// Nobody reads any more.
    private mutating func failOutput() {
        closeOutput()
        connection.update { state, actions in state.machine.closeOutput(&actions) }
    }

    // MARK: Reading

    /// Reads once: `poll` said that there is something.
    private mutating func read() {
        let count = Glibc.read(input, buffer.baseAddress, buffer.count)
        if count > 0 {
            let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count]).bytes
            connection.update { state, actions in
                state.loopIsAwake = true
                state.machine.receive(bytes, now: .now, &actions)
            }
        } else if count == 0 || (errno != EAGAIN && errno != EINTR) {
            endInput()
        }
    }

    private mutating func endInput() {
        closeInput()
        let reason = StatusError(.unavailable, connection.explainEnd())
        connection.update { state, actions in state.machine.endInput(reason, &actions) }
    }

    // MARK: Waiting

    private mutating func plan() -> StdioConnection.LoopPlan {
        let view = StdioConnection.LoopView(
            now: .now,
            inputIsOpen: input >= 0,
            outputIsOpen: output >= 0,
            outputIsFull: outputIsFull,
            hasUnwritten: written < batch.count
        )
        return connection.update { state, actions in state.plan(view, &actions) }
    }

    /// Sleeps until there is something to do.
    ///
    /// - Returns: Whether the input has bytes, or has ended.
    private mutating func poll(milliseconds: CInt) -> Bool {
        var entries = (
            pollfd(fd: connection.wakeUp.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: input, events: Int16(POLLIN), revents: 0),
            pollfd(fd: outputIsFull ? output : -1, events: Int16(POLLOUT), revents: 0)
        )
        withUnsafeMutableBytes(of: &entries) { entries in
            _ = Glibc.poll(entries.assumingMemoryBound(to: pollfd.self).baseAddress, 3, milliseconds)
        }
        if entries.0.revents != 0 { connection.wakeUp.clear() }
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
        batch = Outbox.Batch()
        written = 0
    }
}

extension iovec {
    /// A part of a buffer, in the form that `writev` wants.
    fileprivate init(_ base: UnsafeRawPointer?, from start: Int, to end: Int) {
        self.init(iov_base: UnsafeMutableRawPointer(mutating: base?.advanced(by: start)), iov_len: end - start)
    }
}
