import AWSClient
import JSON
import RPC
import ResourceKit

/// The parts that all operations of a configured provider share.
struct AWSSession: Sendable {
    private(set) var caller: any AWSCalling
    /// The provider's region; `nil` if none is configured.
    let region: String?
    let tags: TagSettings
    /// The clock that waits run by.
    let clock: WaitClock

    private let answers = AnswerMemo<String, String>()

    init(caller: any AWSCalling, region: String?, tags: TagSettings, clock: WaitClock) {
        self.caller = caller
        self.region = region
        self.tags = tags
        self.clock = clock
    }

    /// Returns the same session, whose calls tell an observer why they have to wait.
    func reporting(to observer: @escaping DelayObserver) -> AWSSession {
        var session = self
        session.caller = caller.reporting(to: observer)
        return session
    }

    /// The number of the account that the credentials belong to; AWS is asked once.
    func account() async throws -> String {
        try await answers.answer(to: "account") {
            try await caller.send("sts.GetCallerIdentity", [:], region: nil)["Account"]?.string ?? ""
        }
    }

    /// The name of a hosted zone, which never changes; AWS is asked once.
    ///
    /// - Parameters:
    ///   - id: The zone's id.
    ///   - ask: Asks AWS.
    /// - Returns: The name as AWS writes it.
    /// - Throws: The error of `ask`.
    func zoneName(_ id: String, _ ask: () async throws -> String) async throws -> String {
        try await answers.answer(to: "zone \(id)", ask)
    }

    /// Indicates whether tasks reach a registry from subnets, which one run asks once of the same ones.
    ///
    /// - Parameters:
    ///   - subnets: The ids of the subnets.
    ///   - ask: Asks AWS.
    /// - Returns: The answer.
    /// - Throws: The error of `ask`.
    func reachesRegistry(from subnets: [String], _ ask: () async throws -> Bool) async throws -> Bool {
        let question = "route from \(subnets.sorted().joined(separator: " "))"
        return try await answers.answer(to: question) { try await ask() ? "yes" : "no" } == "yes"
    }
}
