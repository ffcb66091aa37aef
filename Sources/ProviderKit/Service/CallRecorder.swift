import Glibc
public import JSON
public import PulumiProtocol

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

    /// A recorder that writes a file, which only this user can read; `nil` if the file cannot be opened.
    ///
    /// The variable `errno` says why.
    ///
    /// - Parameters:
    ///   - package: The package that is recorded.
    ///   - path: The path of the file.
    ///   - isContinued: Whether lines are added to a file that is there already.
    public init?(package: String, file path: String, isContinued: Bool = false) {
        let flags = O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | (isContinued ? 0 : O_TRUNC)
        let descriptor = open(path, flags, 0o600)
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

    /// Returns a recorder that writes to the same place what another package says and is told.
    public func named(_ package: String) -> CallRecorder { CallRecorder(package: package, write: write) }

    /// Records one call and its answer.
    public func record(
        _ method: String,
        of callee: Callee,
        _ request: any ProtocolMessage,
        _ response: any ProtocolMessage
    ) {
        write(method, callee, ["request": json(request), "response": json(response)])
    }

    /// Records one call and its failure.
    public func record(_ method: String, of callee: Callee, _ request: any ProtocolMessage, failure: any Error) {
        write(method, callee, ["request": json(request), "errors": [.string(String(describing: failure))]])
    }

    /// Records one call to the program's language host, which this engine does not make.
    public func record(_ method: String, _ request: JSON.Object) {
        write(method, .provider, ["request": .object(request), "response": [:]])
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
