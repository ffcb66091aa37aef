import Synchronization
import Testing

@testable import awsx

@Suite("Local AWS")
struct LocalCommandTests {
    /// A script that prints a port, as the server does, and blocks on a pipe that nobody opens until it is killed.
    private static let server = "mkfifo $0.pipe\necho 4711\nexec >/dev/null 2>&1\nread line < $0.pipe\n"

    private func home(_ sandbox: Sandbox) -> LocalCloudHome {
        LocalCloudHome(environment: ["PULUMI_HOME": sandbox.path("home")])
    }

    @Test("a server is started once, found by later commands and stopped")
    func starts() async throws {
        let sandbox = try Sandbox()
        let python = try sandbox.script(Self.server, "python")
        #expect(await sandbox.run("local", "status").output == "local AWS is not running\n")
        let (cloud, isNew) = try LocalCloud.startIfNeeded(in: home(sandbox), pythons: [python])
        #expect(isNew && cloud.endpoint == "http://127.0.0.1:4711")
        let status = await sandbox.run("local", "status")
        #expect(status.output == "local AWS is running at \(cloud.endpoint), process \(cloud.process)\n")
        #expect(await sandbox.run("local", "start").output == "local AWS is already running at \(cloud.endpoint)\n")
        #expect(await sandbox.run("local", "stop").output == "local AWS stopped\n")
        #expect(await sandbox.run("local", "status").status == .failure)
        #expect(await sandbox.run("local", "stop").output == "local AWS is not running\n")
    }

    @Test("the registry beside the server is named with it")
    func namesRegistry() async throws {
        let sandbox = try Sandbox()
        let server = Self.server.replacing("echo 4711", with: "echo 4711 127.0.0.1:4712")
        let python = try sandbox.script(server, "python")
        let cloud = try LocalCloud.startIfNeeded(in: home(sandbox), pythons: [python]).cloud
        let addresses = "http://127.0.0.1:4711, with a registry for images at 127.0.0.1:4712"
        #expect(
            await sandbox.run("local", "status").output
                == "local AWS is running at \(addresses), process \(cloud.process)\n"
        )
        #expect(await sandbox.run("local", "start").output == "local AWS is already running at \(addresses)\n")
        cloud.stop(in: home(sandbox))
    }

    @Test("the start of a server is announced, and only that")
    func announcesStart() throws {
        let sandbox = try Sandbox()
        let python = try sandbox.script(Self.server, "python")
        let written = Mutex("")
        var console = Console.process
        console.write = { text, stream in written.withLock { $0 += stream == .error ? text : "" } }
        for _ in 0..<2 {
            _ = try Console.$current.withValue(console) {
                try LocalCloud.startIfNeeded(in: home(sandbox), pythons: [python])
            }
        }
        #expect(written.withLock { $0 } == "Starting local AWS…\n")
        LocalCloud.running(in: home(sandbox))?.stop(in: home(sandbox))
    }

    @Test("a Python without moto is passed over, and its error reported if none has it")
    func triesSeveral() throws {
        let sandbox = try Sandbox()
        let without = try sandbox.script("echo 'No module named moto' >&2\nexit 1\n", "without")
        let error = #expect(throws: LocalCloudError.self) {
            try LocalCloud.startIfNeeded(in: home(sandbox), pythons: [without])
        }
        #expect(error?.description.contains("No module named moto") == true)
        let python = try sandbox.script(Self.server, "python")
        let cloud = try LocalCloud.startIfNeeded(in: home(sandbox), pythons: [without, python]).cloud
        cloud.stop(in: home(sandbox))
    }

    @Test("a record of another process is ignored")
    func ignoresOthers() throws {
        let sandbox = try Sandbox()
        for record in ["{\"process\":1,\"port\":4711}", "{}", "x"] {
            try sandbox.write(record, "home/awsx-local.json")
            #expect(LocalCloud.running(in: home(sandbox)) == nil)
        }
    }
}
