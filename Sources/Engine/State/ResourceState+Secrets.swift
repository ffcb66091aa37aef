import PulumiProtocol

extension ResourceState {
    /// Marks outputs secret that the program says are, and those that repeat a secret input of the same name.
    mutating func markSecretOutputs() {
        guard !outputs.isEmpty else { return }
        for key in additionalSecretOutputs {
            if let value = outputs[key], !value.isSecret { outputs[key] = .secret(value) }
        }
        for input in inputs where input.value.isSecret {
            if let value = outputs[input.key], !value.isSecret { outputs[input.key] = .secret(value) }
        }
    }
}

extension PropertyValue {
    /// Whether the whole value is secret, and not just a part of it.
    fileprivate var isSecret: Bool {
        if case .secret = self { true } else { false }
    }
}
