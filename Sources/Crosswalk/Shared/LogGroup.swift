import ProviderKit
import PulumiProtocol

/// The log group of a component: a new one, an existing one, or none.
struct LogGroup: Sendable {
    /// The ARN of a log group and its parts.
    struct Identity: Sendable, Equatable {
        let arn: String
        let name: String
        let region: String

        /// The identity in an ARN; `nil` if it is not the ARN of a log group.
        init?(arn text: String) {
            guard let arn = ARN(text), arn.service == "logs", arn.resourceType == "log-group" else { return nil }
            self.arn = text
            name = arn.resourceID
            region = arn.region
        }

        /// The identity of a name in a region of an account; `nil` if it is not the name of a log group.
        init?(name: String, region: String, account: String) {
            self.init(arn: "arn:aws:logs:\(region):\(account):log-group:\(name)")
        }
    }

    /// The type token of log groups.
    static let type = "aws:cloudwatch/logGroup:LogGroup"

    /// The identity of the log group; `nil` if there is none.
    let identity: Output<Identity>?
    /// The log group that was registered; `nil` if an existing one is used.
    let child: Child?
}
