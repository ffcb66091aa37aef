/// A known cause of a failure: the signs by which AWS's words show it, and the remedy.
///
/// The signs are texts that ECS, the container agent and Elastic Load Balancing write, as the guide "Amazon ECS stopped
/// tasks error messages" lists them.
struct FailureCause: Sendable {
    /// The cause in a few words, such as `the image does not exist`.
    let name: String
    /// The remedy: a sentence or two.
    let remedy: String
    /// Lists of texts, of each of which one must occur, in any case; no list is met by everything.
    ///
    /// Texts of the first list occur in the failure's own words, the others also in what else AWS says.
    var signs: [[String]] = []
    /// A container must have ended with one of these exit codes; empty for any end.
    var exitCodes: Set<Int> = []
    /// One of these texts must occur in the container's last log lines; empty for any log.
    var logSigns: [String] = []
    /// Indicates whether the failure passes without a change to the program: it never ends a wait.
    var isTransient = false

    /// Returns the cause of a failure; `nil` if none is known.
    ///
    /// - Parameters:
    ///   - failure: The failure.
    ///   - log: The last lines that the container wrote, if they are known.
    ///   - context: What else AWS says, such as the health of targets.
    /// - Returns: The first cause of ``known`` whose signs are met.
    static func of(_ failure: TaskFailure, log: [String] = [], context: [String] = []) -> FailureCause? {
        let words = "\(failure.stopCode)\n\(failure.words)".lowercased()
        let context = ([words] + context).joined(separator: "\n").lowercased()
        let log = log.joined(separator: "\n").lowercased()
        let codes = failure.endedContainers.compactMap(\.exitCode)
        return known.first { cause in
            cause.signs.enumerated().allSatisfy { index, list in
                list.contains { (index == 0 ? words : context).contains($0.lowercased()) }
            }
                && (cause.exitCodes.isEmpty || codes.contains(where: cause.exitCodes.contains))
                && (cause.logSigns.isEmpty || cause.logSigns.contains { log.contains($0.lowercased()) })
        }
    }
}
