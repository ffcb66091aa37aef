import AWSClient
import JSON
public import ProviderKit
public import PulumiProtocol
import RPC

extension AWSProvider {
    /// Runs, looks at or stops one-off tasks, or opens a shell in a running one.
    public func task(
        _ call: TaskCall,
        _ request: InvokeRequest,
        _ context: ProviderContext
    ) async throws -> InvokeResponse {
        let session = try configured()
        let arguments = request.args.plain
        do {
            return InvokeResponse(return: try await Self.answer(call, arguments, session))
        } catch let refusal as TaskRefusal {
            throw StatusError(.failedPrecondition, refusal.description)
        } catch let error where !(error is CancellationError) {
            throw OperationFailure(error).status(Self.doing(call, arguments))
        }
    }

    private static func answer(
        _ call: TaskCall,
        _ arguments: PropertyMap,
        _ session: AWSSession
    ) async throws -> PropertyMap {
        switch call {
        case .start:
            return try await TaskStart(request: TaskRequest(arguments), session: session).start()
        case .inspect:
            return ["tasks": .list(try await TaskSet(arguments).states(by: session).map(\.value))]
        case .stop:
            try await TaskSet(arguments).stop(because: arguments["reason"]?.string ?? "", by: session)
            return [:]
        case .openShell:
            return try await RemoteShell(arguments, session: session).open()
        }
    }

    /// The call as an error tells it.
    private static func doing(_ call: TaskCall, _ arguments: PropertyMap) -> String {
        let cluster = arguments["cluster"]?.string ?? "default"
        switch call {
        case .start: return "running \(arguments["taskDefinition"]?.string ?? "a task") on cluster \(cluster)"
        case .inspect: return "looking at the tasks on cluster \(cluster)"
        case .stop: return "stopping the tasks on cluster \(cluster)"
        case .openShell: return "opening a shell on cluster \(cluster)"
        }
    }
}
