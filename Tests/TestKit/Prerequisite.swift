import Foundation

/// Something outside the project that some tests need, and are skipped without: `.enabled(if: try x.isThere(), x.absence)`.
package struct Prerequisite: Sendable {
    /// The error of a test that continuous integration must not skip.
    package struct Missing: Error, CustomStringConvertible {
        package let description: String
    }

    /// A sentence for where it is not there.
    package let absence: String
    private let path: String

    /// Recorded calls of the real engine and provider, and the tools that go with them.
    package static let recordings = Prerequisite(
        absence: "There are no recordings beside the project; AWSX_SHARED names the folder that holds them.",
        path: WorkingCopy.shared.appending(path: "tools/stdiorpc.py").path
    )

    /// The simulator of AWS.
    package static let moto = Prerequisite(
        absence: "There is no .venv/bin/moto_server; scripts/setup installs it.",
        path: WorkingCopy.root.appending(path: ".venv/bin/moto_server").path
    )

    /// Returns whether it is there.
    ///
    /// - Throws: ``Missing`` if it is not and `CI` is set: what continuous integration passes must have run.
    package func isThere() throws -> Bool {
        if FileManager.default.fileExists(atPath: path) { return true }
        if ProcessInfo.processInfo.environment["CI"] ?? "" != "" { throw Missing(description: absence) }
        return false
    }
}
