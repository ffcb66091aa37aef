import Foundation

/// Something outside the project that some tests need, and are skipped without: `.enabled(if: try x.isThere(), x.absence)`.
package struct Prerequisite: Sendable {
    /// The error of a test that continuous integration must not skip.
    package struct Missing: Error, CustomStringConvertible {
        package let description: String
    }

    /// A sentence for where it is not there.
    package let absence: String
    private let paths: [String]

    /// Recorded calls of the real engine and provider, and the tools that go with them.
    package static let recordings = Prerequisite(
        absence: "There are no recordings beside the project; AWSX_SHARED names the folder that holds them.",
        paths: [WorkingCopy.shared.appending(path: "tools/stdiorpc.py").path]
    )

    /// The simulator of AWS.
    package static let moto = Prerequisite(
        absence: "There is no .venv/bin/moto_server; scripts/setup installs it.",
        paths: [WorkingCopy.root.appending(path: ".venv/bin/moto_server").path]
    )

    /// A builder of images, a registry, a reader of it, and a program that fits into an image alone.
    package static let imageTools = Prerequisite(
        absence: "buildah, skopeo, docker-registry or busybox-static is not installed; scripts/setup installs them.",
        paths: ["/usr/bin/buildah", "/usr/bin/skopeo", "/usr/bin/docker-registry", "/bin/busybox"]
    )

    /// Returns whether it is there.
    ///
    /// - Throws: ``Missing`` if it is not and `CI` is set: what continuous integration passes must have run.
    package func isThere() throws -> Bool {
        if paths.allSatisfy(FileManager.default.fileExists(atPath:)) { return true }
        if ProcessInfo.processInfo.environment["CI"] ?? "" != "" { throw Missing(description: absence) }
        return false
    }
}
