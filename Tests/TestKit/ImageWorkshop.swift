package import Foundation

/// A folder with a page, a Dockerfile that serves it, and an image store of its own; it goes with this object.
package final class ImageWorkshop: Sendable {
    /// A program that failed, with what it wrote.
    package struct Failure: Error {
        package let output: String
    }

    /// The folder of everything.
    package let folder: URL
    /// The build context.
    package let context: URL
    /// The environment of builders: with the store, and temporary files in ``temporary``.
    package let environment: [String: String]
    /// The folder for the temporary files of builds.
    package let temporary: URL

    /// The text of the page.
    package static let page = "<h1>built from scratch</h1>\n"

    /// The Dockerfile that is made at first.
    package static let dockerfile = """
        FROM scratch
        COPY busybox /bin/busybox
        RUN ["/bin/busybox", "mkdir", "-p", "/www"]
        COPY index.html /www/
        CMD ["/bin/busybox", "httpd", "-f", "-h", "/www"]

        """

    /// Makes the folder.
    ///
    /// - Throws: An error of the system.
    package init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "workshop-\(UUID())")
        context = folder.appending(path: "app")
        temporary = folder.appending(path: "tmp")
        for made in [context, temporary] {
            try FileManager.default.createDirectory(at: made, withIntermediateDirectories: true)
        }
        let storage = folder.appending(path: "storage.conf")
        let text = """
            [storage]
            driver = "vfs"
            graphroot = "\(folder.path)/images"
            runroot = "\(folder.path)/run"
            """
        try Data(text.utf8).write(to: storage)
        var environment = ProcessInfo.processInfo.environment
        environment["CONTAINERS_STORAGE_CONF"] = storage.path
        environment["TMPDIR"] = temporary.path
        environment["HOME"] = folder.path
        self.environment = environment
        try FileManager.default.copyItem(atPath: "/bin/busybox", toPath: context.appending(path: "busybox").path)
        try write(Self.page, to: "index.html")
        try write(Self.dockerfile, to: "Dockerfile")
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Writes a file of the context.
    ///
    /// - Throws: An error of the system.
    package func write(_ text: String, to name: String) throws {
        let file = context.appending(path: name)
        let parent = file.deletingLastPathComponent()
        try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    /// Pulls an image from a registry on this machine, and returns the text of a file of it.
    ///
    /// - Throws: ``Failure`` if the image or the file is not there.
    package func file(_ path: String, of reference: String, credentials: String? = nil) throws -> String {
        let layout = folder.appending(path: "pulled-\(UUID())")
        let access = credentials.map { ["--src-creds", $0] } ?? []
        try run(
            "/usr/bin/skopeo",
            ["copy", "--src-tls-verify=false"] + access + ["docker://\(reference)", "dir:\(layout.path)"]
        )
        let manifest = try JSONSerialization.jsonObject(with: Data(contentsOf: layout.appending(path: "manifest.json")))
        let layers = (manifest as? [String: Any])?["layers"] as? [[String: Any]] ?? []
        for layer in layers.reversed() {
            let digest = (layer["digest"] as? String ?? "").replacingOccurrences(of: "sha256:", with: "")
            let blob = layout.appending(path: digest).path
            if let text = try? run("/bin/tar", ["-xOf", blob, path]) { return text }
        }
        throw Failure(output: "no \(path) in \(reference)")
    }

    /// Runs a program, and returns its standard output.
    ///
    /// - Throws: ``Failure`` if it does not succeed.
    @discardableResult
    package func run(_ program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        let text = String(decoding: bytes, as: UTF8.self)
        guard process.terminationStatus == 0 else { throw Failure(output: text) }
        return text
    }
}
