import ContainerImages
import Foundation
import PulumiProtocol
import RPC
import TestKit
import Testing

@testable import DockerResources

@Suite(
    "An image with a real builder and a real registry",
    .enabled(if: try Prerequisite.imageTools.isThere(), "\(Prerequisite.imageTools.absence)")
)
struct ImageLifeTests {
    private let workshop: ImageWorkshop

    init() throws { workshop = try ImageWorkshop() }

    private func bench(_ package: DockerPackage = .build, _ configuration: PropertyMap = [:]) async throws
        -> ProviderBench
    {
        let settings = configuration.merging(["builderName": "buildah"])
        return try await ProviderBench(package, environment: workshop.environment, configuration: settings)
    }

    private func inputs(_ tag: String, password: String? = nil) -> PropertyMap {
        let users: [PropertyValue] =
            password.map { password in
                [["address": .string(tag), "username": "builder", "password": .secret(.string(password))]]
            } ?? []
        return [
            "push": true, "tags": [.string(tag)], "context": ["location": .string(workshop.context.path)],
            "cacheFrom": [["registry": ["ref": .string(tag)]]], "cacheTo": [["inline": [:]]],
            "registries": .list(users),
        ]
    }

    @Test("is built and pushed, unchanged, found, and gone after its deletion")
    func life() async throws {
        let registry = try LocalRegistry()
        let tag = "\(registry.host)/shop/page:v1"
        let bench = try await bench()
        let checked = try await bench.check(inputs(tag))
        #expect(checked.failures == [])
        let created = try await bench.create(checked.inputs)
        let digest = try #require(created.properties["digest"]?.string)
        #expect(created.id == digest)
        #expect(created.properties["ref"] == .string("\(tag)@\(digest)"))
        #expect(try workshop.file("www/index.html", of: "\(registry.host)/shop/page@\(digest)") == ImageWorkshop.page)
        #expect(try await bench.diff(checked.inputs, checked.inputs, state: created.properties).changes == .diffNone)
        let found = try await bench.read(created.id, created.properties, checked.inputs)
        #expect(found.id == created.id && found.properties == created.properties)

        // Another process than the one that has just pushed.
        let later = try await self.bench()
        let deletion = DeleteRequest(id: created.id, urn: ProviderBench.image, properties: created.properties)
        try await later.provider.delete(deletion, later.context)
        #expect(try await later.read(created.id, created.properties, checked.inputs).id == "")
    }

    @Test("is built again when its content changes, with another digest")
    func update() async throws {
        let registry = try LocalRegistry()
        let tag = "\(registry.host)/page:v1"
        let bench = try await bench()
        let checked = try await bench.check(inputs(tag)).inputs
        let created = try await bench.create(checked)
        try workshop.write("second", to: "index.html")
        #expect(try await bench.diff(checked, checked, state: created.properties).diffs == ["contextHash"])
        let request = UpdateRequest(
            id: created.id,
            urn: ProviderBench.image,
            olds: created.properties,
            news: checked,
            oldInputs: checked
        )
        let updated = try await bench.provider.update(request, bench.context).properties
        #expect(updated["digest"] != created.properties["digest"])
        #expect(updated["contextHash"] != created.properties["contextHash"])
        #expect(try workshop.file("www/index.html", of: tag) == "second")
    }

    @Test("stays when another resource of the same deployment has pushed the same one")
    func renamed() async throws {
        let registry = try LocalRegistry()
        let tag = "\(registry.host)/page:v1"
        let bench = try await bench()
        let created = try await bench.create(try await bench.check(inputs(tag)).inputs)
        let deletion = DeleteRequest(id: created.id, urn: ProviderBench.image, properties: created.properties)
        try await bench.provider.delete(deletion, bench.context)
        #expect(try workshop.file("www/index.html", of: tag) == ImageWorkshop.page)
    }

    @Test("is pushed with a password that is neither in its state nor in the log")
    func password() async throws {
        let registry = try LocalRegistry(asksForPassword: true)
        let (name, password) = LocalRegistry.user
        let tag = "\(registry.host)/page:v1"
        let bench = try await bench()
        let checked = try await bench.check(inputs(tag, password: password)).inputs
        let created = try await bench.create(checked)
        #expect(try workshop.file("www/index.html", of: tag, credentials: "\(name):\(password)") == ImageWorkshop.page)
        for text in ["\(checked)", "\(created)", "\(bench.log.messages)"] { #expect(!text.contains(password)) }

        let later = try await self.bench()
        let found = try await later.read(created.id, created.properties, checked)
        #expect(found.id == created.id && found.properties == created.properties)
        let warning = try #require(later.log.messages.first { $0.severity == .warning })
        #expect(warning.message.contains("cannot be known") && warning.message.contains(registry.host))
    }

    @Test("that the registry refuses fails with the registry's name and its reason")
    func refused() async throws {
        let registry = try LocalRegistry(asksForPassword: true)
        let bench = try await bench()
        let checked = try await bench.check(inputs("\(registry.host)/page:v1", password: "wrong")).inputs
        let error = await #expect(throws: StatusError.self) { try await bench.create(checked) }
        #expect(error?.message.contains("the registry \(registry.host) did not take") == true)
        #expect(error?.message.contains("check the username and the password") == true)
    }

    @Test("that cannot be built fails with the line of the Dockerfile and the builder's words")
    func failing() async throws {
        try workshop.write("FROM scratch\nCOPY nothing /\n", to: "Dockerfile")
        let bench = try await bench()
        let checked = try await bench.check(inputs("localhost:1/page:v1")).inputs
        let error = await #expect(throws: StatusError.self) { try await bench.create(checked) }
        #expect(error?.message.contains("\(workshop.context.path)/Dockerfile:2: COPY nothing /") == true)
        #expect(error?.message.contains("nothing") == true)
    }

    @Test("tells the engine its steps with their times")
    func logged() async throws {
        let registry = try LocalRegistry()
        let bench = try await bench()
        _ = try await bench.create(try await bench.check(inputs("\(registry.host)/page:v1")).inputs)
        let steps = bench.log.messages.filter { !$0.ephemeral && $0.urn == ProviderBench.image }.map(\.message)
        #expect(steps.contains { $0.hasPrefix("STEP 3/5: RUN") && $0.hasSuffix(" s)") })
        #expect(steps.contains { $0.hasPrefix("push \(registry.host)/page:v1 (") })
    }

    @Test("is given up when the engine cancels")
    func cancelled() async throws {
        try workshop.write(
            "FROM scratch\nCOPY busybox /bin/busybox\nRUN [\"/bin/busybox\", \"sleep\", \"3600\"]\n",
            to: "Dockerfile"
        )
        let bench = try await bench()
        let checked = try await bench.check(inputs("localhost:1/page:v1")).inputs
        let failure = await withTaskGroup(of: (any Error)?.self) { group in
            group.addTask {
                do {
                    _ = try await bench.create(checked)
                    return nil
                } catch { return error }
            }
            for await message in bench.log.arriving where message.message.contains("COPY") && !message.ephemeral {
                break
            }
            try? await bench.provider.cancel(bench.context)
            return await group.next() ?? nil
        }
        #expect(failure is CancellationError)
        #expect(try FileManager.default.contentsOfDirectory(atPath: workshop.temporary.path) == [])
    }

    @Test("asks for what its builder cannot do: the input and the builders that can are named")
    func unsupported() async throws {
        let bench = try await bench()
        let asked = inputs("localhost:1/page:v1").merging(["cacheTo": [["local": ["dest": "x"]]]])
        let error = await #expect(throws: (any Error).self) {
            try await bench.create(try await bench.check(asked).inputs)
        }
        #expect("\(try #require(error))".contains("cacheTo[0].local"))
        #expect("\(try #require(error))".contains("docker buildx"))
    }

    @Test("is fetched from its registry where the store does not have it")
    func fetched() async throws {
        let registry = try LocalRegistry()
        let tag = "\(registry.host)/page:v1"
        let image = try await bench()
        let created = try await image.create(try await image.check(inputs(tag)).inputs)
        let digest = try #require(created.properties["digest"]?.string)
        try workshop.run("/usr/bin/buildah", ["rmi", "--all", "--force"])
        let request = InvokeRequest(tok: "docker:index/getRemoteImage:getRemoteImage", args: ["name": .string(tag)])
        let docker = try await bench(.docker)
        let found = try await docker.provider.invoke(request, docker.context).return
        #expect(found["repoDigest"] == .string("\(registry.host)/page@\(digest)"))
        let absent = InvokeRequest(tok: request.tok, args: ["name": .string("\(registry.host)/nothing")])
        let error = await #expect(throws: StatusError.self) { try await docker.provider.invoke(absent, docker.context) }
        #expect(error?.message.contains("buildah pull") == true)
    }

    @Test("gets a further name, and is pushed under it")
    func tagAndPush() async throws {
        let registry = try LocalRegistry(asksForPassword: true)
        let (user, password) = LocalRegistry.user
        try workshop.run("/usr/bin/buildah", ["build", "--isolation=chroot", "-t", "page", workshop.context.path])
        let auth = #"[{"address":"https://\#(registry.host)","username":"\#(user)","password":"\#(password)"}]"#
        let bench = try await bench(.docker, ["registryAuth": .string(auth)])
        let found = try await bench.provider.invoke(
            InvokeRequest(tok: "docker:index/getRemoteImage:getRemoteImage", args: ["name": "localhost/page"]),
            bench.context
        )
        let id = try #require(found.return["id"]?.string)
        let target = "\(registry.host)/shop/page:v2"
        let tagURN = "urn:pulumi:dev::shop::docker:index/tag:Tag::page"
        let tag = try await bench.create(
            try await bench.check(["sourceImage": .string(id), "targetImage": .string(target)], urn: tagURN).inputs,
            urn: tagURN
        )
        #expect(tag.id == "\(id).\(target)" && tag.properties["sourceImageId"] == .string(id))
        let imageURN = "urn:pulumi:dev::shop::docker:index/registryImage:RegistryImage::page"
        let inputs = try await bench.check(["name": .string(target), "triggers": ["id": .string(id)]], urn: imageURN)
            .inputs
        let pushed = try await bench.create(inputs, urn: imageURN)
        #expect(pushed.properties["sha256Digest"] == .string(pushed.id))
        let page = try workshop.file("www/index.html", of: target, credentials: "\(user):\(password)")
        #expect(page == ImageWorkshop.page)
        #expect(try await bench.read(pushed.id, pushed.properties, inputs, urn: imageURN).id == pushed.id)
    }
}
