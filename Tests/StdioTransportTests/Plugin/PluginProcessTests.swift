import Connections
import Glibc
import RPC
import Synchronization
import Testing

@testable import StdioTransport

@Suite("Plugin process", .timeLimit(.minutes(1)))
struct PluginProcessTests {
    @Test("answers over its standard streams, and exits with status 0")
    func answers() async throws {
        let plugin = try await withPluginProcess(EchoPlugin.command(), onStandardError: { _ in }) { plugin in
            let answer = try await plugin.channel.call("/test.Echo/Echo", [1, 2])
            #expect(answer == [1, 2])
            #expect(plugin.isAlive)
            return plugin
        }
        #expect(plugin.exit == .status(0))
        #expect(!plugin.isAlive)
    }

    @Test("calls its host back")
    func callsBack() async throws {
        let service = Service(["/test.Host/Answer": { request, _ in request.reversed() }])
        try await withPluginProcess(EchoPlugin.command(), serving: service, onStandardError: { _ in }) { plugin in
            let answer = try await plugin.channel.call("/test.Echo/CallBack", [1, 2])
            #expect(answer == [2, 1])
        }
    }

    @Test("runs where and with what it is told")
    func environment() async throws {
        var command = EchoPlugin.command(environment: ["ONLY": "this"])
        command.workingDirectory = "/usr"
        try await withPluginProcess(command, onStandardError: { _ in }) { plugin in
            let directory = try await plugin.channel.call("/test.Echo/Directory", [])
            #expect(directory == Array("/usr".utf8))
            let value = try await plugin.channel.call("/test.Echo/Variable", Array("ONLY".utf8))
            #expect(value == Array("this".utf8))
            let path = try await plugin.channel.call("/test.Echo/Variable", Array("PATH".utf8))
            #expect(path == [])
        }
    }

    @Test("inherits the environment unless told otherwise")
    func inheritedEnvironment() async throws {
        try await withPluginProcess(EchoPlugin.command(), onStandardError: { _ in }) { plugin in
            let path = try await plugin.channel.call("/test.Echo/Variable", Array("PATH".utf8))
            #expect(!path.isEmpty)
        }
    }

    @Test("may print: that goes to standard error, line by line")
    func prints() async throws {
        let lines = Mutex<[String]>([])
        try await withPluginProcess(
            EchoPlugin.command(),
            onStandardError: { line in lines.withLock { $0.append(line) } }
        ) { plugin in
            _ = try await plugin.channel.call("/test.Echo/Print", Array("one\ntwo".utf8))
            let answer = try await plugin.channel.call("/test.Echo/Echo", [1])
            #expect(answer == [1])
        }
        #expect(lines.withLock(\.self) == ["one", "two"])
    }

    @Test("ends every open call when it exits, with its status and its last words")
    func exits() async throws {
        try await withPluginProcess(EchoPlugin.command(), onStandardError: { _ in }) { plugin in
            async let open = failure { try await plugin.channel.call("/test.Echo/Sleep", Array("60000".utf8)) }
            let error = await #expect(throws: StatusError.self) {
                try await plugin.channel.call("/test.Echo/Exit", Array("3".utf8))
            }
            let sentence = "the plugin \(EchoPlugin.path) exited with status 3; the last lines of its standard error:"
            #expect(error?.code == .unavailable)
            #expect(error?.message == sentence + "\nthe disk is full")
            let other = await open
            #expect(other?.message == error?.message)
            let late = await #expect(throws: StatusError.self) { try await plugin.channel.call("/test.Echo/Echo", []) }
            #expect(late?.message == error?.message)
            #expect(plugin.exit == .status(3))
        }
    }

    @Test("ends every open call when a signal ends it, which is named")
    func killed() async throws {
        try await withPluginProcess(EchoPlugin.command(), onStandardError: { _ in }) { plugin in
            let error = await failure { try await plugin.channel.call("/test.Echo/Kill", []) }
            #expect(error?.message == "the plugin \(EchoPlugin.path) was ended by signal 9 (Killed)")
        }
    }

    @Test("that speaks no frames is told apart from one that ends")
    func otherProgram() async throws {
        let command = PluginCommand("echo", arguments: ["hello, world"])
        try await withPluginProcess(command, onStandardError: { _ in }) { plugin in
            let error = await #expect(throws: StatusError.self) { try await plugin.channel.call("/a/B", []) }
            #expect(error?.code == .unavailable)
            #expect(error?.message.contains(#"read "hello, world\n""#) == true)
        }
    }

    @Test("that does not exist is an error of its own")
    func missing() async throws {
        let error = await #expect(throws: DescriptorError.self) {
            try await withPluginProcess(PluginCommand("/no/such/plugin"), onStandardError: { _ in }) { _ in }
        }
        #expect(error?.description == "cannot start /no/such/plugin: No such file or directory")
    }

    @Test("is in a process group of its own, so that Ctrl-C does not reach it")
    func processGroup() async throws {
        try await withPluginProcess(EchoPlugin.command(), onStandardError: { _ in }) { plugin in
            _ = try await plugin.channel.call("/test.Echo/Echo", [])
            #expect(getpgid(plugin.processIdentifier) == plugin.processIdentifier)
        }
    }

    @Test("is killed when it does not end in time")
    func overdue() async throws {
        let command = PluginCommand("sh", arguments: ["-c", "trap '' TERM; exec sleep 60"])
        let plugin = try await withPluginProcess(
            command,
            grace: .milliseconds(50),
            onStandardError: { _ in },
            { plugin in plugin }
        )
        #expect(plugin.exit == .signal(SIGKILL))
    }

    // The call must outlast whatever else this machine does meanwhile, and end within the half minute that it gets.
    @Test("exits with status 1 when calls were cut off")
    func cutOff() async throws {
        let began = Signal()
        let command = EchoPlugin.command()
        let plugin = try await withPluginProcess(command, onStandardError: { _ in began.send() }) { plugin in
            await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { _ = try await plugin.channel.call("/test.Echo/Stubborn", Array("25000".utf8)) }
                await began.wait()
                group.cancelAll()
            }
            return plugin
        }
        #expect(plugin.exit == .status(1))
    }

    @Test("leaves no process behind")
    func leavesNothing() async throws {
        let command = EchoPlugin.command()
        let plugin = try await withPluginProcess(command, onStandardError: { _ in }) { plugin in
            _ = try await plugin.channel.call("/test.Echo/Echo", [])
            return plugin
        }
        #expect(kill(plugin.processIdentifier, 0) == -1 && errno == ESRCH)
    }
}
