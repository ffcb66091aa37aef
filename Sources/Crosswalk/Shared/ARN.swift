/// The name of an AWS resource: `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE`.
struct ARN: Equatable {
    let partition: String
    let service: String
    let region: String
    let account: String
    /// The type before the id, such as `log-group`; `nil` if there is none.
    let resourceType: String?
    /// The id of the resource.
    let resourceID: String

    /// The parts of an ARN; `nil` if the text is not an ARN.
    ///
    /// The resource is `TYPE:ID`, `TYPE/ID` or `ID`. A `:*` at the end, as in ARNs of log groups, is dropped.
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
