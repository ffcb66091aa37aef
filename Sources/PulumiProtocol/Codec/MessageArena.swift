import CProtobufC
import CPulumiProtocol
import Glibc

/// The memory of one message while it crosses between Swift and C: allocated by moving a pointer, freed at once.
///
/// The value is a reference to memory that ``with(capacity:_:)`` owns; it must not outlive the closure.
struct MessageArena {
    /// Returns the limit of memory, in bytes, for decoding a message of a length.
    ///
    /// Hostile bytes can ask for fifty times their own size; messages that mean something stay far below this.
    static func limit(byteCount: Int) -> Int { 1 << 26 + byteCount * 16 }

    private struct State {
        var allocator: ProtobufCAllocator
        var next: UnsafeMutableRawPointer
        var end: UnsafeMutableRawPointer
        /// The newest block; each starts with the address of the one before it.
        var blocks: UnsafeMutableRawPointer?
        var blockSize: Int
        var total: Int
        var limit: Int
    }

    private static let blockHeader = 16
    private static let alignment = 8

    private let state: UnsafeMutablePointer<State>

    /// Runs `body` with an arena, and frees the arena afterwards.
    ///
    /// - Parameters:
    ///   - capacity: The room that the arena has at first, in bytes.
    ///   - limit: The most that libprotobuf-c may take, in bytes.
    ///   - body: Uses the arena; no memory of it may be used afterwards.
    /// - Returns: The result of `body`.
    /// - Throws: The error of `body`.
    static func with<R>(
        capacity: Int,
        limit: Int = .max,
        _ body: (MessageArena) throws(CodecError) -> R
    ) throws(CodecError) -> R {
        let room = MemoryLayout<State>.stride + capacity
        guard let memory = malloc(room) else { fatalError("out of memory: \(room) bytes") }
        let state = memory.bindMemory(to: State.self, capacity: 1)
        state.initialize(
            to: State(
                allocator: ProtobufCAllocator(alloc: allocate, free: { _, _ in }, allocator_data: memory),
                next: memory + MemoryLayout<State>.stride,
                end: memory + room,
                blocks: nil,
                blockSize: capacity,
                total: capacity,
                limit: limit
            )
        )
        defer {
            var block = state.pointee.blocks
            while let current = block {
                block = current.load(as: UnsafeMutableRawPointer?.self)
                free(current)
            }
            free(memory)
        }
        return try body(MessageArena(state: state))
    }

    /// Has libprotobuf-c unpack bytes into this arena.
    ///
    /// - Returns: The C struct of the shape's message, or `nil` if it would take more than the limit.
    func unpack(_ shape: MessageShape, _ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeMutableRawPointer? {
        // An empty array may have no address, and libprotobuf-c asks for one.
        withUnsafeMutablePointer(to: &state.pointee.allocator) { allocator in
            UnsafeMutableRawPointer(
                withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1) { empty in
                    protobuf_c_message_unpack(
                        shape.descriptor,
                        allocator,
                        bytes.count,
                        bytes.baseAddress ?? UnsafePointer(empty.baseAddress)
                    )
                }
            )
        }
    }

    /// Uninitialised memory for that many values.
    func allocate<T>(_ type: T.Type, count: Int) -> UnsafeMutablePointer<T> {
        let size = MemoryLayout<T>.stride * count
        guard let memory = Self.take(size, from: state) else { fatalError("out of memory: \(size) bytes") }
        return memory.bindMemory(to: type, capacity: count)
    }

    private static let allocate: @convention(c) (UnsafeMutableRawPointer?, Int) -> UnsafeMutableRawPointer? = {
        data,
        size in
        guard let state = data?.assumingMemoryBound(to: State.self) else { return nil }
        guard size <= state.pointee.limit - state.pointee.total else { return nil }
        return take(size, from: state)
    }

    private static func take(_ size: Int, from state: UnsafeMutablePointer<State>) -> UnsafeMutableRawPointer? {
        let size = (size + alignment - 1) & ~(alignment - 1)
        if state.pointee.end - state.pointee.next < size, !addBlock(atLeast: size, to: state) {
            return nil
        }
        let memory = state.pointee.next
        state.pointee.next = memory + size
        return memory
    }

    private static func addBlock(atLeast size: Int, to state: UnsafeMutablePointer<State>) -> Bool {
        let capacity = max(size, min(state.pointee.blockSize * 2, 1 << 24))
        guard let block = malloc(capacity + blockHeader) else { return false }
        block.storeBytes(of: state.pointee.blocks, as: UnsafeMutableRawPointer?.self)
        state.pointee.blocks = block
        state.pointee.next = block + blockHeader
        state.pointee.end = state.pointee.next + capacity
        state.pointee.blockSize = capacity
        state.pointee.total += capacity
        return true
    }
}
