internal import Connections

/// Settings of a client, which come before those of the environment and of the shared configuration files.
///
/// A value here wins over the environment, which wins over the files.
public struct AWSConfiguration: Sendable {
    /// A role to act as, and how the session is named and limited.
    public struct AssumedRole: Hashable, Sendable {
        /// The role's ARN.
        public var roleARN: String
        /// Appears in AWS's logs; a name of our own if absent.
        public var sessionName: String?
        /// The secret agreed with the role's owner.
        public var externalID: String?
        /// The duration of the session; AWS's default is an hour.
        public var duration: Duration?
        /// An IAM policy as JSON text that limits the session further.
        public var policy: String?
        /// The ARNs of managed policies that limit the session further.
        public var policyARNs: [String]
        /// Tags of the session.
        public var tags: [String: String]
        /// The name of the session in AWS's logs.
        public var sourceIdentity: String?
        /// A file with a web identity token: the role is then assumed with it and without other credentials.
        public var webIdentityTokenFile: String?

        /// A role by its ARN.
        public init(
            roleARN: String,
            sessionName: String? = nil,
            externalID: String? = nil,
            duration: Duration? = nil,
            policy: String? = nil,
            policyARNs: [String] = [],
            tags: [String: String] = [:],
            sourceIdentity: String? = nil,
            webIdentityTokenFile: String? = nil
        ) {
            self.roleARN = roleARN
            self.sessionName = sessionName
            self.externalID = externalID
            self.duration = duration
            self.policy = policy
            self.policyARNs = policyARNs
            self.tags = tags
            self.sourceIdentity = sourceIdentity
            self.webIdentityTokenFile = webIdentityTokenFile
        }
    }

    /// The region of calls that name none, such as `us-west-2`.
    public var region: String?
    /// The profile of the shared files; `AWS_PROFILE` or `default` if absent.
    public var profile: String?
    /// Fixed credentials.
    public var credentials: AWSCredentials?
    /// Roles to assume one after the other, the first with the credentials found.
    public var assumedRoles: [AssumedRole] = []
    /// The endpoint of every service that `endpoints` does not name, such as `http://127.0.0.1:5000`.
    public var endpoint: String?
    /// Endpoints by service, such as `["ecs": "http://127.0.0.1:5000"]`.
    public var endpoints: [String: String] = [:]
    /// The paths of `config` files, of which a later one wins; `AWS_CONFIG_FILE` or `~/.aws/config` if empty.
    public var configFiles: [String] = []
    /// The paths of `credentials` files, of which a later one wins; `AWS_SHARED_CREDENTIALS_FILE` or `~/.aws/credentials`
    /// if empty.
    public var credentialsFiles: [String] = []
    /// The greatest number of tries of a call, the first one included; see ``AWSClient/call(_:_:region:)``.
    public var maximumAttempts: Int?
    /// `true` if the instance metadata service is not asked for credentials.
    public var skipsInstanceMetadata = false
    /// The address of the instance metadata service, if not the usual one.
    public var instanceMetadataEndpoint: String?
    /// `true` if FIPS endpoints are used.
    public var usesFIPS = false
    /// `true` if dual-stack endpoints are used.
    public var usesDualStack = false
    /// The proxy for `http` endpoints; else as the environment says.
    public var httpProxy: String?
    /// The proxy for `https` endpoints; else as the environment says.
    public var httpsProxy: String?
    /// Hosts that no proxy is used for, separated by commas.
    public var noProxy: String?
    /// A file of certificates to trust instead of the distribution's; `AWS_CA_BUNDLE` if absent.
    public var certificateBundle: String?
    /// `true` if the server's certificate is not verified.
    public var skipsCertificateCheck = false
    /// The longest time in which a connection must be made.
    public var connectTimeout = Duration.seconds(3)
    /// The longest silence of a server, before its answer and within it.
    public var readTimeout = Duration.seconds(30)
    /// The time after its sending for which a request is still awaited once it was given up: AWS mostly answers within
    /// that, and what it made is known then.
    public var cancellationGrace = Duration.seconds(3)
    /// Names the program in the `User-Agent` of every request.
    public var userAgent = "awsx"
    /// The environment variables.
    public var environment: [String: String]

    /// A configuration in which nothing is said, in this process's environment.
    public init() { self.init(environment: ProcessEnvironment.variables) }

    /// A configuration in which nothing is said, in an environment of the caller's.
    public init(environment: [String: String]) { self.environment = environment }
}
