import JSON
public import ProviderKit
public import PulumiProtocol
import RPC

extension AWSProvider {
    /// Lists the log groups to which a resource writes.
    public func logSources(_ request: ReadRequest, _ context: ProviderContext) async throws -> InvokeResponse {
        guard let find = AWSSchema.shared.resource(request.type).flatMap(ResourceDescriptor.of)?.logSources else {
            return InvokeResponse(return: [ResourceLogs.sourcesKey: []])
        }
        let query = LogQuery(session: try configured(), id: request.id, outputs: request.properties.plain)
        do {
            let sources = try await find(query)
            return InvokeResponse(return: [ResourceLogs.sourcesKey: .list(sources.map(\.value))])
        } catch let error where !(error is CancellationError) {
            throw StatusError(.unknown, "finding the logs of \(request.urn): \(error)")
        }
    }

    /// Reads the events of a log group from a time on.
    public func logEvents(_ request: InvokeRequest, _ context: ProviderContext) async throws -> InvokeResponse {
        guard let source = LogSource(request.args[ResourceLogs.sourceKey]) else {
            throw StatusError(.invalidArgument, "the request names no source of log events")
        }
        let since = Int(request.args[ResourceLogs.sinceKey]?.number ?? 0)
        do {
            let found = try await source.events(since: since, by: try configured().caller)
            return InvokeResponse(return: [
                ResourceLogs.eventsKey: .list(found.events.map(Self.event)),
                ResourceLogs.isCompleteKey: .bool(found.isComplete),
            ])
        } catch let error where !(error is CancellationError) {
            throw StatusError(.unknown, "reading the log group \(source.group): \(error)")
        }
    }

    private static func event(_ event: JSON) -> PropertyValue {
        .map([
            "id": .string(event["eventId"]?.string ?? ""),
            "time": .number(event["timestamp"]?.double ?? 0),
            "stream": .string(event["logStreamName"]?.string ?? ""),
            "message": .string(event["message"]?.string ?? ""),
        ])
    }
}
