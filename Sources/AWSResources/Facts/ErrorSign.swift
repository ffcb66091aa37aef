import JSON

/// An error of AWS's by its code and, where a code alone does not tell, a part of its message.
struct ErrorSign: Sendable {
    let code: String
    /// Empty for any message.
    let message: String

    /// The sign that facts write as a code, or as an object with `code` and `message`.
    init(_ json: JSON) {
        code = json.string ?? json["code"]?.string ?? ""
        message = json["message"]?.string ?? ""
    }

    /// Returns whether a refusal is the one that is meant.
    func isMet(by failure: AWSFailure) -> Bool {
        failure.code == code && (message.isEmpty || failure.message.contains(message))
    }
}
