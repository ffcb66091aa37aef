/// The sources in the order in which AWS's tools ask them.
enum CredentialChain {
    /// The credentials of the first source that has any, with the configured roles assumed on top of them.
    static func find(_ context: CredentialContext) async throws(CredentialFailure) -> AWSCredentials {
        var roles = context.settings.configuration.assumedRoles[...]
        var found: AWSCredentials
        if let first = roles.first, first.webIdentityTokenFile != nil {
            roles.removeFirst()
            found = try await RoleAssumption(context).withWebIdentity(first)
        } else {
            found = try await base(context)
        }
        for role in roles {
            found = try await RoleAssumption(context).assume(role, with: found)
        }
        return found
    }

    private static func base(_ context: CredentialContext) async throws(CredentialFailure) -> AWSCredentials {
        let sources = sources(context.settings)
        for source in sources {
            if let found = try await source.find(context) { return found }
        }
        let names = sources.map(\.name).joined(separator: ", ")
        throw CredentialFailure("no credentials found in \(names)")
    }

    /// A profile that the configuration itself names comes before the environment.
    private static func sources(_ settings: Settings) -> [any CredentialSource] {
        let environment: [any CredentialSource] = [EnvironmentCredentials(), WebIdentityCredentials()]
        let profile: [any CredentialSource] = [ProfileCredentials()]
        let isProfileConfigured = settings.configuration.profile != nil
        return [ConfigurationCredentials()] + (isProfileConfigured ? profile + environment : environment + profile)
            + [ContainerCredentials(), InstanceMetadataCredentials()]
    }
}

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

/// Credentials in environment variables.
struct EnvironmentCredentials: CredentialSource {
    let name = "environment variables"

    func find(_ context: CredentialContext) async throws(CredentialFailure) -> AWSCredentials? {
        let environment = context.environment
        guard let key = environment[nonEmpty: "AWS_ACCESS_KEY_ID"] ?? environment[nonEmpty: "AWS_ACCESS_KEY"] else {
            return nil
        }
        guard let secret = environment[nonEmpty: "AWS_SECRET_ACCESS_KEY"] ?? environment[nonEmpty: "AWS_SECRET_KEY"]
        else { throw CredentialFailure("AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is not") }
        return AWSCredentials(
            accessKeyID: key,
            secretAccessKey: secret,
            sessionToken: environment[nonEmpty: "AWS_SESSION_TOKEN"],
            source: "environment"
        )
    }
}
