extension AWSError: CustomStringConvertible {
    /// One or two sentences without anything secret: operation and region, the failure, and the remedy.
    public var description: String {
        var text = "\(operation)"
        if let region { text += " in \(region)" }
        text += ": "
        if !code.isEmpty { text += "\(code): " }
        text += message.isEmpty ? "no message" : message
        let facts = facts
        if !facts.isEmpty { text += " (\(facts.joined(separator: ", ")))" }
        if let remedy { text += ". \(remedy)" }
        return text
    }

    private var facts: [String] {
        var facts: [String] = []
        if let httpStatus { facts.append("HTTP \(httpStatus)") }
        if let requestID { facts.append("request \(requestID)") }
        if attempts > 1 { facts.append("\(attempts) tries") }
        if let endpoint, kind != .answered || code.isEmpty { facts.append("endpoint \(endpoint)") }
        return facts
    }

    /// The remedy; `nil` where AWS's message says it already.
    public var remedy: String? {
        Self.remedies.first { $0.kind == kind && ($0.codes?.contains(code) ?? true) }?.text
    }

    private struct Remedy: Sendable {
        var kind: Kind
        /// `nil` for every code.
        var codes: Set<String>?
        var text: String
    }

    private static let remedies: [Remedy] = [
        Remedy(
            kind: .missingCredentials,
            codes: nil,
            text: "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE to a profile of ~/.aws/config, "
                + "or accessKey and secretKey of the provider"
        ),
        Remedy(
            kind: .missingRegion,
            codes: nil,
            text: "Set aws:region in the stack's configuration, AWS_REGION, or region in the profile"
        ),
        Remedy(
            kind: .noConnection,
            codes: nil,
            text: "Check that the endpoint is up and reachable from here, and the settings AWS_ENDPOINT_URL, "
                + "HTTPS_PROXY and AWS_CA_BUNDLE if they are set"
        ),
        Remedy(
            kind: .timeout,
            codes: nil,
            text: "Check the network between here and the endpoint"
        ),
        Remedy(
            kind: .notImplemented,
            codes: nil,
            text: "The endpoint that the settings name does not offer this operation, or failed in it; "
                + "AWS itself may well do"
        ),
        Remedy(
            kind: .answered,
            codes: RetryableCodes.expiredCredentials,
            text: "The credentials have expired: sign in again or get new ones"
        ),
        Remedy(
            kind: .answered,
            codes: ["RequestTimeTooSkewed", "RequestInTheFuture"],
            text: "The clock of this machine is wrong: correct it"
        ),
        Remedy(
            kind: .answered,
            codes: RetryableCodes.invalidCredentials,
            text: "AWS does not accept the credentials: check the access key, the secret key and, for temporary ones, "
                + "the session token; and that the clock of this machine is right"
        ),
        Remedy(
            kind: .answered,
            codes: RetryableCodes.denied,
            text: "Allow the action in the policies of the identity that the credentials belong to"
        ),
        Remedy(
            kind: .answered,
            codes: ["BucketAlreadyExists"],
            text: "The names of buckets are unique over all accounts: choose another one"
        ),
        Remedy(
            kind: .answered,
            codes: ["BucketNotEmpty"],
            text: "Delete its objects and all their versions, or set forceDestroy and deploy before the bucket goes"
        ),
        Remedy(
            kind: .answered,
            codes: RetryableCodes.throttling,
            text: "AWS limits the rate of this call: run fewer at a time or ask for a higher quota"
        ),
    ]
}
