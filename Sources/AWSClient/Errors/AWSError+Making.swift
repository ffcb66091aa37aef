extension AWSError {
    /// The error of an answer with a status of 300 or more.
    init(_ response: HTTPResponse, _ model: OperationModel, _ endpoint: Endpoint) {
        let operation = model.operation
        if let failure = model.service.wireProtocol.codec.failure(response) {
            self.init(.answered, operation, code: failure.code, message: failure.message)
            requestID = failure.requestID ?? response.requestID
            details = failure.details
        } else if endpoint.isCustom, [500, 501].contains(response.status), response.looksLikeHTML {
            // Simulators answer so for what they lack, where AWS never does: trying again would be in vain.
            self.init(.notImplemented, operation, message: "not implemented by this endpoint: \(response.excerpt)")
        } else {
            self.init(.unreadable, operation, message: "the answer is not AWS's: \(response.excerpt)")
            requestID = response.requestID
        }
        httpStatus = response.status
        isThrottling = RetryableCodes.throttling.contains(code) || response.status == 429
        isRetryable =
            isThrottling || RetryableCodes.transient.contains(code)
            || (kind != .notImplemented && response.status >= 500 && response.status != 501)
    }

    /// The error of a request without an answer.
    init(_ failure: HTTPFailure, _ operation: AWSOperation) {
        let kinds: [HTTPFailure.Kind: Kind] = [
            .timeout: .timeout, .cancelled: .cancelled, .setup: .invalidInput, .interrupted: .noConnection,
        ]
        self.init(kinds[failure.kind] ?? .noConnection, operation, message: failure.message)
        isRetryable = ![.setup, .cancelled, .untrusted].contains(failure.kind)
    }

    /// The error of a call that was given up before another try could be made after this one.
    var interrupted: AWSError {
        var error = self
        error.kind = .cancelled
        error.code = ""
        error.isRetryable = false
        let reason = [code, message].filter { !$0.isEmpty }.joined(separator: ": ")
        error.message = "interrupted before another try; the last one failed: \(reason)"
        return error
    }

    /// The cause of the failure for the retry policy.
    var retryCause: RetryPolicy.Cause {
        if !isRetryable { return .final }
        if isThrottling { return .throttling }
        return kind == .timeout ? .timeout : kind == .noConnection ? .network : .transient
    }

    /// The length from which a secret is redacted: AWS's have 40 bytes or more, while `test`, as for a simulator, would
    /// redact ordinary words.
    private static let shortestSecret = 12

    /// Returns the error without the secrets of credentials.
    ///
    /// AWS quotes whole requests, session token included, when a signature does not match.
    func redacting(_ credentials: AWSCredentials?) -> AWSError {
        guard let credentials else { return self }
        let secrets = [credentials.secretAccessKey, credentials.sessionToken ?? ""].filter {
            $0.utf8.count >= Self.shortestSecret
        }
        return redacting(secrets)
    }

    /// Returns the error without secrets that it quotes.
    func redacting(_ secrets: [String]) -> AWSError {
        var copy = self
        for secret in secrets {
            copy.message = copy.message.redacting(secret)
            copy.details = copy.details.mapValues { $0.redacting(secret) }
        }
        return copy
    }
}

extension HTTPResponse {
    /// `true` if the body is a web page.
    var looksLikeHTML: Bool {
        header("content-type")?.lowercased().hasPrefix("text/html") == true
            || String(decoding: body.prefix(64), as: UTF8.self).trimmingSpaces.lowercased().hasPrefix("<!doctype html")
    }

    /// The start of the body as one line: tags left out of web pages.
    fileprivate var excerpt: String {
        let text = String(decoding: body.prefix(2_000), as: UTF8.self)
        let visible = looksLikeHTML ? Self.withoutTags(text) : text
        let line = visible.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return line.isEmpty ? "an empty body" : String(line.prefix(300))
    }

    private static func withoutTags(_ text: String) -> String {
        var isInside = false
        var out = ""
        for character in text {
            if character == "<" {
                isInside = true
            } else if character == ">" {
                isInside = false
                out.append(" ")
            } else if !isInside {
                out.append(character)
            }
        }
        return out
    }
}

extension String {
    /// The text with every occurrence of a secret replaced.
    func redacting(_ secret: String) -> String {
        let text = Array(utf8), pattern = Array(secret.utf8)
        guard !pattern.isEmpty, text.count >= pattern.count else { return self }
        var out: [UInt8] = []
        var index = 0
        while index < text.count {
            if text[index...].starts(with: pattern) {
                out.append(contentsOf: "[secret]".utf8)
                index += pattern.count
            } else {
                out.append(text[index])
                index += 1
            }
        }
        return out.count == text.count && !self.contains("[secret]") ? self : String(decoding: out, as: UTF8.self)
    }
}
