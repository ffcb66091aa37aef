import AWSClient
import JSON
import PulumiProtocol
import ResourceKit

/// A log group, or those of its streams to which one container writes.
struct LogSource: Hashable, Sendable {
    let group: String
    /// The region of the group; `nil` for the provider's.
    var region: String?
    /// The beginning of the names of the streams; `nil` for all streams.
    var prefix: String?
    /// The only stream; `nil` for all streams with the prefix.
    var stream: String?

    /// The most streams that AWS lists and searches in one call; the newest count.
    private static let streamLimit = 50

    /// The value that stands for the source in calls.
    var value: PropertyValue {
        var members: PropertyMap = ["group": .string(group)]
        members["region"] = region.map(PropertyValue.string)
        members["prefix"] = prefix.map(PropertyValue.string)
        members["stream"] = stream.map(PropertyValue.string)
        return .map(members)
    }

    init(group: String, region: String? = nil, prefix: String? = nil) {
        self.group = group
        self.region = region
        self.prefix = prefix
    }

    /// The source that a value stands for; `nil` if it stands for none.
    init?(_ value: PropertyValue?) {
        guard let members = value?.map, let group = members["group"]?.string else { return nil }
        self.init(group: group, region: members["region"]?.string, prefix: members["prefix"]?.string)
        stream = members["stream"]?.string
    }

    /// Returns the one stream to which the container writes in a task; `nil` if its streams have other names.
    func ofTask(_ arn: String) -> LogSource? {
        guard let prefix, let id = arn.split(separator: "/").last else { return nil }
        var source = self
        source.stream = prefix + id
        return source
    }

    /// Returns the sources of containers that write to CloudWatch Logs, as the `awslogs` driver of ECS names streams.
    ///
    /// - Parameter containers: The container definitions as ECS's API has them.
    /// - Returns: A source for each container that has a log group.
    static func sources(of containers: JSON?) -> [LogSource] {
        (containers?.array ?? []).compactMap { container in
            let options = container.at("logConfiguration.options")
            guard container.at("logConfiguration.logDriver")?.string == "awslogs",
                let group = options?["awslogs-group"]?.string
            else { return nil }
            let stream = options?["awslogs-stream-prefix"]?.string
            return LogSource(
                group: group,
                region: options?["awslogs-region"]?.string,
                prefix: stream.map { "\($0)/\(container["name"]?.string ?? "")/" }
            )
        }
    }

    /// Reads the events of the stream, or else of the newest ones, page by page until one has any.
    ///
    /// - Parameters:
    ///   - since: The time of the first event wanted, in milliseconds since 1970.
    ///   - caller: The connection to AWS.
    /// - Returns: The events, the oldest first, and whether they are all that there are.
    /// - Throws: ``AWSError``. A group or stream that does not exist yet has no events.
    func events(since: Int, by caller: any AWSCalling) async throws -> (events: [JSON], isComplete: Bool) {
        do {
            let streams = if let stream { [stream] } else { try await newestStreams(by: caller) }
            guard !streams.isEmpty else { return ([], true) }
            var input: JSON.Object = [
                "logGroupName": .string(group), "logStreamNames": JSON.Object.texts(streams),
                "startTime": .number(since),
            ]
            while true {
                let page = try await caller.send("logs.FilterLogEvents", input, region: region)
                let events = page.list(at: "events")
                guard let next = page["nextToken"] else { return (events, true) }
                if !events.isEmpty { return (events, false) }
                input["nextToken"] = next
            }
        } catch let error as AWSError where error.code == "ResourceNotFoundException" {
            return ([], true)
        }
    }

    /// Reads the end of one stream.
    ///
    /// - Parameters:
    ///   - stream: The stream's whole name.
    ///   - limit: The number of events.
    ///   - caller: The connection to AWS.
    /// - Returns: The messages, the oldest first. A stream that does not exist yet has none.
    /// - Throws: ``AWSError``.
    func lastEvents(of stream: String, limit: Int, by caller: any AWSCalling) async throws -> [String] {
        let input: JSON.Object = [
            "logGroupName": .string(group), "logStreamName": .string(stream), "limit": .number(limit),
            "startFromHead": false,
        ]
        do {
            return try await caller.send("logs.GetLogEvents", input, region: region).list(at: "events")
                .compactMap { $0["message"]?.string }
        } catch let error as AWSError where error.code == "ResourceNotFoundException" {
            return []
        }
    }

    private func newestStreams(by caller: any AWSCalling) async throws -> [String] {
        let input: JSON.Object = [
            "logGroupName": .string(group), "orderBy": "LastEventTime", "descending": true,
            "limit": .number(Self.streamLimit),
        ]
        let answer = try await caller.send("logs.DescribeLogStreams", input, region: region)
        let names = answer.list(at: "logStreams").compactMap { $0["logStreamName"]?.string }
        guard let prefix else { return names }
        return names.filter { $0.hasPrefix(prefix) }
    }
}

/// The search for the log sources of a resource.
struct LogQuery: Sendable {
    let session: AWSSession
    let id: String
    /// The resource's outputs, without marks of secrets.
    let outputs: PropertyMap
}
