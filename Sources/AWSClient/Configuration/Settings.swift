/// The settings that result from configuration, environment and shared files.
struct Settings: Sendable {
    let configuration: AWSConfiguration
    let profiles: SharedProfiles
    /// The profile in use, whether or not a file has it.
    let profileName: String
    /// `true` if the profile was asked for by name, so that its absence is a mistake.
    let isProfileNamed: Bool

    /// Reads the shared files.
    init(_ configuration: AWSConfiguration) {
        self.init(configuration, profiles: SharedProfiles(configuration))
    }

    init(_ configuration: AWSConfiguration, profiles: SharedProfiles) {
        let environment = configuration.environment
        let named =
            configuration.profile ?? environment[nonEmpty: "AWS_PROFILE"]
            ?? environment[nonEmpty: "AWS_DEFAULT_PROFILE"]
        self.configuration = configuration
        self.profiles = profiles
        profileName = named ?? "default"
        isProfileNamed = named != nil
    }

    var environment: [String: String] { configuration.environment }

    /// A setting of the profile in use.
    func profileValue(_ key: String) -> String? { profiles[profileName]?[nonEmpty: key] }

    /// The first of configuration, environment variables and the profile's setting that says something.
    private func first(_ own: String?, _ variables: [String], _ key: String) -> String? {
        if let own, !own.isEmpty { return own }
        return variables.lazy.compactMap { environment[nonEmpty: $0] }.first ?? profileValue(key)
    }

    /// The region of calls that name none.
    var region: String? { first(configuration.region, ["AWS_REGION", "AWS_DEFAULT_REGION"], "region") }

    /// A file of certificates to trust, or `nil` for the distribution's.
    var certificateBundle: String? {
        first(configuration.certificateBundle, ["AWS_CA_BUNDLE"], "ca_bundle")?.expandingHome(environment)
    }

    /// The greatest number of tries of a call, if it is set.
    var maximumAttempts: Int? {
        if let own = configuration.maximumAttempts { return max(own, 1) }
        return first(nil, ["AWS_MAX_ATTEMPTS"], "max_attempts").flatMap { Int($0) }.map { max($0, 1) }
    }

    var usesFIPS: Bool {
        configuration.usesFIPS || first(nil, ["AWS_USE_FIPS_ENDPOINT"], "use_fips_endpoint").isTrue
    }

    var usesDualStack: Bool {
        configuration.usesDualStack || first(nil, ["AWS_USE_DUALSTACK_ENDPOINT"], "use_dualstack_endpoint").isTrue
    }

    /// `true` if the instance metadata service is not asked for credentials.
    var skipsInstanceMetadata: Bool {
        configuration.skipsInstanceMetadata || environment[nonEmpty: "AWS_EC2_METADATA_DISABLED"].isTrue
    }

    /// Returns the endpoint that is set for a service: for it alone before for all, and each in the order of
    /// configuration, environment and profile.
    func endpoint(_ service: ServiceModel) -> String? {
        if let own = configuration.endpoints[service.name] ?? configuration.endpoint, !own.isEmpty { return own }
        if first(nil, ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"], "ignore_configured_endpoint_urls").isTrue { return nil }
        let key = String(service.serviceID.lowercased().map { $0 == " " || $0 == "-" ? "_" : $0 })
        if let found = environment[nonEmpty: "AWS_ENDPOINT_URL_\(key.uppercased())"]
            ?? environment[nonEmpty: "AWS_ENDPOINT_URL"]
        {
            return found
        }
        let section = profileValue("services").flatMap { profiles.section("services \($0)") }
        return section?.nested[key]?[nonEmpty: "endpoint_url"] ?? profileValue("endpoint_url")
    }
}

extension String? {
    /// Returns whether a setting is `true`, in any spelling that AWS's tools accept.
    fileprivate var isTrue: Bool { self?.lowercased() == "true" }
}
