import Foundation
import JSON
import Synchronization
import Testing

@testable import AWSClient

@Suite("Credentials")
struct CredentialTests {
    /// The credentials that the chain finds for an environment and the text of the shared files.
    private func find(
        _ environment: [String: String] = [:],
        config: String = "",
        credentials: String = "",
        transport: ScriptedTransport = ScriptedTransport([.failure(HTTPFailure(.noConnection, "nobody"))]),
        _ change: (inout AWSConfiguration) -> Void = { _ in }
    ) async throws(CredentialFailure) -> AWSCredentials {
        var configuration = AWSConfiguration(environment: environment)
        configuration.configFiles = ["/nonexistent"]
        configuration.credentialsFiles = ["/nonexistent"]
        change(&configuration)
        var profiles = SharedProfiles()
        profiles.add(SharedFile(parsing: config), isConfig: true)
        profiles.add(SharedFile(parsing: credentials), isConfig: false)
        let settings = Settings(configuration, profiles: profiles)
        let context = CredentialContext(
            settings: settings,
            region: "us-west-2",
            time: ManualTime().source(),
            transport: transport
        )
        return try await CredentialChain.find(context)
    }

    private static let keys = ["AWS_ACCESS_KEY_ID": "ENV", "AWS_SECRET_ACCESS_KEY": "s", "AWS_SESSION_TOKEN": "t"]

    /// STS's answer with keys named for the role.
    private static func sts(_ key: String, _ operation: String = "AssumeRole") -> ScriptedTransport.Outcome {
        .text(
            200,
            """
            <\(operation)Response><\(operation)Result><Credentials><AccessKeyId>\(key)</AccessKeyId>
            <SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2024-05-06T08:08:09Z</Expiration>
            </Credentials></\(operation)Result></\(operation)Response>
            """
        )
    }

    @Test("come from the environment before a profile, unless the configuration names that")
    func order() async throws {
        let file =
            "[default]\naws_access_key_id=FILE\naws_secret_access_key=s\n[p]\naws_access_key_id=P\naws_secret_access_key=s"
        #expect(try await find(Self.keys, credentials: file).accessKeyID == "ENV")
        #expect(try await find(credentials: file).accessKeyID == "FILE")
        #expect(try await find(["AWS_PROFILE": "p"], credentials: file).accessKeyID == "P")
        #expect(try await find(Self.keys, credentials: file) { $0.profile = "p" }.accessKeyID == "P")
        let own = try await find(Self.keys, credentials: file) {
            $0.credentials = AWSCredentials(accessKeyID: "OWN", secretAccessKey: "s")
        }
        #expect(own.accessKeyID == "OWN")
    }

    @Test("of a role are asked for with those of its source profile")
    func roles() async throws {
        let transport = ScriptedTransport([Self.sts("FIRST"), Self.sts("SECOND")])
        let config = """
            [profile base]
            aws_access_key_id = BASE
            aws_secret_access_key = s
            [profile middle]
            role_arn = arn:aws:iam::1:role/middle
            source_profile = base
            [profile top]
            role_arn = arn:aws:iam::1:role/top
            source_profile = middle
            external_id = x
            """
        let found = try await find(["AWS_PROFILE": "top"], config: config, transport: transport)
        #expect(found.accessKeyID == "SECOND")
        #expect(found.expiration == 1_714_982_889)
        let bodies = transport.requests.map { String(decoding: $0.body, as: UTF8.self) }
        #expect(bodies[0].contains("role%2Fmiddle"))
        #expect(bodies[1].contains("role%2Ftop") && bodies[1].contains("ExternalId=x"))
        let signers = transport.requests.map { $0.headers.first { $0.name == "authorization" }?.value ?? "" }
        #expect(signers[0].contains("Credential=BASE/") && signers[1].contains("Credential=FIRST/"))
    }

    @Test("of configured roles are asked for one after the other")
    func configuredRoles() async throws {
        let transport = ScriptedTransport([Self.sts("FIRST"), Self.sts("SECOND")])
        let found = try await find(Self.keys, transport: transport) {
            $0.assumedRoles = [.init(roleARN: "a", duration: .seconds(900)), .init(roleARN: "b", tags: ["k": "v"])]
        }
        #expect(found.accessKeyID == "SECOND")
        #expect(String(decoding: transport.requests[0].body, as: UTF8.self).contains("DurationSeconds=900"))
        #expect(String(decoding: transport.requests[1].body, as: UTF8.self).contains("Tags.member.1.Key=k"))
    }

    @Test("come from a web identity without a signature")
    func webIdentity() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "token-\(UUID())")
        try Data("the token\n".utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let transport = ScriptedTransport([Self.sts("WEB", "AssumeRoleWithWebIdentity")])
        let environment = ["AWS_WEB_IDENTITY_TOKEN_FILE": file.path, "AWS_ROLE_ARN": "arn:role"]
        let found = try await find(environment, transport: transport)
        #expect(found.accessKeyID == "WEB")
        let request = try #require(transport.requests.first)
        #expect(!request.headers.contains { $0.name == "authorization" })
        #expect(String(decoding: request.body, as: UTF8.self).contains("WebIdentityToken=the%20token"))
    }

    @Test("come from a process")
    func process() async throws {
        let good =
            "[default]\ncredential_process = printf '%s' '{\"Version\":1,\"AccessKeyId\":\"P\",\"SecretAccessKey\":\"s\"}'"
        #expect(try await find(["PATH": "/usr/bin:/bin"], config: good).accessKeyID == "P")
        for bad in ["false", "echo nonsense", "echo '{\"Version\":2}'"] {
            let failure = await #expect(throws: CredentialFailure.self) {
                try await find(["PATH": "/usr/bin:/bin"], config: "[default]\ncredential_process = \(bad)")
            }
            #expect(failure?.reason.contains("credential process") == true)
        }
    }

    @Test("come from a container's agent")
    func container() async throws {
        let answer: JSON = [
            "AccessKeyId": "C", "SecretAccessKey": "s", "Token": "t", "Expiration": "2024-05-06T08:08:09Z",
        ]
        let transport = ScriptedTransport([.json(200, answer)])
        let environment = [
            "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/creds?id=1", "AWS_CONTAINER_AUTHORIZATION_TOKEN": "secret",
        ]
        let found = try await find(environment, transport: transport)
        #expect(found.sessionToken == "t")
        #expect(transport.requests[0].url.hasPrefix("http://169.254.170.2/creds"))
        #expect(transport.requests[0].headers.contains { $0.name == "authorization" && $0.value == "secret" })
        let failure = await #expect(throws: CredentialFailure.self) {
            try await find(["AWS_CONTAINER_CREDENTIALS_FULL_URI": "http://evil.example/"], transport: transport)
        }
        #expect(failure?.reason.contains("evil.example") == true)
    }

    @Test("come from the instance metadata service with a session token")
    func instance() async throws {
        let transport = ScriptedTransport { request, _ in
            switch (request.method, request.path) {
            case ("PUT", "/latest/api/token"): .text(200, "session")
            case ("GET", "/latest/meta-data/iam/security-credentials/"): .text(200, "role\n")
            default: .json(200, ["AccessKeyId": "I", "SecretAccessKey": "s", "Token": "t"])
            }
        }
        #expect(try await find(transport: transport).accessKeyID == "I")
        #expect(transport.requests[2].path == "/latest/meta-data/iam/security-credentials/role")
        #expect(
            transport.requests[2].headers.contains { $0.name == "x-aws-ec2-metadata-token" && $0.value == "session" }
        )
        let off = ScriptedTransport([.text(200, "x")])
        await #expect(throws: CredentialFailure.self) {
            try await find(["AWS_EC2_METADATA_DISABLED": "true"], transport: off)
        }
        #expect(off.requests.isEmpty)
    }

    private static let signOn = """
        [default]
        sso_session = corp
        sso_account_id = 1
        sso_role_name = dev
        [sso-session corp]
        sso_region = cn-north-1
        sso_start_url = https://corp.example/start
        """

    /// A home folder with the token that `aws sso login` leaves for the session `corp`.
    private static func home(expiring end: String) throws -> URL {
        let home = FileManager.default.temporaryDirectory.appending(path: "home-\(UUID())")
        let cache = home.appending(path: ".aws/sso/cache")
        try FileManager.default.createDirectory(at: cache, withIntermediateDirectories: true)
        let token: JSON = ["accessToken": "the token", "expiresAt": .string(end)]
        // The file's name is the SHA-1 of the session's name.
        try Data(token.bytes()).write(to: cache.appending(path: "ee0bfd2552fbd840c02cc48b6e823320543c450f.json"))
        return home
    }

    @Test("come from IAM Identity Center with the token of the last sign-on")
    func singleSignOn() async throws {
        let home = try Self.home(expiring: "2099-01-01T00:00:00Z")
        defer { try? FileManager.default.removeItem(at: home) }
        let keys: JSON = ["accessKeyId": "SSO", "secretAccessKey": "s", "sessionToken": "t", "expiration": 5_000]
        let transport = ScriptedTransport([.json(200, ["roleCredentials": keys])])
        let found = try await find(["HOME": home.path], config: Self.signOn, transport: transport)
        #expect(found.accessKeyID == "SSO")
        #expect(found.sessionToken == "t")
        #expect(found.expiration == 5)
        let request = try #require(transport.requests.first)
        #expect(
            request.url
                == "https://portal.sso.cn-north-1.amazonaws.com.cn/federation/credentials?account_id=1&role_name=dev"
        )
        #expect(request.headers.contains { $0.name == "x-amz-sso_bearer_token" && $0.value == "the token" })
    }

    @Test("of IAM Identity Center are refused without a valid token, and where it is not accepted")
    func refusedSignOn() async throws {
        let old = try Self.home(expiring: "2001-01-01T00:00:00Z")
        let valid = try Self.home(expiring: "2099-01-01T00:00:00Z")
        defer { for home in [old, valid] { try? FileManager.default.removeItem(at: home) } }
        let transport = ScriptedTransport([.json(401, [:])])
        let expired = await #expect(throws: CredentialFailure.self) {
            try await find(["HOME": old.path], config: Self.signOn, transport: transport)
        }
        #expect(expired?.reason.contains("aws sso login --profile default") == true)
        #expect(transport.requests.isEmpty)
        let refused = await #expect(throws: CredentialFailure.self) {
            try await find(["HOME": valid.path], config: Self.signOn, transport: transport)
        }
        #expect(refused?.reason.contains("HTTP status 401") == true)
    }

    @Test("of a container's agent are asked for three times, and then its status is told")
    func faultyAgent() async {
        let transport = ScriptedTransport([.text(503, "")])
        let failure = await #expect(throws: CredentialFailure.self) {
            try await find(["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/creds"], transport: transport)
        }
        #expect(transport.requests.count == 3)
        #expect(failure?.reason.contains("169.254.170.2: HTTP status 503") == true)
    }

    @Test(
        "that cannot work say why",
        arguments: [
            (["AWS_ACCESS_KEY_ID": "k"], "", "AWS_SECRET_ACCESS_KEY is not"),
            (["AWS_PROFILE": "missing"], "[profile other]\nregion=x", "no profile 'missing'"),
            ([:], "[default]\naws_access_key_id=k", "no aws_secret_access_key"),
            ([:], "[default]\nrole_arn=r", "neither source_profile nor a credential_source"),
            ([:], "[default]\nrole_arn=r\nsource_profile=gone", "does not exist"),
            (
                [:], "[default]\nrole_arn=r\nsource_profile=b\n[profile b]\nrole_arn=r\nsource_profile=default",
                "default → b → default"
            ),
            ([:], "[default]\nrole_arn=r\nsource_profile=default\nmfa_serial=m", "multi-factor"),
            (["AWS_WEB_IDENTITY_TOKEN_FILE": "/nonexistent", "AWS_ROLE_ARN": "r"], "", "/nonexistent"),
            ([:], "[default]\nsso_account_id=1", "sso_start_url"), ([:], "", "no credentials found in"),
        ]
    )
    func failures(_ environment: [String: String], _ config: String, _ reason: String) async {
        let failure = await #expect(throws: CredentialFailure.self) { try await find(environment, config: config) }
        #expect(failure?.reason.contains(reason) == true, "\(failure?.reason ?? "")")
    }
}

@Suite("The credential cache")
struct CredentialCacheTests {
    private static func keys(_ name: String, until expiration: Double? = nil) -> AWSCredentials {
        AWSCredentials(accessKeyID: name, secretAccessKey: "s", expiration: expiration)
    }

    @Test("looks once however many ask, and again shortly before the end")
    func sharing() async throws {
        let time = ManualTime(0)
        let cache = CredentialCache(time: time.source())
        let searches = Mutex(0)
        let search: @Sendable () async throws(CredentialFailure) -> AWSCredentials = {
            let count = searches.withLock { count in
                count += 1
                return count
            }
            for _ in 0..<10 { await Task.yield() }
            return Self.keys("\(count)", until: time.now + 3_600)
        }
        let found = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<100 { group.addTask { try await cache.current(search).accessKeyID } }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(found == ["1"])
        time.advance(3_299)
        #expect(try await cache.current(search).accessKeyID == "1")
        time.advance(2)
        #expect(try await cache.current(search).accessKeyID == "2")
    }

    @Test("uses the old ones on while a renewal fails and they still work")
    func failingRenewal() async throws {
        let time = ManualTime(0)
        let cache = CredentialCache(time: time.source())
        _ = try await cache.current { () async throws(CredentialFailure) in Self.keys("old", until: 1_000) }
        time.advance(800)
        let failing: () async throws(CredentialFailure) -> AWSCredentials = { () async throws(CredentialFailure) in
            throw CredentialFailure("down")
        }
        #expect(try await cache.current(failing).accessKeyID == "old")
        time.advance(300)
        await #expect(throws: CredentialFailure.self) { try await cache.current(failing) }
    }

    @Test("is asked again when AWS calls the keys expired")
    func expired() async throws {
        let expired = ScriptedTransport.Outcome.json(400, ["__type": "ExpiredTokenException", "message": "expired"])
        let keys: JSON = [
            "AccessKeyId": "C", "SecretAccessKey": "s", "Token": "t", "Expiration": "2034-05-06T08:08:09Z",
        ]
        let calls = Mutex(0)
        let transport = ScriptedTransport { request, _ in
            if request.method == "GET" { return .json(200, keys) }
            let call = calls.withLock { calls in
                calls += 1
                return calls
            }
            return call == 1 ? expired : .json(200, ["clusterArns": []])
        }
        let client = AWSClient.scripted(transport) { configuration in
            configuration.credentials = nil
            configuration.environment["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] = "/x"
        }
        _ = try await client.call("ecs.DescribeClusters")
        #expect(transport.requests.map(\.method) == ["GET", "POST", "GET", "POST"])
    }
}
