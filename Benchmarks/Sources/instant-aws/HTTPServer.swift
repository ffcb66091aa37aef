import Glibc

/// A request: what its head says of the operation, and its body.
struct HTTPRequest {
    /// `X-Amz-Target`, in the JSON protocols; the part behind the last dot.
    var target: String?
    /// The body.
    var body: [UInt8]
}

/// An answer: its status, and its body.
struct HTTPAnswer {
    /// The status, 200 unless an operation failed.
    var status = 200
    /// The body, JSON or XML.
    var body: String
}

/// HTTP/1.1 with keep-alive on a loopback port, one thread for all connections: its answers cost next to nothing.
struct HTTPServer {
    /// A system call that failed, with what the system said.
    struct Failure: Error {
        let call: String
        let reason = String(cString: strerror(errno))
    }

    /// The port, chosen by the system.
    let port: UInt16
    private let listener: Int32
    private var unread: [Int32: [UInt8]] = [:]

    init() throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let socket = listener
        let bound = withUnsafeMutableBytes(of: &address) { bytes in
            guard let base = bytes.assumingMemoryBound(to: sockaddr.self).baseAddress else { return false }
            return bind(socket, base, length) == 0 && listen(socket, 512) == 0
                && getsockname(socket, base, &length) == 0
        }
        guard bound else { throw Failure(call: "listen") }
        port = UInt16(bigEndian: address.sin_port)
    }

    /// Answers requests until standard input ends; how many there were.
    mutating func serve(_ answer: (HTTPRequest) -> HTTPAnswer) throws -> Int {
        var count = 0
        while true {
            var waiting = [pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)]
            waiting += ([listener] + unread.keys).map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            guard poll(&waiting, nfds_t(waiting.count), -1) >= 0 else { throw Failure(call: "poll") }
            for ready in waiting where ready.revents != 0 {
                switch ready.fd {
                case STDIN_FILENO: return count
                case listener: accept()
                default: count += read(ready.fd, answer)
                }
            }
        }
    }

    private mutating func accept() {
        let connection = Glibc.accept(listener, nil, nil)
        guard connection >= 0 else { return }
        var on: Int32 = 1
        setsockopt(connection, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        unread[connection] = []
    }

    /// Reads what has come, and answers each whole request; how many there were.
    private mutating func read(_ connection: Int32, _ answer: (HTTPRequest) -> HTTPAnswer) -> Int {
        let chunk = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, size in
            size = max(0, recv(connection, buffer.baseAddress, buffer.count, 0))
        }
        guard !chunk.isEmpty, var bytes = unread[connection] else {
            close(connection)
            unread[connection] = nil
            return 0
        }
        bytes += chunk
        var count = 0
        while let (request, size) = Self.request(in: bytes) {
            bytes.removeFirst(size)
            write(answer(request), to: connection)
            count += 1
        }
        unread[connection] = bytes
        return count
    }

    private func write(_ answer: HTTPAnswer, to connection: Int32) {
        let body = Array(answer.body.utf8)
        let kind = answer.body.hasPrefix("<") ? "text/xml" : "application/x-amz-json-1.1"
        let head = """
            HTTP/1.1 \(answer.status) -\r\nContent-Type: \(kind)\r\nx-amzn-RequestId: bench\r\n\
            Content-Length: \(body.count)\r\n\r\n
            """
        let bytes = Array(head.utf8) + body
        var sent = 0
        while sent < bytes.count {
            let size = bytes.withUnsafeBytes {
                send(connection, $0.baseAddress?.advanced(by: sent), $0.count - sent, 0)
            }
            guard size > 0 else { return }
            sent += size
        }
    }

    /// The first whole request of the bytes, and its size; `nil` while some of it is still to come.
    private static func request(in bytes: [UInt8]) -> (HTTPRequest, Int)? {
        var lineStart = 0
        var target: String?
        var length = 0
        for index in bytes.indices where bytes[index] == 0x0a {
            let line = bytes[lineStart..<index].dropLast()
            lineStart = index + 1
            if line.isEmpty {
                let end = lineStart + length
                guard end <= bytes.count else { return nil }
                return (HTTPRequest(target: target, body: Array(bytes[lineStart..<end])), end)
            }
            let text = String(decoding: line, as: UTF8.self)
            guard let colon = text.firstIndex(of: ":") else { continue }
            switch text[..<colon].lowercased() {
            case "content-length": length = Int(text[text.index(after: colon)...].drop { $0 == " " }) ?? 0
            case "x-amz-target": target = text.split(separator: ".").last.map(String.init)
            default: break
            }
        }
        return nil
    }
}
