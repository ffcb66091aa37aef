import Foundation
import Synchronization

/// A small HTTP server on this machine that counts connections, and answers as a closure says.
final class LoopbackServer: Sendable {
    /// The server's reaction to a request.
    enum Answer: Sendable {
        /// The bytes, as they stand.
        case bytes(String)
        /// An answer of status 200 with a body, keeping the connection.
        case body(String)
        /// Nothing until the server ends.
        case silence
        /// The end of the connection.
        case hangUp
        /// An answer once somebody says so.
        case afterSignal(DispatchSemaphore, String)
    }

    let port: UInt16
    private let listener: Int32
    private let answer: @Sendable (String) -> Answer
    private let state = Mutex<(connections: Int, requests: [String])>((0, []))
    private let arrived = DispatchSemaphore(value: 0)

    init(_ answer: @escaping @Sendable (String) -> Answer) {
        self.answer = answer
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = listener
        port = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(descriptor, $0, size)
                _ = getsockname(descriptor, $0, &size)
            }
            return UInt16(bigEndian: pointer.pointee.sin_port)
        }
        listen(listener, 128)
        Thread.detachNewThread { [self] in accepting() }
    }

    var endpoint: String { "http://127.0.0.1:\(port)" }
    var connections: Int { state.withLock { $0.connections } }
    var requests: [String] { state.withLock { $0.requests } }

    /// Blocks until another request was read whole.
    func waitForRequest() { arrived.wait() }

    /// Returns a port on which nothing listens any more.
    static func portOfNobody() -> UInt16 {
        let server = LoopbackServer { _ in .silence }
        server.stop()
        return server.port
    }

    func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

    private func accepting() {
        while true {
            let connection = accept(listener, nil, nil)
            if connection < 0 { return }
            state.withLock { $0.connections += 1 }
            Thread.detachNewThread { [self] in serve(connection) }
        }
    }

    private func serve(_ connection: Int32) {
        defer { close(connection) }
        var buffer: [UInt8] = []
        while let request = next(connection, &buffer) {
            state.withLock { $0.requests.append(request) }
            arrived.signal()
            switch answer(request) {
            case .bytes(let text): send(connection, text)
            case .body(let text): send(connection, Self.whole(text))
            case .afterSignal(let signal, let text):
                signal.wait()
                send(connection, Self.whole(text))
            case .silence:
                var byte: UInt8 = 0
                while read(connection, &byte, 1) > 0 {}
                return
            case .hangUp: return
            }
        }
    }

    private static func whole(_ body: String) -> String {
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    private func send(_ connection: Int32, _ text: String) {
        let bytes = Array(text.utf8)
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { return }
            sent += count
        }
    }

    /// The next request with its body, or `nil` at the end.
    private func next(_ connection: Int32, _ buffer: inout [UInt8]) -> String? {
        while true {
            let text = String(decoding: buffer, as: UTF8.self)
            if let end = text.range(of: "\r\n\r\n") {
                let head = text[..<end.lowerBound].lowercased()
                let length = head.range(of: "content-length: ").flatMap { range in
                    Int(head[range.upperBound...].prefix { $0.isNumber })
                }
                let total = text[..<end.upperBound].utf8.count + (length ?? 0)
                if buffer.count >= total {
                    let request = String(decoding: buffer[..<total], as: UTF8.self)
                    buffer.removeFirst(total)
                    return request
                }
            }
            var chunk = [UInt8](repeating: 0, count: 65_536)
            let count = read(connection, &chunk, chunk.count)
            if count <= 0 { return nil }
            buffer.append(contentsOf: chunk[..<count])
        }
    }
}

/// Does on a thread of its own what may block.
func onThread(_ body: @escaping @Sendable () -> Void) async {
    await withCheckedContinuation { continuation in
        Thread.detachNewThread {
            body()
            continuation.resume()
        }
    }
}
