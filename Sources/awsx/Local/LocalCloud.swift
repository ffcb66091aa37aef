import Glibc
import JSON

/// A local AWS simulator: a moto server on a loopback port, which outlives the command that started it.
struct LocalCloud: Sendable {
    /// The process id of the server.
    let process: pid_t
    /// The port on 127.0.0.1.
    let port: Int
    /// The time of the start, in seconds since 1970; 0 if the record tells none.
    var started = 0
    /// The host and port of the registry for images, which ends with the server; `nil` if it has none.
    var registry: String?

    /// The account that the server's resources belong to.
    static let account = "123456789012"

    /// The name of this run, which ends with the server: with it, all its resources are gone.
    var run: String { "\(process)-\(port)-\(started)" }

    /// The URL of the server.
    var endpoint: String { "http://127.0.0.1:\(port)" }

    /// Returns the server that an earlier command started, or `nil` if it is not running.
    static func running(in home: LocalCloudHome) -> LocalCloud? {
        guard
            let text = try? home.read(home.recordPath),
            let record = try? JSON(parsing: text),
            let process = record["process"]?.int,
            let port = record["port"]?.int
        else { return nil }
        let cloud = LocalCloud(
            process: pid_t(process),
            port: port,
            started: record["started"]?.int ?? 0,
            registry: record["registry"]?.string
        )
        return cloud.isAlive ? cloud : nil
    }

    /// Returns the running server, or starts one.
    ///
    /// - Throws: ``LocalCloudError`` if Python with moto is missing or the server exits at once.
    static func startIfNeeded(
        in home: LocalCloudHome,
        pythons: [String] = LocalCloudLauncher.installedPythons
    ) throws -> (cloud: LocalCloud, isNew: Bool) {
        if let cloud = running(in: home) { return (cloud, false) }
        writeError("Starting local AWS…\n")
        var cloud = try LocalCloudLauncher(home: home, pythons: pythons).launch()
        cloud.started = time(nil)
        let record: JSON = [
            "process": .number(Int(cloud.process)), "port": .number(cloud.port), "started": .number(cloud.started),
            "registry": cloud.registry.map { .string($0) } ?? .null,
        ]
        try home.write(record.text() + "\n", to: home.recordPath)
        return (cloud, true)
    }

    /// The URL, and the address of the registry, as a message tells them.
    var addresses: String { endpoint + (registry.map { ", with a registry for images at \($0)" } ?? "") }

    /// Stops the server, which discards all its data.
    func stop(in home: LocalCloudHome) {
        kill(process, SIGTERM)
        unlink(home.recordPath)
    }

    /// Returns an environment that directs a process to the server, with no profile, credentials file or metadata
    /// service.
    func environment(over environment: [String: String]) -> [String: String] {
        let own: Set = ["AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_SESSION_TOKEN", "AWS_ROLE_ARN", "AWS_CA_BUNDLE"]
        var variables = environment.filter { !own.contains($0.key) }
        variables["AWS_ENDPOINT_URL"] = endpoint
        variables["AWS_ACCESS_KEY_ID"] = "local"
        variables["AWS_SECRET_ACCESS_KEY"] = "local"
        variables["AWS_CONFIG_FILE"] = "/dev/null"
        variables["AWS_SHARED_CREDENTIALS_FILE"] = "/dev/null"
        variables["AWS_EC2_METADATA_DISABLED"] = "true"
        if variables["AWS_DEFAULT_REGION"] == nil, variables["AWS_REGION"] == nil {
            variables["AWS_REGION"] = "us-west-2"
        }
        return variables
    }

    /// Indicates that the server is running; the process's command line rules out a reused process id.
    private var isAlive: Bool {
        guard kill(process, 0) == 0 else { return false }
        return (try? readFile("/proc/\(process)/cmdline"))?.contains(LocalCloudServer.marker) ?? false
    }
}

/// An error of starting local AWS.
struct LocalCloudError: Error, CustomStringConvertible {
    /// The failure and the remedy.
    let description: String
}
