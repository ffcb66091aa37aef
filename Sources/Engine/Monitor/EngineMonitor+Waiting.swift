import PulumiProtocol

extension EngineMonitor: RegistrationObserver {
    func willRegister(_ resource: (type: String, name: String), after others: [(type: String, name: String)]) {
        let root = rootURN
        run.log.emit(
            .resourceWaiting(
                urn: run.identity.urn(parent: root, type: resource.type, name: resource.name),
                type: resource.type,
                parent: root,
                for: others.map { run.identity.urn(parent: root, type: $0.type, name: $0.name) }
            )
        )
    }

    func didEvaluate(outputs: PropertyMap) {
        run.root.didEvaluate(outputs: outputs)
    }
}
