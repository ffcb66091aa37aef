/// Credentials in environment variables.
struct EnvironmentCredentials: CredentialSource {
    let name = "environment variables"

    func find(_ context: CredentialContext) async throws(CredentialFailure) -> AWSCredentials? {
        let environment = context.environment
        guard let key = environment[nonEmpty: "AWS_ACCESS_KEY_ID"] ?? environment[nonEmpty: "AWS_ACCESS_KEY"] else {
            return nil
        }
        guard let secret = environment[nonEmpty: "AWS_SECRET_ACCESS_KEY"] ?? environment[nonEmpty: "AWS_SECRET_KEY"]
        else { throw CredentialFailure("AWS_ACCESS_KEY_ID is set, and AWS_SECRET_ACCESS_KEY is not") }
        return AWSCredentials(
            accessKeyID: key,
            secretAccessKey: secret,
            sessionToken: environment[nonEmpty: "AWS_SESSION_TOKEN"],
            source: "environment"
        )
    }
}
