/// Credentials of a profile: fixed, of a role, of a process, or from a web identity.
struct ProfileCredentials: CredentialSource {
    /// The longest chain of profiles that name one another.
    private static let chainLimit = 10

    let name = "the shared credentials and configuration files"

    func find(_ context: CredentialContext) async throws(CredentialFailure) -> AWSCredentials? {
        let settings = context.settings
        guard settings.profiles[settings.profileName] != nil else {
            if !settings.isProfileNamed { return nil }
            let known = settings.profiles.names.joined(separator: ", ")
            throw CredentialFailure(
                "there is no profile '\(settings.profileName)' in \(settings.profiles.files.joined(separator: " and "))"
                    + (known.isEmpty ? "" : "; there are \(known)")
            )
        }
        return try await find(settings.profileName, [], context)
    }

    private func find(
        _ name: String,
        _ seen: [String],
        _ context: CredentialContext
    ) async throws(CredentialFailure) -> AWSCredentials? {
        guard let profile = context.settings.profiles[name] else {
            throw CredentialFailure("profile '\(seen.last ?? "")' names '\(name)' as its source, which does not exist")
        }
        // A profile may name itself as its source: its own keys are meant then.
        let isOwnSource = seen.last == name
        if !isOwnSource, seen.contains(name) || seen.count >= Self.chainLimit {
            throw CredentialFailure(
                "the source profiles \((seen + [name]).joined(separator: " → ")) go round in a circle"
            )
        }
        if let role = profile[nonEmpty: "role_arn"], !isOwnSource {
            return try await assume(role, profile, name, seen, context)
        }
        if let fixed = try fixed(profile, name) { return fixed }
        if let command = profile[nonEmpty: "credential_process"] {
            return try await ProcessCredentials(command: command, profile: name).find(context)
        }
        if profile[nonEmpty: "sso_account_id"] != nil {
            return try await SingleSignOnCredentials(profile: name).find(context)
        }
        return nil
    }

    private func fixed(
        _ profile: [String: String],
        _ name: String
    ) throws(CredentialFailure) -> AWSCredentials? {
        guard let key = profile[nonEmpty: "aws_access_key_id"] else { return nil }
        guard let secret = profile[nonEmpty: "aws_secret_access_key"] else {
            throw CredentialFailure("profile '\(name)' has aws_access_key_id but no aws_secret_access_key")
        }
        let token = profile[nonEmpty: "aws_session_token"]
        return AWSCredentials(
            accessKeyID: key,
            secretAccessKey: secret,
            sessionToken: token,
            source: "profile \(name)"
        )
    }

    private func assume(
        _ role: String,
        _ profile: [String: String],
        _ name: String,
        _ seen: [String],
        _ context: CredentialContext
    ) async throws(CredentialFailure) -> AWSCredentials? {
        if profile[nonEmpty: "mfa_serial"] != nil {
            throw CredentialFailure(
                "profile '\(name)' requires a code from a multi-factor device, which is not supported; use temporary credentials"
            )
        }
        let assumed = AWSConfiguration.AssumedRole(
            roleARN: role,
            sessionName: profile[nonEmpty: "role_session_name"],
            externalID: profile[nonEmpty: "external_id"],
            duration: profile[nonEmpty: "duration_seconds"].flatMap { Int($0) }.map { .seconds($0) },
            webIdentityTokenFile: profile[nonEmpty: "web_identity_token_file"]
        )
        let assumption = RoleAssumption(context)
        if assumed.webIdentityTokenFile != nil { return try await assumption.withWebIdentity(assumed) }
        return try await assumption.assume(assumed, with: try await base(profile, name, seen, context))
    }

    /// The credentials that a role of a profile is assumed with.
    private func base(
        _ profile: [String: String],
        _ name: String,
        _ seen: [String],
        _ context: CredentialContext
    ) async throws(CredentialFailure) -> AWSCredentials {
        if let source = profile[nonEmpty: "source_profile"] {
            if let found = try await find(source, seen + [name], context) { return found }
            throw CredentialFailure("the source profile '\(source)' of '\(name)' holds no credentials")
        }
        let sources: [String: any CredentialSource] = [
            "Environment": EnvironmentCredentials(), "EcsContainer": ContainerCredentials(),
            "Ec2InstanceMetadata": InstanceMetadataCredentials(),
        ]
        guard let named = profile[nonEmpty: "credential_source"], let source = sources[named] else {
            throw CredentialFailure(
                "profile '\(name)' has a role_arn but neither source_profile nor a credential_source of "
                    + sources.keys.sorted().joined(separator: ", ")
            )
        }
        if let found = try await source.find(context) { return found }
        throw CredentialFailure("the credential_source \(named) of profile '\(name)' has no credentials")
    }
}
