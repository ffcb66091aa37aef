import AWSClient
import ContainerImages
import Synchronization
import Testing

@testable import DockerResources

@Suite("Access to a registry of Amazon ECR")
struct ECRAccessTests {
    @Test(
        "is known by the registry's host",
        arguments: [
            ("123456789012.dkr.ecr.us-west-2.amazonaws.com", "us-west-2"),
            ("123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com", "us-gov-west-1"),
            ("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn", "cn-north-1"),
            ("123456789012.dkr.ecr.us-west-2.amazonaws.com.evil.com", nil),
            ("123456789012.dkr.ecr.us-west-2.evil.com", nil),
            ("public.ecr.aws", nil), ("127.0.0.1:5000", nil), ("docker.io", nil),
        ] as [(String, String?)]
    )
    func region(_ host: String, _ region: String?) {
        #expect(ECRAccess.region(of: host) == region)
    }

    @Test("is the token that AWS hands out for the registry's account, in its region")
    func token() async {
        let aws = AnsweringAWS(#"{"authorizationData": [{"authorizationToken": "QVdTOnQwazpu"}]}"#)
        let host = "123456789012.dkr.ecr.us-west-2.amazonaws.com"
        let found = await access(aws).credentials(for: host)
        #expect(found == RegistryCredentials(address: host, username: "AWS", password: "t0k:n"))
        let request = aws.sent.first
        #expect(request?.authority.contains("us-west-2") == true)
        #expect(request.map { String(decoding: $0.body, as: UTF8.self) }?.contains("123456789012") == true)
    }

    @Test("is none where AWS hands out nothing, and AWS is not asked for other registries")
    func none() async {
        let aws = AnsweringAWS("{}")
        #expect(await access(aws).credentials(for: "example.com") == nil)
        #expect(aws.sent.isEmpty)
        #expect(await access(aws).credentials(for: "123456789012.dkr.ecr.us-west-2.amazonaws.com") == nil)
    }

    private func access(_ aws: AnsweringAWS) -> ECRAccess {
        var configuration = AWSConfiguration(environment: [:])
        configuration.credentials = AWSCredentials(accessKeyID: "AKID", secretAccessKey: "secret")
        configuration.configFiles = ["/nonexistent"]
        configuration.credentialsFiles = ["/nonexistent"]
        return ECRAccess(client: AWSClient(configuration: configuration, time: .system, transport: aws))
    }
}

/// An AWS that has one answer to everything.
private final class AnsweringAWS: HTTPTransport {
    private let answer: String
    private let requests = Mutex<[HTTPRequest]>([])

    init(_ answer: String) { self.answer = answer }

    var sent: [HTTPRequest] { requests.withLock(\.self) }

    func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse {
        requests.withLock { $0.append(request) }
        return HTTPResponse(status: 200, body: Array(answer.utf8))
    }
}
