public import JSON

/// One entry of a stack's history: what was done, when, and how it ended.
public struct UpdateRecord: Hashable, Sendable {
    /// `update`, `refresh`, `destroy`, `import`, `resource-import` or `rename`.
    public var kind: String
    /// Seconds since 1970.
    public var startTime: Int
    /// What the person who did it said about it.
    public var message = ""
    /// Facts about where it was done, such as `exec.kind`.
    public var environment: [String: String] = [:]
    /// The configuration as it stands in the settings, encrypted.
    public var configuration: JSON = [:]
    /// Whether it succeeded.
    public var hasSucceeded = true
    /// Seconds since 1970.
    public var endTime: Int
    /// How many resources each operation was done to.
    public var resourceChanges: [String: Int] = [:]

    /// An entry that began and ended at these seconds since 1970.
    public init(kind: String, startTime: Int, endTime: Int) {
        self.kind = kind
        self.startTime = startTime
        self.endTime = endTime
    }
}

extension UpdateRecord {
    /// The entry as its file holds it.
    public var json: JSON {
        var object: JSON.Object = [
            "kind": .string(kind), "startTime": .number(startTime), "message": .string(message),
            "environment": .object(JSON.Object(environment.map { ($0.key, .string($0.value)) }).sorted()),
            "config": configuration, "version": 0, "result": hasSucceeded ? "succeeded" : "failed",
            "endTime": .number(endTime),
        ]
        if !resourceChanges.isEmpty {
            let changes = resourceChanges.map { ($0.key, JSON.number($0.value)) }
            object["resourceChanges"] = .object(JSON.Object(changes).sorted())
        }
        return .object(object)
    }

    /// An entry from what its file holds; `nil` if it is no entry.
    public init?(_ json: JSON) {
        guard let kind = json["kind"]?.string else { return nil }
        self.init(kind: kind, startTime: json["startTime"]?.int ?? 0, endTime: json["endTime"]?.int ?? 0)
        message = json["message"]?.string ?? ""
        for member in json["environment"]?.object ?? [:] { environment[member.key] = member.value.string }
        configuration = json["config"] ?? [:]
        hasSucceeded = json["result"]?.string == "succeeded"
        for member in json["resourceChanges"]?.object ?? [:] { resourceChanges[member.key] = member.value.int }
    }
}
