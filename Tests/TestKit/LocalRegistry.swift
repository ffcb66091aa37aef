import Foundation

/// A registry of images on a free port of this machine; it ends with this object.
package final class LocalRegistry: Sendable {
    /// A registry that did not start.
    package struct Failure: Error {}

    /// The user and the password that a registry with credentials takes.
    package static let user = (name: "builder", password: "right")
    /// The line of a password file for ``user``, as `htpasswd -nbB` makes it.
    private static let passwords = "builder:$2b$05$abcdefghijklmnopqrstuu8xaCxxL82bnl.UY74PMksDxIJShppPC\n"

    /// The host with its port, such as `127.0.0.1:40123`.
    package let host: String
    private let process: Process
    private let folder: URL

    /// Starts the registry, and waits for the line in which it tells its port.
    ///
    /// - Parameter asksForPassword: Whether it wants to know who asks.
    /// - Throws: ``Failure``, or an error of the system if it could not be started.
    package init(asksForPassword: Bool = false) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "registry-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var settings = """
            version: 0.1
            storage: {filesystem: {rootdirectory: "\(folder.path)"}, delete: {enabled: true}}
            http: {addr: "127.0.0.1:0"}

            """
        if asksForPassword {
            let file = folder.appending(path: "passwords")
            try Data(Self.passwords.utf8).write(to: file)
            settings += "auth: {htpasswd: {realm: test, path: \"\(file.path)\"}}\n"
        }
        let configuration = folder.appending(path: "config.yml")
        try Data(settings.utf8).write(to: configuration)
        process = Process()
        process.executableURL = URL(filePath: "/usr/bin/docker-registry")
        process.arguments = ["serve", configuration.path]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        let errors = Pipe()
        process.standardError = errors
        try process.run()
        host = try Self.host(toldBy: errors.fileHandleForReading)
        // Nobody reads what it logs: it must not wait for that.
        errors.fileHandleForReading.readabilityHandler = { _ = $0.availableData }
    }

    deinit {
        process.terminate()
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }

    private static func host(toldBy errors: FileHandle) throws -> String {
        var text = ""
        while let bytes = try errors.read(upToCount: 1), !bytes.isEmpty {
            text += String(decoding: bytes, as: UTF8.self)
            guard text.last == "\n", let mark = text.range(of: "listening on ") else { continue }
            return String(text[mark.upperBound...].prefix { $0 != "\"" && !$0.isWhitespace })
        }
        throw Failure()
    }
}
