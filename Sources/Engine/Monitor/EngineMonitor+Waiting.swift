import PulumiProtocol
import Synchronization

extension EngineMonitor: RegistrationObserver {
    func willRegister(_ resource: (type: String, name: String), after others: [(type: String, name: String)]) {
        let root = rootURN
        run.emit(
            .resourceWaiting(
                urn: run.identity.urn(parent: root, type: resource.type, name: resource.name),
                type: resource.type,
                parent: root,
                for: others.map { run.identity.urn(parent: root, type: $0.type, name: $0.name) }
            )
        )
    }

    func didEvaluate(outputs: PropertyMap) {
        run.state.withLock { state in
            if !state.isStopping { state.outputs = outputs }
        }
    }
}
