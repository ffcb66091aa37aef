import AWSClient
import Foundation
import Synchronization

/// A simulator of AWS on a free port of this machine, started once for all tests and ended with the process.
final class Moto: Sendable {
    /// The one of this test run; `nil` if it could not be started.
    static let shared: Moto? = Moto()

    let endpoint: String
    private let process: Process

    private init?() {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let port = Moto.freePort()
        endpoint = "http://127.0.0.1:\(port)"
        process = Process()
        // The shell ends the server as soon as this process is gone: its standard input is then at an end.
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = [
            "-c",
            "\"$0\" -H 127.0.0.1 -p \(port) >/dev/null 2>&1 & server=$!; cat >/dev/null; kill $server",
            root.appending(path: ".venv/bin/moto_server").path,
        ]
        process.environment = ProcessInfo.processInfo.environment.merging([
            "MOTO_ECS_SERVICE_RUNNING": "1", "MOTO_IAM_LOAD_MANAGED_POLICIES": "true",
        ]) { $1 }
        process.standardInput = Pipe()
        guard (try? process.run()) != nil, Moto.answers(port) else { return nil }
    }

    /// A client of the simulator.
    func client(_ change: (inout AWSConfiguration) -> Void = { _ in }) -> AWSClient {
        var configuration = AWSConfiguration(environment: [:])
        configuration.endpoint = endpoint
        configuration.region = "us-west-2"
        configuration.credentials = AWSCredentials(accessKeyID: "test", secretAccessKey: "test")
        change(&configuration)
        return AWSClient(configuration: configuration)
    }

    /// Whether the port takes connections within half a minute.
    private static func answers(_ port: UInt16) -> Bool {
        for _ in 0..<300 {
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            defer { close(descriptor) }
            var address = loopback(port)
            let status = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            if status == 0 { return true }
            usleep(100_000)
        }
        return false
    }

    private static func loopback(_ port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        return address
    }

    static func freePort() -> UInt16 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = loopback(0)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        return withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(descriptor, $0, size)
                _ = getsockname(descriptor, $0, &size)
            }
            return UInt16(bigEndian: pointer.pointee.sin_port)
        }
    }
}
