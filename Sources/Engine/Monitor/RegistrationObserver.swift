import PulumiProtocol

/// Something that shows what a program will register, before it can.
protocol RegistrationObserver: Sendable {
    /// A resource of the stack itself will be registered when others are there.
    ///
    /// - Parameter others: What it waits for, children of the stack too.
    func willRegister(_ resource: (type: String, name: String), after others: [(type: String, name: String)])

    /// All outputs of the stack are known, though other parts of the program may still be running.
    func didEvaluate(outputs: PropertyMap)
}
