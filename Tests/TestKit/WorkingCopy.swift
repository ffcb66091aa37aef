package import Foundation

/// The project's folder, and the programs in and beside it that tests run.
package enum WorkingCopy {
    /// The folder of `Package.swift`.
    package static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The folder of what was recorded from the real engine and provider: `AWSX_SHARED`, or `shared` beside the project.
    package static let shared: URL = {
        let beside = root.deletingLastPathComponent().appending(path: "shared").path
        return URL(filePath: ProcessInfo.processInfo.environment["AWSX_SHARED"] ?? beside)
    }()

    /// Python with the packages of `scripts/requirements.txt`, as `scripts/setup` installs it.
    package static let python = root.appending(path: ".venv/bin/python")

    /// Returns the path of an executable product, which stands beside the test runner.
    package static func product(_ name: String) -> URL {
        let runner = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(filePath: runner).deletingLastPathComponent().appending(path: name)
    }
}
