import Foundation

/// A server on this machine that takes no connection: those that wait for it are more than it lets wait.
final class FullServer {
    let port: UInt16
    private let sockets: [Int32]

    init() throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        sockets = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                _ = bind(listener, address, size)
                _ = getsockname(listener, address, &size)
                _ = listen(listener, 0)
                return [listener]
                    + (0..<4).map { _ in
                        let client = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | O_NONBLOCK, 0)
                        _ = connect(client, address, size)
                        return client
                    }
            }
        }
        port = UInt16(bigEndian: address.sin_port)
    }

    func stop() {
        for socket in sockets { close(socket) }
    }
}
