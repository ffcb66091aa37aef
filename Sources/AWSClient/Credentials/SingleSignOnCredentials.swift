internal import Crypto
import JSON

/// Credentials of a role that IAM Identity Center gives, with the token that `aws sso login` left in the cache.
struct SingleSignOnCredentials: CredentialSource {
    let profile: String

    var name: String { "single sign-on of profile '\(profile)'" }

    func find(_ context: CredentialContext) async throws(CredentialFailure) -> AWSCredentials? {
        let own = context.settings.profiles[profile] ?? [:]
        let session = own[nonEmpty: "sso_session"]
        let shared = session.flatMap { context.settings.profiles.section("sso-session \($0)")?.values } ?? [:]
        guard let account = own[nonEmpty: "sso_account_id"], let role = own[nonEmpty: "sso_role_name"],
            let region = own[nonEmpty: "sso_region"] ?? shared[nonEmpty: "sso_region"],
            let start = own[nonEmpty: "sso_start_url"] ?? shared[nonEmpty: "sso_start_url"]
        else {
            throw CredentialFailure("\(name) needs sso_account_id, sso_role_name, sso_region and sso_start_url")
        }
        let token = try token(session ?? start, context)
        let partition = AWSPartition.containing(region: region)
        let request = HTTPRequest(
            authority: "portal.sso.\(region).\(partition.dnsSuffix)",
            path: "/federation/credentials",
            query: [(name: "account_id", value: account), (name: "role_name", value: role)],
            headers: [(name: "x-amz-sso_bearer_token", value: token)],
            isReadOnly: true
        )
        return try await credentials(request, context)
    }

    private func token(_ key: String, _ context: CredentialContext) throws(CredentialFailure) -> String {
        let file = hexadecimal(SHA1.hash(Array(key.utf8))) + ".json"
        let path = "~/.aws/sso/cache/\(file)".expandingHome(context.environment)
        let cached = FileContents.read(path).flatMap { try? JSON(parsing: $0) }
        let end = cached?["expiresAt"]?.string.flatMap(Timestamp.init(parsing:))?.seconds ?? 0
        guard let token = cached?["accessToken"]?.string, end > context.time.now() else {
            throw CredentialFailure("\(name) has no valid token; run 'aws sso login --profile \(profile)'")
        }
        return token
    }

    private func credentials(
        _ request: HTTPRequest,
        _ context: CredentialContext
    ) async throws(CredentialFailure) -> AWSCredentials {
        let response: HTTPResponse
        do { response = try await context.transport.send(request) } catch {
            throw CredentialFailure("\(name): \(error.message)", isCancellation: error.kind == .cancelled)
        }
        let role = (try? JSON(parsing: response.body))?["roleCredentials"]
        guard response.status == 200, let key = role?["accessKeyId"]?.string,
            let secret = role?["secretAccessKey"]?.string
        else {
            throw CredentialFailure("\(name): HTTP status \(response.status); the token or the role is not accepted")
        }
        return AWSCredentials(
            accessKeyID: key,
            secretAccessKey: secret,
            sessionToken: role?["sessionToken"]?.string,
            expiration: role?["expiration"]?.double.map { $0 / 1000 },
            source: name
        )
    }
}
