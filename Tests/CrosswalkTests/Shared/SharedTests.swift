import Testing

@testable import Crosswalk

@Suite("Hashes and ARNs")
struct SharedTests {
    @Test(
        "a short hash is the beginning of the SHA-1",
        arguments: [
            ("arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy", "9a42f520"),
            ("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess", "12982bae"), (".dev", "77f076b3"),
        ]
    )
    func hash(_ text: String, _ expected: String) {
        #expect(ShortHash.of(text) == expected)
    }

    @Test("the parts of an ARN, with and without a type")
    func arn() {
        let logs = ARN("arn:aws:logs:us-west-2:123:log-group:/a/b")
        #expect(logs?.service == "logs")
        #expect(logs?.region == "us-west-2")
        #expect(logs?.resourceType == "log-group")
        #expect(logs?.resourceID == "/a/b")
        let policy = ARN("arn:aws:iam::aws:policy/service-role/X")
        #expect(policy?.resourceType == "policy")
        #expect(policy?.resourceID == "service-role/X")
        let bucket = ARN("arn:aws:s3:::name")
        #expect(bucket?.resourceType == nil)
        #expect(bucket?.resourceID == "name")
        #expect(ARN("arn:aws:logs:r:1:log-group:g:*")?.resourceID == "g")
    }

    @Test("what is no ARN", arguments: ["", "arn", "arn:aws:s3::x", "arx:aws:s3:::name", "arn:a:b:c:d:e:f:g"])
    func noARN(_ text: String) {
        #expect(ARN(text) == nil)
    }

    @Test("only the ARN of a log group identifies one")
    func logGroup() {
        let text = "arn:aws:logs:eu-west-1:1:log-group:g"
        #expect(LogGroup.Identity(arn: text)?.name == "g")
        #expect(LogGroup.Identity(name: "g", region: "eu-west-1", account: "1")?.arn == text)
        #expect(LogGroup.Identity(arn: "arn:aws:logs:eu-west-1:1:destination:g") == nil)
        #expect(LogGroup.Identity(arn: "arn:aws:s3:::g") == nil)
    }
}
