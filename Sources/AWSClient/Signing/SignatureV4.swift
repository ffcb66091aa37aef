internal import Crypto

/// Signs requests as AWS's Signature Version 4 says, with the signature in headers.
///
/// Pure: the same request, credentials and time give the same signature.
package struct SignatureV4: Sendable {
    package var accessKeyID: String
    package var secretAccessKey: String
    package var sessionToken: String?
    package var region: String
    /// The signing name, such as `ecs` or `elasticloadbalancing`.
    package var service: String
    /// `true` if the path is signed as it is: S3 neither normalises nor encodes it a second time.
    package var keepsPath: Bool

    package init(
        accessKeyID: String,
        secretAccessKey: String,
        sessionToken: String? = nil,
        region: String,
        service: String,
        keepsPath: Bool = false
    ) {
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        self.sessionToken = sessionToken
        self.region = region
        self.service = service
        self.keepsPath = keepsPath
    }

    /// Signs a request.
    ///
    /// - Parameters:
    ///   - request: The request, unsigned.
    ///   - time: Seconds since 1970.
    ///   - signsPayloadHeader: Whether `x-amz-content-sha256` is added, as S3 wants it.
    /// - Returns: The request with `host`, `x-amz-date`, `x-amz-security-token` and `authorization`.
    package func signed(_ request: HTTPRequest, at time: Double, signsPayloadHeader: Bool = false) -> HTTPRequest {
        var request = request
        let date = Timestamp(seconds: time).basic
        let payload = hexadecimal(SHA256.hash(request.body))
        if !request.headers.contains(where: { $0.name == "host" }) {
            request.headers.append((name: "host", value: request.authority))
        }
        request.headers.append((name: "x-amz-date", value: date))
        if let sessionToken { request.headers.append((name: "x-amz-security-token", value: sessionToken)) }
        if signsPayloadHeader { request.headers.append((name: "x-amz-content-sha256", value: payload)) }
        let canonical = CanonicalRequest(request, payloadHash: payload, keepsPath: keepsPath)
        let scope = "\(date.prefix(8))/\(region)/\(service)/aws4_request"
        let signature = hexadecimal(
            HMACSHA256.authenticate(
                Array(stringToSign(canonical, date: date, scope: scope).utf8),
                key: signingKey(date: date.prefix(8))
            )
        )
        let authorization =
            "AWS4-HMAC-SHA256 Credential=\(accessKeyID)/\(scope), "
            + "SignedHeaders=\(canonical.signedHeaders), Signature=\(signature)"
        request.headers.append((name: "authorization", value: authorization))
        return request
    }

    /// Returns the string to sign: algorithm, time, scope and the hash of the canonical request.
    package func stringToSign(_ canonical: CanonicalRequest, date: String, scope: String) -> String {
        "AWS4-HMAC-SHA256\n\(date)\n\(scope)\n\(hexadecimal(SHA256.hash(Array(canonical.text.utf8))))"
    }

    private func signingKey(date: Substring) -> [UInt8] {
        var key = Array("AWS4\(secretAccessKey)".utf8)
        for part in [String(date), region, service, "aws4_request"] {
            key = HMACSHA256.authenticate(Array(part.utf8), key: key)
        }
        return key
    }
}
