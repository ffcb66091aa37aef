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
    /// The number of the deployment, of backends that count them.
    public var version = 0
    /// How it ended: `succeeded`, `failed` or `in-progress`.
    public var result = "succeeded"
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
    /// Whether it succeeded.
    public var hasSucceeded: Bool {
        get { result == "succeeded" }
        set { result = newValue ? "succeeded" : "failed" }
    }

    /// The entry as its file holds it.
    public var json: JSON {
        var object: JSON.Object = [
            "kind": .string(kind), "startTime": .number(startTime), "message": .string(message),
            "environment": .object(JSON.Object(environment.map { ($0.key, .string($0.value)) }).sorted()),
            "config": configuration, "version": .number(version), "result": .string(result),
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
        version = json["version"]?.int ?? 0
        result = json["result"]?.string ?? ""
        for member in json["resourceChanges"]?.object ?? [:] { resourceChanges[member.key] = member.value.int }
    }
}
