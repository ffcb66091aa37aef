import JSON
import ResourceKit
import Synchronization

/// The parts that all operations of a configured provider share.
final class AWSSession: Sendable {
    let caller: any AWSCalling
    /// The provider's region; `nil` if none is configured.
    let region: String?
    let tags: TagSettings
    /// The clock that waits run by.
    let clock: WaitClock

    private let knownAccount = Mutex<String?>(nil)

    init(caller: any AWSCalling, region: String?, tags: TagSettings, clock: WaitClock) {
        self.caller = caller
        self.region = region
        self.tags = tags
        self.clock = clock
    }

    /// The number of the account that the credentials belong to; AWS is asked once.
    func account() async throws -> String {
        if let known = knownAccount.withLock({ $0 }) { return known }
        let identity = try await caller.send("sts.GetCallerIdentity", [:], region: nil)
        let account = identity["Account"]?.string ?? ""
        knownAccount.withLock { $0 = account }
        return account
    }
}
