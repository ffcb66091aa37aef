import PulumiProtocol

/// An observer of the resources that a program will register once their dependencies are done.
protocol RegistrationObserver: Sendable {
    /// Called when a resource of the stack waits for others, its children too, before it is registered.
    func willRegister(_ resource: (type: String, name: String), after others: [(type: String, name: String)])

    /// Called when all outputs of the stack are known, though other parts of the program may still be running.
    func didEvaluate(outputs: PropertyMap)
}
