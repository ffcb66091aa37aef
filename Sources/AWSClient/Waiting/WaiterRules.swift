import JSON

/// A waiter of the models: what is polled, how often, and which answer decides.
struct WaiterRules: Sendable {
    /// What one answer means.
    enum State: Hashable, Sendable {
        case success
        case failure(String)
        case retry
        /// No acceptor knows the answer: an error then ends the wait, an output does not.
        case undecided
    }

    /// One condition on an answer and what it means.
    struct Acceptor: Sendable {
        enum Matcher: Sendable {
            case path(JMESPath, JSON)
            case all(JMESPath, JSON)
            case any(JMESPath, JSON)
            case status(Int)
            case error(String)
            case anyError(Bool)
        }

        var matcher: Matcher
        var state: String
        /// As the model writes it, for messages.
        var text: String
    }

    var operation: AWSOperation
    /// Seconds between polls.
    var delay: Int
    var maximumAttempts: Int
    var acceptors: [Acceptor]

    /// The rules of a waiter.
    ///
    /// - Throws: ``AWSError`` if the models have no such waiter, or it cannot be read.
    init(_ waiter: AWSWaiter) throws(AWSError) {
        let named = AWSOperation(service: waiter.service, name: waiter.name)
        guard let entry = try ModelStore.shared.waiter(waiter) else {
            throw AWSError(.invalidInput, named, message: "the models have no waiter '\(waiter)'")
        }
        do { try self.init(entry, service: waiter.service) } catch {
            throw AWSError(.invalidInput, named, message: "the model's waiter: \(error.reason)")
        }
    }

    init(_ entry: JSON, service: String) throws(JMESPathError) {
        operation = AWSOperation(service: service, name: entry["operation"]?.string ?? "")
        delay = entry["delay"]?.int ?? 15
        maximumAttempts = entry["maxAttempts"]?.int ?? 40
        acceptors = []
        for acceptor in entry["acceptors"]?.array ?? [] { acceptors.append(try Acceptor(acceptor)) }
    }

    /// What an answer means by the first acceptor that matches.
    func state(_ result: Result<JSON, AWSError>) -> State {
        guard let matching = acceptors.first(where: { $0.matches(result) }) else { return .undecided }
        switch matching.state {
        case "success": return .success
        case "failure": return .failure("it cannot come about any more, since \(matching.text)")
        default: return .retry
        }
    }
}

extension WaiterRules.Acceptor {
    fileprivate init(_ entry: JSON) throws(JMESPathError) {
        let expected = entry["expected"] ?? .null
        let argument = entry["argument"]?.string ?? "@"
        state = entry["state"]?.string ?? ""
        text = "\(argument) is \(expected)"
        switch entry["matcher"]?.string {
        case "path": matcher = .path(try JMESPath(argument), expected)
        case "pathAll":
            matcher = .all(try JMESPath(argument), expected)
            text = "every \(text)"
        case "pathAny":
            matcher = .any(try JMESPath(argument), expected)
            text = "one \(text)"
        case "status":
            matcher = .status(expected.int ?? 0)
            text = "the status is \(expected)"
        case "error":
            matcher = expected.bool.map { .anyError($0) } ?? .error(expected.string ?? "")
            text = "the error is \(expected)"
        case let other: throw JMESPathError(reason: "unknown matcher '\(other ?? "")'")
        }
    }

    fileprivate func matches(_ result: Result<JSON, AWSError>) -> Bool {
        switch (matcher, result) {
        case (.path(let path, let expected), .success(let output)):
            path.search(output) == expected
        case (.all(let path, let expected), .success(let output)):
            path.search(output).array.map { !$0.isEmpty && $0.allSatisfy { $0 == expected } } ?? false
        case (.any(let path, let expected), .success(let output)):
            path.search(output).array?.contains(expected) ?? false
        case (.status(let status), .success): status == 200
        case (.status(let status), .failure(let error)): error.httpStatus == status
        case (.error(let code), .failure(let error)): error.code == code
        case (.anyError(let isExpected), .failure(let error)): isExpected && error.kind == .answered
        case (.anyError(let isExpected), .success): !isExpected
        default: false
        }
    }
}
