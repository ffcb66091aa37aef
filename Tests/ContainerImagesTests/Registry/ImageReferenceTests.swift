import ContainerImages
import Testing

@Suite("The name of an image")
struct ImageReferenceTests {
    @Test(
        "is read as Docker reads it",
        arguments: [
            ("nginx", "docker.io", "library/nginx", nil, nil),
            ("nginx:1.27", "docker.io", "library/nginx", "1.27", nil),
            ("user/app", "docker.io", "user/app", nil, nil),
            ("example.com/app:v1", "example.com", "app", "v1", nil),
            ("localhost/app", "localhost", "app", nil, nil),
            ("localhost:5000/a/b", "localhost:5000", "a/b", nil, nil),
            ("127.0.0.1:5000/a@sha256:1", "127.0.0.1:5000", "a", nil, "sha256:1"),
            ("example.com/app:v1@sha256:1", "example.com", "app", "v1", "sha256:1"),
        ] as [(String, String, String, String?, String?)]
    )
    func parts(_ text: String, _ host: String, _ repository: String, _ tag: String?, _ digest: String?) {
        let reference = ImageReference(text)
        #expect(reference?.host == host)
        #expect(reference?.repository == repository)
        #expect(reference?.tag == tag)
        #expect(reference?.digest == digest)
    }

    @Test("is refused", arguments: ["", "Not A Name", "UPPER/case", "a:", "a@", "example.com/"])
    func refused(_ text: String) {
        #expect(ImageReference(text) == nil)
    }

    @Test("is pinned to a digest with its tag")
    func pinned() {
        #expect(ImageReference("example.com/app:v1")?.pinned(to: "sha256:1") == "example.com/app:v1@sha256:1")
        #expect(ImageReference("nginx")?.pinned(to: "sha256:1") == "nginx:latest@sha256:1")
        #expect(ImageReference("nginx")?.isQualified == false)
        #expect(ImageReference("example.com/app")?.isQualified == true)
    }

    @Test(
        "is on this machine",
        arguments: [
            ("localhost/a", true), ("localhost:1/a", true), ("127.0.0.1:1/a", true), ("[::1]:1/a", true),
            ("example.com/a", false), ("127.example.com/a", false), ("a", false),
        ]
    )
    func loopback(_ text: String, _ isOnLoopback: Bool) {
        #expect(ImageReference(text)?.isOnLoopback == isOnLoopback)
    }
}
