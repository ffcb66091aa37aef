/// Credentials that the configuration holds.
struct ConfigurationCredentials: CredentialSource {
    let name = "the configuration"

    func find(_ context: CredentialContext) async throws(CredentialFailure) -> AWSCredentials? {
        guard let credentials = context.settings.configuration.credentials else { return nil }
        if credentials.accessKeyID.isEmpty || credentials.secretAccessKey.isEmpty {
            throw CredentialFailure("the configuration holds only one of access key and secret key; both are needed")
        }
        return credentials
    }
}
