internal import Connections
internal import Crypto
internal import Glibc
internal import Synchronization

/// The hashes of a list of files, computed by as many threads as the machine has processors.
final class FileHashes: Sendable {
    private struct State {
        var next = 0
        var digests: [[UInt8]]
        var failure: ContextFailure?
    }

    /// The number of bytes that are read at once: they still lie in the processor's cache when they are hashed.
    private static let chunk = 256 << 10

    private let paths: [String]
    private let state: Mutex<State>

    private init(_ paths: [String]) {
        self.paths = paths
        state = Mutex(State(digests: Array(repeating: [], count: paths.count)))
    }

    /// Returns the SHA-256 digest of each file.
    ///
    /// - Throws: ``ContextFailure`` with the first file that cannot be read.
    static func digests(of paths: [String]) async throws(ContextFailure) -> [[UInt8]] {
        let hashes = FileHashes(paths)
        let threads = min(max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))), 16, max(1, (paths.count + 7) / 8))
        let ends = (0..<threads).map { _ in hashes.startThread() }
        for end in ends { await end.wait() }
        let (digests, failure) = hashes.state.withLock { ($0.digests, $0.failure) }
        if let failure { throw failure }
        return digests
    }

    private func startThread() -> ThreadEnd {
        let end = ThreadEnd()
        do {
            try Thread.start {
                self.run()
                end.signal()
            }
        } catch {
            // Without a thread the caller's own does the work.
            run()
            end.signal()
        }
        return end
    }

    private func run() {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.chunk, alignment: 64)
        defer { buffer.deallocate() }
        let hash = SHA256.Stream()
        while let index = takeNext() {
            do throws(ContextFailure) {
                try read(paths[index], hash, buffer)
                let digest = hash.finish()
                state.withLock { $0.digests[index] = digest }
            } catch {
                state.withLock { if $0.failure == nil { $0.failure = error } }
            }
        }
    }

    private func takeNext() -> Int? {
        state.withLock { state in
            guard state.next < paths.count, state.failure == nil else { return nil }
            defer { state.next += 1 }
            return state.next
        }
    }

    private func read(
        _ path: String,
        _ hash: SHA256.Stream,
        _ buffer: UnsafeMutableRawBufferPointer
    ) throws(ContextFailure) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .last(path) }
        defer { close(descriptor) }
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count == 0 { return }
            if count < 0 {
                if errno == EINTR { continue }
                throw .last(path)
            }
            hash.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }
}
