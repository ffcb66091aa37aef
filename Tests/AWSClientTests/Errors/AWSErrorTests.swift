import JSON
import Testing

@testable import AWSClient

@Suite("Errors")
struct AWSErrorTests {
    private func failed(
        _ outcome: ScriptedTransport.Outcome,
        _ operation: AWSOperation = "ecs.DescribeClusters",
        _ input: JSON.Object = [:],
        _ change: (inout AWSConfiguration) -> Void = { _ in }
    ) async -> AWSError? {
        let client = AWSClient.scripted(ScriptedTransport([outcome])) { configuration in
            configuration.maximumAttempts = 1
            change(&configuration)
        }
        return await error { try await client.call(operation, input) }
    }

    @Test("name operation, region, code, message, request and remedy")
    func description() async {
        let denied = await failed(
            .json(
                400,
                ["__type": "AccessDeniedException", "Message": "no"],
                [(name: "x-amzn-requestid", value: "r-1")]
            )
        )
        #expect(
            denied?.description
                == "ecs.DescribeClusters in us-west-2: AccessDeniedException: no (HTTP 400, request r-1). "
                + "Allow the action in the policies of the identity that the credentials belong to"
        )
    }

    @Test("are read in the form of each protocol")
    func forms() async {
        let query =
            "<ErrorResponse><Error><Type>Sender</Type><Code>Gone</Code><Message>m</Message></Error>"
            + "<RequestId>r</RequestId></ErrorResponse>"
        let sts = await failed(.text(404, query), "sts.GetCallerIdentity")
        #expect([sts?.code, sts?.message, sts?.requestID] == ["Gone", "m", "r"])
        let ec2 =
            "<Response><Errors><Error><Code>InvalidVpcID.NotFound</Code><Message>m</Message></Error></Errors>"
            + "<RequestID>r</RequestID></Response>"
        let vpc = await failed(.text(400, ec2), "ec2.DescribeVpcs")
        #expect([vpc?.code, vpc?.message, vpc?.requestID] == ["InvalidVpcID.NotFound", "m", "r"])
        let json = await failed(.json(400, [:], [(name: "x-amzn-errortype", value: "ResourceInUse:http://x/")]))
        #expect(json?.code == "ResourceInUse")
        let compatible = await failed(
            .json(400, ["__type": "a#New"], [(name: "x-amzn-query-error", value: "Old.Code;Sender")])
        )
        #expect(compatible?.code == "Old.Code")
    }

    @Test("keep an answer that is not AWS's", arguments: ["<html>Bad <b>gateway</b></html>", "", "\u{0}\u{1}", "{"])
    func unreadable(_ body: String) async {
        let error = await failed(.text(502, body))
        #expect(error?.kind == .unreadable)
        #expect(error?.isRetryable == true)
        #expect(error?.httpStatus == 502)
        #expect(error?.description.contains("endpoint https://ecs.us-west-2.amazonaws.com") == true)
    }

    @Test("of a simulator without the operation are final; of AWS itself they are not")
    func notImplemented() async {
        let page = ScriptedTransport.Outcome.text(
            500,
            "<!doctype html><html><h1>Internal Server Error</h1></html>",
            [(name: "content-type", value: "text/html; charset=utf-8")]
        )
        let simulator = await failed(page) { $0.endpoint = "http://127.0.0.1:5000" }
        #expect(simulator?.kind == .notImplemented)
        #expect(simulator?.isRetryable == false)
        #expect(simulator?.message == "not implemented by this endpoint: Internal Server Error")
        let real = await failed(page)
        #expect(real?.kind == .unreadable)
        #expect(real?.isRetryable == true)
    }

    @Test("say what to do when there is no region")
    func missingRegion() async {
        let error = await failed(.json(200, [:])) { $0.region = nil }
        #expect(error?.kind == .missingRegion)
        #expect(error?.description.contains("AWS_REGION") == true)
    }

    @Test("say what to do when there are no credentials, and where they were looked for")
    func missingCredentials() async {
        let error = await failed(.json(200, [:])) { configuration in
            configuration.credentials = nil
            configuration.skipsInstanceMetadata = true
        }
        #expect(error?.kind == .missingCredentials)
        #expect(error?.description.contains("environment variables") == true)
        #expect(error?.remedy?.contains("AWS_ACCESS_KEY_ID") == true)
    }

    @Test("never hold a secret, even where AWS quotes it")
    func secrets() async {
        let secrets = ["hunter2hunter2hunter2", "session-token-of-hunter"]
        let quoting = ScriptedTransport.Outcome.json(
            403,
            [
                "__type": "SignatureDoesNotMatch", "Item": "x-amz-security-token:session-token-of-hunter",
                "message":
                    "The Canonical String should have been 'x-amz-security-token:session-token-of-hunter' hunter2hunter2hunter2",
            ]
        )
        let error = await failed(quoting) {
            $0.credentials?.secretAccessKey = secrets[0]
            $0.credentials?.sessionToken = secrets[1]
        }
        var dumped = "\(String(describing: error)) \(String(reflecting: error)) \(error?.description ?? "")"
        dump(error, to: &dumped)
        let credentials = AWSCredentials(accessKeyID: "AKID", secretAccessKey: secrets[0], sessionToken: secrets[1])
        dumped += "\(credentials) \(String(reflecting: credentials)) \([credentials])"
        dump(credentials, to: &dumped)
        for secret in secrets { #expect(!dumped.contains(secret)) }
        #expect(error?.message.contains("[secret]") == true)
    }

    @Test("never hold what the model of the call names sensitive")
    func sensitiveMembers() async {
        let quoting = ScriptedTransport.Outcome.json(
            400,
            ["__type": "ValidationException", "message": "Value 'swordfish' at 'Value' is not allowed"]
        )
        let input: JSON.Object = ["Name": "/shop/password", "Value": "swordfish"]
        let error = await failed(quoting, "ssm.PutParameter", input)
        #expect(error?.message == "Value '[secret]' at 'Value' is not allowed")
    }

    @Test("name an endpoint that is no URL", arguments: ["127.0.0.1:5000", "ftp://x", "http://", "http://a b", "x"])
    func endpoint(_ url: String) async {
        let error = await failed(.json(200, [:])) { $0.endpoint = url }
        #expect(error?.kind == .invalidInput)
        #expect(error?.message.contains(url) == true)
    }
}
