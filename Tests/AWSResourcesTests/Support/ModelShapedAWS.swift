import JSON
import Synchronization

@testable import AWSClient

/// Answers calls as AWS's models shape them: with every member, with what was sent where the type's lookup shows the
/// object, and with the states at which waits end.
///
/// A text is made of its member's name, so that an id is the same wherever it is told.
final class ModelShapedAWS: Sendable {
    private let facts: FactsFile
    private let sent = Mutex<JSON.Object?>(nil)

    init(_ facts: FactsFile) { self.facts = facts }

    /// Answers a call; before the create nothing is there.
    func answer(_ operation: String, _ input: JSON.Object) throws -> JSON {
        let known = sent.withLock { sent -> JSON.Object? in
            guard var known = sent ?? (operation == facts.create ? [:] : nil) else { return nil }
            for member in input { known[member.key] = member.value }
            sent = known
            return known
        }
        guard let known else { return [:] }
        let model = try ModelStore.shared.model(AWSOperation(operation))
        let place = operation == facts.lookup.operation ? facts.lookup.place : nil
        let sample = Sample(model: model, states: facts.finalStates, place: place, sent: known)
        return model.output.map { sample.value($0, "", "", 0) } ?? [:]
    }
}

/// Makes an answer with every member of a shape.
private struct Sample {
    let model: OperationModel
    /// The states that the object has, by operation and place.
    let states: [String: String]
    /// The place of the object that the sent members describe.
    let place: String?
    let sent: JSON.Object

    /// Lists that are empty in an answer to a call without fault, and of things that no test sends.
    private static let empty: Set<String> = ["failures", "tags", "Tags", "TagSet", "TagDescriptions"]

    func value(_ index: Int, _ name: String, _ path: String, _ depth: Int) -> JSON {
        let shape = model.shapes[index]
        switch shape.kind {
        case .structure(let members):
            var object = JSON.Object()
            // A recursive shape is not filled for ever.
            guard depth < 10 else { return .object(object) }
            for member in members {
                let inner = path.isEmpty ? member.name : "\(path).\(member.name)"
                let echo = path == place ? sent[member.name] : nil
                object[member.name] = echo ?? value(member.shape, member.name, inner, depth + 1)
            }
            return .object(object)
        case .list(let member):
            return Self.empty.contains(name) ? [] : [value(member.shape, name, path, depth + 1)]
        case .map(_, let member):
            return Self.empty.contains(name) ? [:] : ["key": value(member.shape, name, path, depth + 1)]
        case .string: return .string(states["\(model.operation) \(path)"] ?? text(name))
        case .integer: return 7
        case .float: return 1.5
        case .boolean: return true
        case .blob: return "YWJj"
        case .timestamp: return "2024-05-06T07:08:09Z"
        case .document: return ["key": "value"]
        }
    }

    private func text(_ name: String) -> String {
        name.lowercased().hasSuffix("arn") ? "arn:aws:any:us-west-2:123456789012:kind/\(name)" : "\(name)-1"
    }
}
