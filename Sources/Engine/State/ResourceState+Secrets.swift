import PulumiProtocol

extension ResourceState {
    /// Marks outputs as secret: those that the program declares, and those with the name of a secret input.
    mutating func markSecretOutputs() {
        guard !outputs.isEmpty else { return }
        for key in options.additionalSecretOutputs {
            if let value = outputs[key], !value.isSecret { outputs[key] = .secret(value) }
        }
        for input in inputs where input.value.isSecret {
            if let value = outputs[input.key], !value.isSecret { outputs[input.key] = .secret(value) }
        }
    }
}

extension PropertyValue {
    /// Indicates that the value itself is secret, and not only a part of it.
    fileprivate var isSecret: Bool {
        if case .secret = self { true } else { false }
    }
}
