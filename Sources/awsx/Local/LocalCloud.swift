import Glibc
import JSON

/// A local AWS simulator: a moto server on a loopback port, which outlives the command that started it.
struct LocalCloud: Sendable {
    /// The process id of the server.
    let process: pid_t
    /// The port on 127.0.0.1.
    let port: Int

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
        let cloud = LocalCloud(process: pid_t(process), port: port)
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
        let cloud = try LocalCloudLauncher(home: home, pythons: pythons).launch()
        let record: JSON = ["process": .number(Int(cloud.process)), "port": .number(cloud.port)]
        try home.write(record.text() + "\n", to: home.recordPath)
        return (cloud, true)
    }

    /// Stops the server, which discards all its data.
    func stop(in home: LocalCloudHome) {
        kill(process, SIGTERM)
        unlink(home.recordPath)
    }

    /// Directs this process and its children to the server, with no profile, credentials file or metadata service.
    ///
    /// It must run before everything else, because the environment belongs to the whole process.
    func enterEnvironment() {
        for name in ["AWS_PROFILE", "AWS_DEFAULT_PROFILE", "AWS_SESSION_TOKEN", "AWS_ROLE_ARN", "AWS_CA_BUNDLE"] {
            unsetenv(name)
        }
        let variables = [
            "AWS_ENDPOINT_URL": endpoint,
            "AWS_ACCESS_KEY_ID": "local",
            "AWS_SECRET_ACCESS_KEY": "local",
            "AWS_CONFIG_FILE": "/dev/null",
            "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
            "AWS_EC2_METADATA_DISABLED": "true",
        ]
        for (name, value) in variables {
            setenv(name, value, 1)
        }
        if getenv("AWS_DEFAULT_REGION") == nil {
            setenv("AWS_REGION", "us-west-2", 0)
        }
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
