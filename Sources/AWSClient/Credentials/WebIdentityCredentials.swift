/// A role assumed with a token that lies in a file, as Kubernetes gives it to pods.
struct WebIdentityCredentials: CredentialSource {
    let name = "a web identity token"

    func find(_ context: CredentialContext) async throws(CredentialFailure) -> AWSCredentials? {
        let environment = context.environment
        guard let file = environment[nonEmpty: "AWS_WEB_IDENTITY_TOKEN_FILE"] else { return nil }
        guard let role = environment[nonEmpty: "AWS_ROLE_ARN"] else {
            throw CredentialFailure("AWS_WEB_IDENTITY_TOKEN_FILE is set, but AWS_ROLE_ARN is not")
        }
        return try await RoleAssumption(context).withWebIdentity(
            AWSConfiguration.AssumedRole(
                roleARN: role,
                sessionName: environment[nonEmpty: "AWS_ROLE_SESSION_NAME"],
                webIdentityTokenFile: file
            )
        )
    }
}
