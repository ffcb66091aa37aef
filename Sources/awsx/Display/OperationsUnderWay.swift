import Engine
import Synchronization

/// What is being done at this moment, for who must name it although the displays have no time left.
final class OperationsUnderWay: Sendable {
    private let steps = Mutex<[String: EngineEvent.Step]>([:])

    /// Takes an event in.
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

    /// One line for each, sorted; and what becomes of them.
    var lastWords: String {
        let steps = steps.withLock { Array($0.values) }.sorted { $0.urn < $1.urn }
        guard !steps.isEmpty else {
            return "Stopped. Nothing was under way; what was done is saved.\n"
        }
        let lines = steps.map { step in
            let (type, name) = ResourceTree.typeAndName(of: step.urn)
            return "    \(step.operation.prefix) \(type) \(name) \(step.operation.progress)\n"
        }
        return "Stopped. What was done is saved; of these nobody knows yet how they ended:\n" + lines.joined()
            + "The next `awsx up`, `refresh` or `destroy` names them again and looks what became of them.\n"
    }
}
