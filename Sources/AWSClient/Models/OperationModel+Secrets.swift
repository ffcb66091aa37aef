import JSON

extension OperationModel {
    /// The length in bytes from which a secret is told: the removal of shorter ones would only mangle a message.
    private static let shortestSecret = 4

    /// The texts in an input that the model calls sensitive.
    func secrets(in input: JSON.Object) -> [String] {
        guard let root = self.input else { return [] }
        return secrets(.object(input), shapes[root], isSensitive: false)
    }

    private func secrets(_ value: JSON, _ shape: Shape, isSensitive: Bool) -> [String] {
        let isSensitive = isSensitive || shape.isSensitive
        switch (shape.kind, value) {
        case (.structure(let members), .object(let object)):
            return members.flatMap { member in
                object[member.name].map { secrets($0, shapes[member.shape], isSensitive: isSensitive) } ?? []
            }
        case (.list(let member), .array(let elements)):
            return elements.flatMap { secrets($0, shapes[member.shape], isSensitive: isSensitive) }
        case (.map(_, let member), .object(let object)):
            return object.flatMap { secrets($0.value, shapes[member.shape], isSensitive: isSensitive) }
        case (_, .string(let text)):
            return isSensitive && text.utf8.count >= Self.shortestSecret ? [text] : []
        default:
            return []
        }
    }
}
