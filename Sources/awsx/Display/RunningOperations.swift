import Engine
import Synchronization

/// The operations in progress, for the message when the process exits at once.
final class RunningOperations: Sendable {
    private let steps = Mutex<[String: EngineEvent.Step]>([:])

    /// Updates the operations with an event.
    func receive(_ event: EngineEvent) {
        steps.withLock { steps in
            switch event {
            case .resourceStarted(let step) where !step.operation.isSame && !step.isComponent && !step.isInternal:
                steps[step.urn] = step
            case .resourceFinished(let step), .resourceFailed(let step): steps[step.urn] = nil
            default: break
            }
        }
    }

    /// The message when the process exits at once: the sorted operations and how to continue.
    var exitMessage: String {
        let steps = steps.withLock { Array($0.values) }.sorted { $0.urn < $1.urn }
        guard !steps.isEmpty else {
            return "Stopped. No operations were running; completed changes are saved.\n"
        }
        let lines = steps.map { step in
            let (type, name) = ResourceTree.typeAndName(of: step.urn)
            return "    \(step.operation.prefix) \(type) \(name) \(step.operation.progress)\n"
        }
        return "Stopped. Completed changes are saved; the outcome of these operations is unknown:\n" + lines.joined()
            + "The next `awsx up`, `refresh` or `destroy` lists them again and finds their outcome.\n"
    }
}
