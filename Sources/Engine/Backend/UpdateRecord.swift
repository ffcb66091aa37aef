public import JSON

/// An entry in a stack's history: the kind, time and result of an update.
public struct UpdateRecord: Hashable, Sendable {
    /// The kind: `update`, `refresh`, `destroy`, `import`, `resource-import` or `rename`.
    public var kind: String
    /// The start time, in seconds since 1970.
    public var startTime: Int
    /// The message that the user gave.
    public var message = ""
    /// Metadata about the environment of the run, such as `exec.kind`.
    public var environment: [String: String] = [:]
    /// The configuration as in the settings file, encrypted.
    public var configuration: JSON = [:]
    /// The number of the deployment, for backends that count them.
    public var version = 0
    /// The result: `succeeded`, `failed` or `in-progress`.
    public var result = "succeeded"
    /// The end time, in seconds since 1970.
    public var endTime: Int
    /// The number of resources for each operation.
    public var resourceChanges: [String: Int] = [:]

    /// Creates an entry with these times, in seconds since 1970.
    public init(kind: String, startTime: Int, endTime: Int) {
        self.kind = kind
        self.startTime = startTime
        self.endTime = endTime
    }
}

extension UpdateRecord {
    /// Indicates success.
    public var hasSucceeded: Bool {
        get { result == "succeeded" }
        set { result = newValue ? "succeeded" : "failed" }
    }

    /// The entry as stored in its file.
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

    /// Reads an entry from its file's JSON; `nil` if it is malformed.
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
