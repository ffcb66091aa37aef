import JSON

/// The name that a resource shall have belongs to one that exists and is not ours.
struct NameTaken: Error, CustomStringConvertible {
    let kind: String
    let name: String
    let arn: String?

    var description: String {
        """
        a \(kind) named "\(name)" already exists\(arn.map { " (\($0))" } ?? ""): choose another name, or import it.
        """
    }
}

/// AWS's answer lacks what it promises.
struct IncompleteAnswer: Error, CustomStringConvertible {
    let operation: String
    let path: String

    var description: String { "\(operation) succeeded, but its answer has no \(path)." }
}

extension String {
    /// The text without a beginning, if it has that.
    func without(_ prefix: String) -> String { hasPrefix(prefix) ? String(dropFirst(prefix.count)) : self }
}

extension JSON {
    /// The identifier at a path of an answer.
    ///
    /// - Throws: ``IncompleteAnswer`` if there is none.
    func identifier(_ path: String, of operation: String) throws -> String {
        guard let id = text(at: path), !id.isEmpty else { throw IncompleteAnswer(operation: operation, path: path) }
        return id
    }
}
