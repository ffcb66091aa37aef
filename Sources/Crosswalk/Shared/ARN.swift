/// The name of an AWS resource: `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE`.
struct ARN: Equatable {
    let partition: String
    let service: String
    let region: String
    let account: String
    /// What stands before the id, such as `log-group`; `nil` if there is nothing.
    let resourceType: String?
    let resourceID: String

    /// The parts of an ARN; `nil` if the text is none.
    ///
    /// The resource is `TYPE:ID`, `TYPE/ID` or `ID`. AWS ends the ARN of a log group in `:*`, which is not part of it.
    init?(_ text: String) {
        let text = text.hasSuffix(":*") ? text.dropLast(2) : text[...]
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 6 || parts.count == 7, parts[0] == "arn" else { return nil }
        (partition, service, region, account) = (parts[1], parts[2], parts[3], parts[4])
        if parts.count == 7 {
            (resourceType, resourceID) = (parts[5], parts[6])
        } else if let slash = parts[5].firstIndex(of: "/") {
            resourceType = String(parts[5][..<slash])
            resourceID = String(parts[5][parts[5].index(after: slash)...])
        } else {
            (resourceType, resourceID) = (nil, parts[5])
        }
    }
}
