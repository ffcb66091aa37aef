import ContainerImages
import Foundation
import Synchronization
import TestKit
import Testing

@Suite(
    "A build with a real builder and a real registry",
    .enabled(if: try Prerequisite.imageTools.isThere(), "\(Prerequisite.imageTools.absence)")
)
struct RealBuildTests {
    private let workshop: ImageWorkshop

    init() throws { workshop = try ImageWorkshop() }

    private func builder(
        _ credentials: [RegistryCredentials] = [],
        report: @escaping @Sendable (BuildReport) async -> Void = { _ in }
    ) async throws -> ImageBuilder {
        let found = try await BuilderSearch(environment: workshop.environment, name: "buildah").find()
        return ImageBuilder(found, credentials: credentials, report: report)
    }

    private func build(_ tags: String..., dockerfile: ImageBuild.DockerfileSource? = nil) -> ImageBuild {
        var build = ImageBuild()
        build.dockerfile = dockerfile
        build.context = workshop.context.path
        build.tags = tags
        build.pushes = true
        return build
    }

    @Test("pushes an image that holds the page, and tells its digest")
    func pushed() async throws {
        let registry = try LocalRegistry()
        let tag = "\(registry.host)/shop/page:v1"
        let image = try await builder().build(build(tag))
        let digest = try #require(image.digest)
        #expect(try workshop.file("www/index.html", of: "\(registry.host)/shop/page@\(digest)") == ImageWorkshop.page)
        #expect(try workshop.file("www/index.html", of: tag) == ImageWorkshop.page)
    }

    @Test("pushes under every tag")
    func severalTags() async throws {
        let registry = try LocalRegistry()
        let tags = ["\(registry.host)/page:v1", "\(registry.host)/other:v2"]
        _ = try await builder().build(build(tags[0], tags[1]))
        for tag in tags { #expect(try workshop.file("www/index.html", of: tag) == ImageWorkshop.page) }
    }

    @Test("pushes an index of several platforms")
    func platforms() async throws {
        let registry = try LocalRegistry()
        try workshop.write("FROM scratch\nCOPY index.html /\n", to: "Dockerfile")
        var build = build("\(registry.host)/page:v1")
        build.platforms = ["linux/amd64", "linux/arm64"]
        let digest = try #require(try await builder().build(build).digest)
        let raw = try workshop.run(
            "/usr/bin/skopeo",
            ["inspect", "--raw", "--tls-verify=false", "docker://\(registry.host)/page@\(digest)"]
        )
        #expect(raw.contains("arm64") && raw.contains("amd64"))
    }

    @Test("takes arguments, labels, a target, an inline Dockerfile and secrets")
    func settings() async throws {
        let registry = try LocalRegistry()
        var build = build("\(registry.host)/page:v1")
        build.dockerfile = .text(
            """
            FROM scratch AS first
            ARG NAME
            COPY busybox /bin/busybox
            RUN --mount=type=secret,id=token ["/bin/busybox", "cp", "/run/secrets/token", "/seen"]
            ENV NAME=$NAME
            FROM scratch
            COPY nothing /
            """
        )
        build.target = "first"
        build.arguments = ["NAME": "value, with \"quotes\""]
        build.labels = ["team": "web"]
        build.secrets = ["token": "s3cret"]
        _ = try await builder().build(build)
        #expect(try workshop.file("seen", of: build.tags[0]) == "s3cret")
        let configuration = try workshop.run(
            "/usr/bin/skopeo",
            ["inspect", "--config", "--tls-verify=false", "docker://\(build.tags[0])"]
        )
        #expect(configuration.contains(#"NAME=value, with \"quotes\""#) && configuration.contains(#""team": "web""#))
    }

    @Test("does not send what is ignored")
    func ignored() async throws {
        let registry = try LocalRegistry()
        try workshop.write("FROM scratch\nCOPY . /all/\n", to: "Dockerfile")
        try workshop.write("*.key\n", to: "Dockerfile.dockerignore")
        try workshop.write("secret", to: "private.key")
        let build = build("\(registry.host)/page:v1")
        _ = try await builder().build(build)
        #expect(try workshop.file("all/index.html", of: build.tags[0]) == ImageWorkshop.page)
        #expect(throws: ImageWorkshop.Failure.self) { try workshop.file("all/private.key", of: build.tags[0]) }
    }

    @Test("tells each step and its lines while it builds")
    func reports() async throws {
        try workshop.write(
            "FROM scratch\nCOPY busybox /bin/busybox\nRUN [\"/bin/busybox\", \"echo\", \"hello\"]\n",
            to: "Dockerfile"
        )
        let reports = Reports()
        var build = build()
        build.pushes = false
        _ = try await builder(report: reports.add).build(build)
        let texts = reports.texts
        #expect(texts.contains { $0.hasPrefix("STEP 3/3: RUN") && $0.hasSuffix("s): hello") })
        #expect(texts.contains { $0.hasPrefix("STEP 3/3: RUN") && $0.hasSuffix(" s)") })
    }

    @Test("that fails tells the line of the Dockerfile and the builder's last lines")
    func failing() async throws {
        try workshop.write(
            "# comment\nFROM scratch\nCOPY busybox /bin/busybox\n\nRUN [\"/bin/busybox\", \"cat\", \\\n  \"/missing\"]\n",
            to: "Dockerfile"
        )
        let failure = await #expect(throws: BuildFailure.self) { try await builder().build(build()) }
        #expect(failure?.place == "\(workshop.context.path)/Dockerfile:5")
        #expect(failure?.lines.contains { $0.contains("can't open '/missing'") } == true)
        #expect(failure?.description.contains("exited with status") == true)
        #expect(try workshop.run("/usr/bin/buildah", ["containers", "--quiet"]) == "")
    }

    @Test("runs beside another one")
    func twoAtOnce() async throws {
        let registry = try LocalRegistry()
        try workshop.write(
            ImageWorkshop.dockerfile.replacing("index.html", with: "second.html"),
            to: "second.Dockerfile"
        )
        try workshop.write("second", to: "second.html")
        let first = build("\(registry.host)/first:v1")
        let second = build(
            "\(registry.host)/second:v1",
            dockerfile: .location(workshop.context.appending(path: "second.Dockerfile").path)
        )
        let builder = try await builder()
        async let one = builder.build(first)
        async let two = builder.build(second)
        #expect(try await one.digest != two.digest)
        #expect(try workshop.file("www/index.html", of: first.tags[0]) == ImageWorkshop.page)
        #expect(try workshop.file("www/second.html", of: second.tags[0]) == "second")
    }

    @Test("is pushed with credentials that are nowhere afterwards")
    func credentials() async throws {
        let registry = try LocalRegistry(asksForPassword: true)
        let (name, password) = LocalRegistry.user
        let known = RegistryCredentials(address: "http://\(registry.host)/", username: name, password: password)
        let reports = Reports()
        let build = build("\(registry.host)/page:v1")
        _ = try await builder([known], report: reports.add).build(build)
        let page = try workshop.file("www/index.html", of: build.tags[0], credentials: "\(name):\(password)")
        #expect(page == ImageWorkshop.page)
        #expect(!reports.texts.contains { $0.contains(password) })
        #expect(try FileManager.default.contentsOfDirectory(atPath: workshop.temporary.path) == [])
    }

    @Test("whose push is refused tells who refused it and why")
    func refused() async throws {
        let registry = try LocalRegistry(asksForPassword: true)
        let wrong = RegistryCredentials(address: registry.host, username: "builder", password: "wrong")
        let build = build("\(registry.host)/page:v1")
        let failure = await #expect(throws: PushFailure.self) { try await builder([wrong]).build(build) }
        #expect(failure?.registry == registry.host)
        #expect(failure?.reason.contains("unauthorized") == true || failure?.reason.contains("authentication") == true)
        #expect(failure?.description.contains("check the username and the password") == true)
        #expect(try FileManager.default.contentsOfDirectory(atPath: workshop.temporary.path) == [])
    }

    @Test("that is interrupted leaves no process and no file")
    func interrupted() async throws {
        try workshop.write(
            "FROM scratch\nCOPY busybox /bin/busybox\nRUN [\"/bin/busybox\", \"sleep\", \"3600\"]\n",
            to: "Dockerfile"
        )
        let (begun, begin) = AsyncStream<Void>.makeStream()
        let builder = try await builder { report in
            if case .step(let label, _) = report, label.contains("COPY") { begin.finish() }
        }
        let build = build()
        let failure = await withTaskGroup(of: (any Error)?.self) { group in
            group.addTask {
                do {
                    _ = try await builder.build(build)
                    return nil
                } catch { return error }
            }
            for await _ in begun {}
            group.cancelAll()
            return await group.next() ?? nil
        }
        #expect(failure is CancellationError)
        #expect(try FileManager.default.contentsOfDirectory(atPath: workshop.temporary.path) == [])
        #expect(try processes(mentioning: workshop.folder.path) == [])
        #expect(try workshop.run("/usr/bin/buildah", ["containers", "--quiet"]) == "")
    }

    /// The command lines of running programs whose arguments or environment hold a text.
    private func processes(mentioning text: String) throws -> [String] {
        let own = "\(getpid())"
        return try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { name in
            guard Int(name) != nil, name != own else { return nil }
            let found = ["environ", "cmdline"].map {
                try? String(contentsOfFile: "/proc/\(name)/\($0)", encoding: .utf8)
            }
            return found.contains { $0?.contains(text) == true } ? found[1] ?? name : nil
        }
    }
}

/// The reports of a build.
private final class Reports: Sendable {
    private let kept = Mutex<[String]>([])

    var texts: [String] { kept.withLock(\.self) }

    @Sendable func add(_ report: BuildReport) {
        kept.withLock { $0.append(report.text) }
    }
}
