import Glibc
import JSON
import PulumiProtocol

/// Writes what engine and provider say to each other, one JSON object a line, as Pulumi's log of calls does.
///
/// Secrets are written as `"[secret]"`. A line is written when its call is answered, in one piece.
public struct CallRecorder: Sendable {
    /// The callee.
    public enum Callee: String, Sendable {
        /// The engine calls the provider.
        case provider = "client"
        /// The provider calls the engine.
        case engine = "server"
    }

    private let package: String
    private let write: @Sendable ([UInt8]) -> Void

    /// A recorder that gives its lines to a function.
    public init(package: String, write: @escaping @Sendable (_ line: [UInt8]) -> Void) {
        self.package = package
        self.write = write
    }

    /// A recorder that writes a new file, which only this user can read.
    ///
    /// - Returns: `nil` if the file cannot be opened; `errno` says why.
    public init?(package: String, file path: String) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return nil }
        self.init(package: package) { line in
            var rest = line[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
                guard count > 0 else { return }
                rest = rest.dropFirst(count)
            }
        }
    }

    /// Records one call and its answer.
    func record(_ method: String, of callee: Callee, _ request: any ProtocolMessage, _ response: any ProtocolMessage) {
        write(method, callee, ["request": json(request), "response": json(response)])
    }

    /// Records one call and its failure.
    func record(_ method: String, of callee: Callee, _ request: any ProtocolMessage, failure: any Error) {
        write(method, callee, ["request": json(request), "errors": [.string(String(describing: failure))]])
    }

    private func json(_ message: any ProtocolMessage) -> JSON {
        (try? message.recordingJSON()) ?? .object([:])
    }

    private func write(_ method: String, _ callee: Callee, _ content: JSON.Object) {
        var line: JSON.Object = ["method": .string(method)]
        for entry in content {
            line[entry.key] = entry.value
        }
        line["metadata"] = ["kind": "resource", "mode": .string(callee.rawValue), "name": .string(package)]
        write(JSON.object(line).bytes() + [UInt8(ascii: "\n")])
    }
}
