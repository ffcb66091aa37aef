import JSON
import Testing

@testable import AWSClient

@Suite("Calls to S3")
struct S3AddressingTests {
    private static let fine = ScriptedTransport.Outcome.text(200, "")

    @Test(
        "name the bucket in the host, unless no certificate covers that",
        arguments: [
            ("logs-1", "logs-1.s3.us-west-2.amazonaws.com", "/"),
            ("logs.example.org", "s3.us-west-2.amazonaws.com", "/logs.example.org"),
            ("Logs_1", "s3.us-west-2.amazonaws.com", "/Logs_1"),
        ]
    )
    func host(_ bucket: String, _ authority: String, _ path: String) async throws {
        let transport = ScriptedTransport([Self.fine])
        _ = try await AWSClient.scripted(transport).call(
            "s3.PutBucketPolicy",
            ["Bucket": .string(bucket), "Policy": "{}"]
        )
        let request = try #require(transport.requests.first)
        #expect(request.authority == authority)
        #expect(request.headers.contains { $0.name == "host" && $0.value == authority })
        #expect(request.path == path)
        #expect(request.query.map(\.name) == ["policy"])
    }

    @Test("name it in the path where the settings name an endpoint")
    func customEndpoint() async throws {
        let transport = ScriptedTransport([Self.fine])
        let client = AWSClient.scripted(transport) { $0.endpoint = "http://127.0.0.1:5000" }
        _ = try await client.call("s3.DeleteBucket", ["Bucket": "logs"])
        #expect(transport.requests.first?.url == "http://127.0.0.1:5000/logs")
    }

    @Test("carry the hash of their body, and a checksum where S3 asks for one")
    func checksums() async throws {
        let transport = ScriptedTransport([Self.fine])
        _ = try await AWSClient.scripted(transport).call("s3.PutBucketPolicy", ["Bucket": "logs", "Policy": "{}"])
        let request = try #require(transport.requests.first)
        func header(_ name: String) -> String? { request.headers.first { $0.name == name }?.value }
        #expect(header("content-md5") == "mZFLkyvTelC5g8XnyQrpOw==")
        #expect(
            header("x-amz-content-sha256") == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
        )
        #expect(
            header("authorization")?.contains("SignedHeaders=content-md5;content-type;host;x-amz-content-sha256")
                == true
        )
    }

    @Test("go to the bucket's own region once S3 tells it", arguments: [301, 400])
    func otherRegion(_ status: Int) async throws {
        let redirect = ScriptedTransport.Outcome.text(status, "", [(name: "x-amz-bucket-region", value: "eu-west-1")])
        let here = ScriptedTransport.Outcome.text(200, "", [(name: "x-amz-bucket-region", value: "eu-west-1")])
        let transport = ScriptedTransport([redirect, here])
        let found = try await AWSClient.scripted(transport).call("s3.HeadBucket", ["Bucket": "logs"])
        #expect(found["BucketRegion"] == "eu-west-1")
        #expect(
            transport.requests.map(\.authority) == [
                "logs.s3.us-west-2.amazonaws.com", "logs.s3.eu-west-1.amazonaws.com",
            ]
        )
        let signature = transport.requests.last?.headers.first { $0.name == "authorization" }?.value
        #expect(signature?.contains("/eu-west-1/s3/aws4_request") == true)
    }

    @Test("do not follow S3 around in circles")
    func circles() async {
        let transport = ScriptedTransport { _, index in
            .text(301, "", [(name: "x-amz-bucket-region", value: index == 0 ? "eu-west-1" : "us-west-2")])
        }
        let failed = await error { try await AWSClient.scripted(transport).call("s3.HeadBucket", ["Bucket": "logs"]) }
        #expect(failed?.code == "PermanentRedirect")
        #expect(failed?.region == "eu-west-1")
        #expect(transport.requests.count == 2)
    }
}
