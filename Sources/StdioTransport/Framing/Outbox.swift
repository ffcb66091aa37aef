internal import Connections

/// The frames that wait to be written, in the order in which they may be sent.
///
/// Small frames are joined in one buffer. A large message stays where it is and leaves in pieces, in turn with the
/// other large messages and after all small frames that are waiting, so that none of them delays a small call.
struct Outbox: Sendable {
    /// All small frames that wait and one piece of a large message.
    struct Batch: Hashable, Sendable {
        /// The bytes to write.
        var output: OutputBatch
        /// The call whose large message ends with this batch.
        var finishedCall: UInt32?
    }

    private struct LargeMessage: Sendable {
        let call: UInt32
        let flags: MessageFlags
        let bytes: [UInt8]
        var position = 0
    }

    /// Messages up to this size are joined with their neighbours, larger ones are never copied.
    static let smallMessage = 16 << 10

    private let pieceSize: Int
    private var small: [UInt8] = []
    private var large: [LargeMessage] = []
    private var turn = 0
    /// The number of bytes of payload and headers that wait.
    private(set) var byteCount = 0

    /// An empty outbox that cuts large messages into pieces of at most `pieceSize` bytes.
    init(pieceSize: Int) {
        self.pieceSize = pieceSize
    }

    /// Indicates whether nothing waits.
    var isEmpty: Bool { byteCount == 0 }

    /// Adds bytes that are no frame: the preface.
    mutating func append(raw bytes: [UInt8]) {
        small.append(contentsOf: bytes)
        byteCount += bytes.count
    }

    /// Adds a frame other than a message, of at most ``FrameHeader/maximumPayload`` bytes.
    mutating func append(_ type: FrameType, call: UInt32, _ payload: some Collection<UInt8>) {
        FrameHeader(length: payload.count, type: type, call: call).write(to: &small)
        small.append(contentsOf: payload)
        byteCount += FrameHeader.size + payload.count
    }

    /// Adds a whole message.
    ///
    /// Until a large one has left, nothing else may be added for its call.
    mutating func append(message bytes: [UInt8], call: UInt32, flags: MessageFlags) {
        if bytes.count <= Self.smallMessage {
            FrameHeader(length: bytes.count, type: .message, flags: flags.union(.endMessage), call: call)
                .write(to: &small)
            small.append(contentsOf: bytes)
            byteCount += FrameHeader.size + bytes.count
        } else {
            large.append(LargeMessage(call: call, flags: flags.union(.endMessage), bytes: bytes))
            byteCount += bytes.count
        }
    }

    /// Returns whether a large message of the call has not left in whole.
    func holdsMessage(of call: UInt32) -> Bool {
        large.contains { $0.call == call }
    }

    /// Drops the rest of the call's large message.
    mutating func drop(call: UInt32) {
        guard let index = large.firstIndex(where: { $0.call == call }) else { return }
        byteCount -= large[index].bytes.count - large[index].position
        large.swapAt(index, large.count - 1)
        large.removeLast()
    }

    /// Drops everything, because nobody will read it.
    mutating func removeAll() {
        small = []
        large = []
        byteCount = 0
    }

    /// Takes all small frames that wait and one piece of a large message.
    ///
    /// - Parameter spare: A buffer whose storage may be used again.
    /// - Returns: The batch; `nil` if nothing waits.
    mutating func next(reusing spare: consuming [UInt8] = []) -> Batch? {
        guard !isEmpty else { return nil }
        spare.removeAll(keepingCapacity: true)
        var batch = Batch(output: OutputBatch(head: spare))
        swap(&batch.output.head, &small)
        byteCount -= batch.output.head.count
        guard !large.isEmpty else { return batch }

        if turn >= large.count { turn = 0 }
        let start = large[turn].position
        let end = min(start + pieceSize, large[turn].bytes.count)
        let isLast = end == large[turn].bytes.count
        FrameHeader(
            length: end - start,
            type: .message,
            flags: isLast ? large[turn].flags : [],
            call: large[turn].call
        ).write(to: &batch.output.head)
        batch.output.body = large[turn].bytes
        batch.output.range = start..<end
        byteCount -= end - start
        if isLast {
            batch.finishedCall = large[turn].call
            large.swapAt(turn, large.count - 1)
            large.removeLast()
        } else {
            large[turn].position = end
            turn += 1
        }
        return batch
    }
}
