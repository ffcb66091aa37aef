import PulumiProtocol
import Testing

@testable import Engine
@testable import awsx

@Suite("Stack home")
struct StackHomeTests {
    private static let urn = "urn:pulumi:dev::shop::aws:ecs/cluster:Cluster::hall"

    private static func snapshot(account: String?) -> Snapshot {
        var cluster = ResourceState(urn: urn, type: "aws:ecs/cluster:Cluster", isCustom: true)
        if let account { cluster.outputs = ["arn": .string("arn:aws-cn:ecs:cn-north-1:\(account):cluster/hall")] }
        return Snapshot(resources: [cluster])
    }

    @Test("is written to tags and read from them")
    func tags() throws {
        let home = StackHome(endpoint: .local, account: "123456789012", partition: "aws", localRun: "7")
        let tags = home.noted(in: ["owner": "ann", "awsx:endpoint": "aws"])
        #expect(tags["owner"] == "ann" && tags.count == 5)
        #expect(StackHome(tags: tags, Self.snapshot(account: nil)) == home)
        #expect(StackHome.removed(from: tags) == ["owner": "ann"])
        #expect(StackHome(tags: tags, Snapshot()) == nil)
    }

    @Test("follows from ARNs of an account that local AWS does not have")
    func fromARNs() throws {
        let home = try #require(StackHome(tags: [:], Self.snapshot(account: "111122223333")))
        #expect(home == StackHome(account: "111122223333", partition: "aws-cn"))
        #expect(StackHome(tags: [:], Self.snapshot(account: LocalCloud.account)) == nil)
    }

    @Test(
        "is told in a refusal, with the way on",
        arguments: [
            (.aws, .local, "leave out --local"), (.local, .aws, "pass --local"),
            (.local, .other("http://box"), "pass --local"), (nil, .local, "leave out --local"),
            (.other("http://box"), .aws, "AWS_ENDPOINT_URL=http://box"), (.aws, .other("http://box"), "unset"),
        ] as [(StackHome.Endpoint?, StackHome.Endpoint, String)]
    )
    func refuses(_ endpoint: StackHome.Endpoint?, _ present: StackHome.Endpoint, _ wayOn: String) {
        let home = StackHome(endpoint: endpoint, account: "111122223333")
        let error = #expect(throws: StateError.self) { try home.refuseWork(on: "dev", in: present) }
        #expect(error?.remedy?.contains(wayOn) == true, "\(error?.description ?? "")")
        #expect((error?.message.contains("(account 111122223333)") == true) == (endpoint != .local))
    }

    @Test(
        "is no reason to refuse work in the same AWS",
        arguments: [
            (.aws, .aws), (.local, .local), (nil, .aws), (nil, .other("http://box")),
            (.other("http://box:1"), .other("http://box:2")),
        ] as [(StackHome.Endpoint?, StackHome.Endpoint)]
    )
    func accepts(_ endpoint: StackHome.Endpoint?, _ present: StackHome.Endpoint) throws {
        try StackHome(endpoint: endpoint).refuseWork(on: "dev", in: present)
    }
}

@Suite("Local and real AWS")
struct PresentAWSTests {
    /// A script that prints a port, as the server does, and blocks until it is killed.
    private static let server = "mkfifo $0.pipe\necho 4711\nexec >/dev/null 2>&1\nread line < $0.pipe\n"
    private static let program = "name: shop\nruntime: yaml\noutputs: {url: http://shop}\n"

    private let sandbox: Sandbox

    init() throws {
        sandbox = try Sandbox(Self.program)
    }

    private func startLocalAWS() throws -> LocalCloud {
        let home = LocalCloudHome(environment: ["PULUMI_HOME": sandbox.path("home")])
        return try LocalCloud.startIfNeeded(in: home, pythons: [try sandbox.script(Self.server, "python")]).cloud
    }

    /// Makes a stack with a cluster of an account.
    private func makeStack(_ name: String, account: String) async throws {
        await sandbox.run("stack", "init", name)
        let root = "urn:pulumi:\(name)::shop::pulumi:pulumi:Stack::shop-\(name)"
        let state = """
            {"version":3,"deployment":{"resources":[
            {"urn":"\(root)","custom":false,"type":"pulumi:pulumi:Stack"},
            {"urn":"urn:pulumi:\(name)::shop::pulumi:providers:aws::default","custom":true,"id":"1",
             "type":"pulumi:providers:aws"},
            {"urn":"urn:pulumi:\(name)::shop::aws:ecs/cluster:Cluster::hall","custom":true,"id":"hall",
             "type":"aws:ecs/cluster:Cluster","parent":"\(root)",
             "outputs":{"arn":"arn:aws:ecs:us-west-2:\(account):cluster/hall"},
             "provider":"urn:pulumi:\(name)::shop::pulumi:providers:aws::default::1"}]}}
            """
        try sandbox.write(state, "state.json")
        let imported = await sandbox.run("stack", "import", "--file", sandbox.path("state.json"))
        try #require(imported.succeeded, "\(imported.error)")
    }

    @Test("up --local says that local AWS runs no containers")
    func saysWhatLocalAWSLacks() async throws {
        _ = try startLocalAWS()
        let note = "Local AWS runs no containers, so URLs among the outputs do not answer.\n"
        #expect(await sandbox.run("up", "--local", "--yes").error.hasSuffix(note))
        #expect(await !sandbox.run("preview", "--local").error.contains(note))
        #expect(await !sandbox.run("up", "--yes", "--stack", "dev").error.contains(note))
        await sandbox.run("local", "stop")
    }

    @Test("--local uses a stack of its own, and leaves the selected one alone")
    func ownStack() async throws {
        _ = try startLocalAWS()
        await sandbox.run("stack", "init", "dev")
        let outcome = await sandbox.run("up", "--local", "--yes")
        #expect(outcome.succeeded && outcome.error.contains("Created stack 'local'"), "\(outcome.error)")
        #expect(await sandbox.run("stack", "output", "url", "--local").output == "http://shop\n")
        #expect(await sandbox.run("stack", "--show-name").output == "dev\n")
        #expect(await sandbox.run("up", "--local", "--yes", "--stack", "dev").output.contains("Updating (dev)"))
        await sandbox.run("local", "stop")
    }

    @Test(
        "--local is refused on a stack of a real account, and starts nothing",
        arguments: ["up", "destroy", "refresh"]
    )
    func refusesLocal(_ command: String) async throws {
        try await makeStack("dev", account: "111122223333")
        let outcome = await sandbox.run(command, "--local", "--yes", "--stack", "dev")
        #expect(outcome.status == .failure, "\(outcome.output)")
        #expect(outcome.error.contains("are in AWS (account 111122223333)"), "\(outcome.error)")
        #expect(await sandbox.run("local", "status").status == .failure)
    }

    @Test("real AWS is refused on a stack of local AWS")
    func refusesReal() async throws {
        try await makeStack("local", account: LocalCloud.account)
        await sandbox.run("stack", "tag", "set", "awsx:endpoint", "local")
        let outcome = await sandbox.run("refresh", "--yes")
        #expect(outcome.status == .failure && outcome.error.contains("pass --local"), "\(outcome.error)")
    }

    @Test("a local AWS that was stopped has lost the stack's resources, which is said, and the stack starts anew")
    func startsAnew() async throws {
        try await makeStack("local", account: LocalCloud.account)
        await sandbox.run("stack", "tag", "set", "awsx:endpoint", "local")
        await sandbox.run("stack", "tag", "set", "awsx:local-run", "earlier")
        _ = try startLocalAWS()
        let outcome = await sandbox.run("up", "--local", "--yes", "--allow-delete-all")
        #expect(outcome.error.contains("lost the only resource of stack 'local'"), "\(outcome.error)")
        #expect(outcome.succeeded, "\(outcome.error)\(outcome.output)")
        #expect(await !sandbox.run("stack", "--local").output.contains("hall"))
        #expect(await sandbox.run("stack", "tag", "ls", "--local").output.textLines.count == 1)
        await sandbox.run("local", "stop")
    }
}
