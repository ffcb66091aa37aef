import Testing

@testable import ContainerImages

@Suite("The arguments of a builder")
struct BuilderArgumentsTests {
    private var build: ImageBuild {
        var build = ImageBuild()
        build.context = "app"
        build.tags = ["example.com/app:v1"]
        build.arguments = ["B": "2", "A": "1"]
        build.labels = ["team": "web"]
        build.hosts = ["db:10.0.0.1"]
        build.target = "last"
        build.network = "none"
        build.ignoresCache = true
        build.pullsBaseImages = true
        build.pushes = true
        build.cacheSources = [
            BuilderOption(kind: "registry", attributes: [.init("ref", "example.com/app:cache")], input: "cacheFrom[0]"),
            BuilderOption(kind: "registry", attributes: [.init("ref", "example.com/app:v1")], input: "cacheFrom[1]"),
        ]
        build.cacheTargets = [BuilderOption(kind: "inline", input: "cacheTo[0]")]
        return build
    }

    private var paths: BuildPaths {
        var paths = BuildPaths(dockerfile: "app/Dockerfile", imageID: "/t/id", metadata: "/t/metadata", list: "list")
        paths.secrets = [("token", "/t/secret-0")]
        return paths
    }

    private let shared = [
        "--file", "app/Dockerfile", "--tag", "example.com/app:v1", "--build-arg", "A=1", "--build-arg", "B=2",
        "--label",
        "team=web", "--add-host", "db:10.0.0.1", "--target", "last", "--network", "none", "--no-cache",
    ]

    @Test("of docker buildx are those of its manual")
    func buildx() {
        var build = build
        build.loads = true
        build.instance = "remote"
        build.platforms = ["linux/amd64", "linux/arm64"]
        build.namedContexts = ["base": "./base"]
        build.ssh = [.init(id: "default", paths: []), .init(id: "git", paths: ["a", "b"])]
        build.exports = [
            BuilderOption(kind: "local", attributes: [.init("dest", "a,b")], input: "exports[0]"),
            BuilderOption(kind: "raw", attributes: [.init("text", "type=tar,dest=x")], input: "exports[1]"),
        ]
        #expect(
            BuilderDescriptor.buildx.build(build, paths) == [
                "buildx", "build", "--progress=plain", "--metadata-file", "/t/metadata",
            ] + shared + [
                "--builder", "remote", "--build-context", "base=./base", "--platform", "linux/amd64,linux/arm64",
                "--cache-from", "type=registry,ref=example.com/app:cache", "--cache-from",
                "type=registry,ref=example.com/app:v1", "--cache-to", "type=inline", "--secret",
                "id=token,src=/t/secret-0", "--ssh", "default", "--ssh", "git=a,b", "--pull", "--load", "--push",
                "--output", "type=local,\"dest=a,b\"", "--output", "type=tar,dest=x", "app",
            ]
        )
    }

    @Test("of docker are those of its own builder")
    func docker() {
        var build = build
        build.platforms = ["linux/arm64"]
        #expect(
            BuilderDescriptor.docker.build(build, paths) == ["build", "--iidfile", "/t/id"] + shared + [
                "--platform", "linux/arm64", "--cache-from", "example.com/app:cache", "--cache-from",
                "example.com/app:v1", "--pull", "app",
            ]
        )
        let digest = BuilderDescriptor.docker.push?.digest
        #expect(digest?("v1: digest: sha256:12 size: 528") == "sha256:12")
        #expect(digest?("v1: Pushed") == nil)
    }

    @Test("of buildah name caches without tags, and pass over the one within the image")
    func buildah() {
        var paths = paths
        paths.ignoreFile = "app/.dockerignore"
        paths.usesPlainHTTP = true
        let words = BuilderDescriptor.buildah.build(build, paths)
        #expect(
            words == [
                "build", "--layers=true", "--force-rm", "--iidfile", "/t/id", "--ignorefile", "app/.dockerignore",
            ]
                + ["--cache-from", "example.com/app", "--secret", "id=token,src=/t/secret-0", "--pull-always"]
                + ["--tls-verify=false"] + shared + ["app"]
        )
    }

    @Test(
        "refuse what the builder cannot do",
        arguments: [
            ("docker", "secrets", ["docker buildx", "buildah", "podman"]),
            ("docker", "platforms", ["docker buildx", "buildah", "podman"]),
            ("docker", "dockerfile.location", ["docker buildx", "buildah", "podman"]),
            ("docker", "context.named", ["docker buildx", "buildah", "podman"]),
            ("docker", "ssh", ["docker buildx", "buildah", "podman"]),
            ("buildah", "builder.name", ["docker buildx"]),
            ("podman", "cacheTo[0].s3", ["docker buildx"]),
            ("buildah", "exports[0].tar", ["docker buildx"]),
        ]
    )
    func refused(_ name: String, _ input: String, _ alternatives: [String]) throws {
        var build = ImageBuild()
        switch input {
        case "secrets": build.secrets = ["a": "b"]
        case "platforms": build.platforms = ["linux/amd64", "linux/arm64"]
        case "dockerfile.location": build.dockerfile = .location("https://example.com/Dockerfile")
        case "context.named": build.namedContexts = ["a": "b"]
        case "ssh": build.ssh = [.init(id: "default", paths: [])]
        case "builder.name": build.instance = "x"
        case "cacheTo[0].s3": build.cacheTargets = [BuilderOption(kind: "s3", input: input)]
        default: build.exports = [BuilderOption(kind: "tar", input: input)]
        }
        let descriptor = try #require(BuilderDescriptor.all.first { $0.name == name })
        let refusal = try #require(descriptor.refusal(of: build))
        #expect(refusal == UnsupportedInput(input: input, builder: name, alternatives: alternatives))
        #expect(refusal.description.hasPrefix("\(name) cannot do what \(input) asks for; docker buildx"))
        #expect(BuilderDescriptor.buildx.refusal(of: build) == nil)
    }

    @Test("of a store yield images, as each builder prints them")
    func images() {
        let docker = #"[{"Id": "sha256:1", "RepoDigests": ["example.com/a@sha256:2"]}]"#
        let expected = StoredImage(id: "sha256:1", repositoryDigests: ["example.com/a@sha256:2"])
        #expect(BuilderDescriptor.docker.store.image(Array(docker.utf8)) == expected)
        #expect(BuilderDescriptor.podman.store.image(Array(#"[{"Id": "1"}]"#.utf8))?.id == "sha256:1")
        let buildah = #"[{"id": "1", "names": ["example.com/a:v1"], "digest": "sha256:2"}]"#
        #expect(BuilderDescriptor.buildah.store.image(Array(buildah.utf8)) == expected)
        #expect(BuilderDescriptor.docker.store.image([]) == nil)
    }
}
