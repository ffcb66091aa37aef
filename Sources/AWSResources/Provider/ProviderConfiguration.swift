import AWSClient
import JSON
import PackageSchema
import PulumiProtocol
import ResourceKit

/// The provider's configuration: what `aws:region` and its siblings say.
struct ProviderConfiguration: Sendable {
    /// The values in the types that the schema gives them, without marks of secrets.
    let values: PropertyMap

    /// The configuration of a request.
    ///
    /// Values that are not text may come as JSON text: configuration was text only once.
    ///
    /// - Parameters:
    ///   - arguments: By plain names.
    ///   - variables: By names such as `aws:config:region`; used where `arguments` is absent.
    init(_ arguments: PropertyMap?, variables: [String: String] = [:]) {
        let prefix = "aws:config:"
        let named = variables.filter { $0.key.hasPrefix(prefix) }
            .map { (String($0.key.dropFirst(prefix.count)), PropertyValue.string($0.value)) }
        let given = (arguments ?? PropertyMap(named)).plain
        var values = PropertyMap()
        let schema = AWSSchema.shared.package.providerInputs
        for property in schema.properties {
            guard let value = given[property.name]?.presentValue else { continue }
            values[property.name] = Self.typed(value, property.type)
        }
        self.values = values
    }

    private static func typed(_ value: PropertyValue, _ type: PropertyType) -> PropertyValue {
        guard case .string(let text) = value else { return value }
        if case .string = type { return value }
        return (try? JSON(parsing: text)).map(PropertyValue.init(plain:)) ?? value
    }

    /// Returns the faults of a configuration.
    static func faults(_ arguments: PropertyMap) -> [CheckFailure] {
        let schema = AWSSchema.shared.package.providerInputs
        let values = ProviderConfiguration(arguments).values
        var checker = ValueChecker(AWSSchema.shared.package)
        let known: Set<String> = ["version", "pluginDownloadURL"]
        var checked = PropertyMap()
        for element in arguments where !known.contains(element.key) && !element.key.hasPrefix("__") {
            checked[element.key] = values[element.key] ?? element.value
        }
        _ = checker.object(checked, schema, old: nil, path: "")
        return checker.faults
    }

    /// The default tags, and those to leave alone.
    var tags: TagSettings {
        func texts(_ name: String) -> [String] {
            (values["ignoreTags"]?.map?[name]?.list ?? []).compactMap(\.string)
        }
        let defaults = (values["defaultTags"]?.map?["tags"]?.map ?? [:]).withoutDefaults
        return TagSettings(
            // A number or a truth value is meant as text, as in a resource's own tags.
            defaults: defaults.reduce(into: [:]) { $0[$1.key] = PropertyType.string.converted($1.value)?.string },
            ignoredKeys: Set(texts("keys")),
            ignoredPrefixes: texts("keyPrefixes")
        )
    }

    /// The accounts that may, or must not, be worked in.
    var accounts: AccountGuard {
        func texts(_ name: String) -> [String] { (values[name]?.list ?? []).compactMap(\.string) }
        return AccountGuard(allowed: texts("allowedAccountIds"), forbidden: texts("forbiddenAccountIds"))
    }

    // MARK: The client

    /// The client's configuration.
    var client: AWSConfiguration {
        var client = AWSConfiguration()
        client.region = text("region")
        client.profile = text("profile")
        if let key = text("accessKey"), let secret = text("secretKey") {
            client.credentials = AWSCredentials(
                accessKeyID: key,
                secretAccessKey: secret,
                sessionToken: text("token"),
                source: "aws:accessKey"
            )
        }
        client.assumedRoles = roles
        client.endpoints = endpoints
        client.configFiles = (values["sharedConfigFiles"]?.list ?? []).compactMap(\.string)
        client.credentialsFiles = (values["sharedCredentialsFiles"]?.list ?? []).compactMap(\.string)
        if let retries = values["maxRetries"]?.number { client.maximumAttempts = Int(retries) + 1 }
        client.skipsInstanceMetadata = flag("skipMetadataApiCheck")
        client.instanceMetadataEndpoint = text("ec2MetadataServiceEndpoint")
        client.usesFIPS = flag("useFipsEndpoint")
        client.usesDualStack = flag("useDualstackEndpoint")
        client.httpProxy = text("httpProxy")
        client.httpsProxy = text("httpsProxy")
        client.noProxy = text("noProxy")
        client.certificateBundle = text("customCaBundle")
        client.skipsCertificateCheck = flag("insecure")
        return client
    }

    private func text(_ name: String) -> String? {
        values[name]?.string.flatMap { $0.isEmpty ? nil : $0 }
    }

    private func flag(_ name: String) -> Bool { values[name]?.bool ?? false }

    /// Other addresses of services, by the client's name of the service.
    private var endpoints: [String: String] {
        let aliases = ["elasticloadbalancing": "elbv2", "cloudwatchlogs": "logs", "elb": "elbv2"]
        var result: [String: String] = [:]
        for entry in values["endpoints"]?.list ?? [] {
            for element in entry.map?.withoutDefaults ?? [:] {
                result[aliases[element.key] ?? element.key] = element.value.string
            }
        }
        return result
    }

    private var roles: [AWSConfiguration.AssumedRole] {
        var roles = (values["assumeRoles"]?.list ?? []).compactMap(\.map).compactMap(Self.role)
        if let identity = values["assumeRoleWithWebIdentity"]?.map, var role = Self.role(identity) {
            role.webIdentityTokenFile = identity["webIdentityTokenFile"]?.string
            roles.insert(role, at: 0)
        }
        return roles
    }

    private static func role(_ map: PropertyMap) -> AWSConfiguration.AssumedRole? {
        guard let arn = map["roleArn"]?.string else { return nil }
        let tags = (map["tags"]?.map ?? [:]).withoutDefaults
        return AWSConfiguration.AssumedRole(
            roleARN: arn,
            sessionName: map["sessionName"]?.string,
            externalID: map["externalId"]?.string,
            duration: map["duration"]?.string.flatMap(Duration.init(goText:)),
            policy: map["policy"]?.string,
            policyARNs: (map["policyArns"]?.list ?? []).compactMap(\.string),
            tags: tags.reduce(into: [:]) { $0[$1.key] = $1.value.string },
            sourceIdentity: map["sourceIdentity"]?.string
        )
    }
}

extension Duration {
    /// A duration as Go writes it, such as `1h30m`; `nil` if it cannot be read.
    init?(goText text: String) {
        let units: [Character: Double] = ["h": 3600, "m": 60, "s": 1]
        var seconds = 0.0
        var digits = ""
        for character in text {
            if character.isNumber || character == "." {
                digits.append(character)
            } else if let unit = units[character], let count = Double(digits) {
                seconds += count * unit
                digits = ""
            } else {
                return nil
            }
        }
        guard digits.isEmpty, !text.isEmpty else { return nil }
        self = .seconds(seconds)
    }
}

/// The accounts that the configuration allows.
struct AccountGuard: Sendable {
    var allowed: [String] = []
    var forbidden: [String] = []

    /// True if the account must be known before anything is done.
    var isActive: Bool { !allowed.isEmpty || !forbidden.isEmpty }

    /// Returns the reason not to work in an account; `nil` if it is allowed.
    func objection(to account: String) -> String? {
        if forbidden.contains(account) {
            return "The credentials belong to account \(account), which aws:forbiddenAccountIds names."
        }
        if !allowed.isEmpty, !allowed.contains(account) {
            return "The credentials belong to account \(account); aws:allowedAccountIds allows "
                + allowed.joined(separator: ", ") + " only."
        }
        return nil
    }
}
