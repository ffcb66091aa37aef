import JSON

/// A condition on an answer that means "there is no such thing".
struct AbsenceRule: Sendable {
    /// A path in the object, or in the whole answer.
    private let path: String
    private let isInAnswer: Bool
    /// The values that mean absence; without any, that nothing is at the path does.
    private let values: Set<String>
    /// `true` if any value at the path means absence.
    private let isMetByAny: Bool

    init(_ json: JSON) {
        isInAnswer = json["answer"] != nil
        path = (json["answer"] ?? json["path"])?.string ?? ""
        values = Set((json["is"]?.array ?? []).compactMap(\.string))
        isMetByAny = json["isPresent"]?.bool ?? false
    }

    /// Returns whether an object that was found counts as absent.
    func isMet(by found: FoundObject) -> Bool {
        let object = isInAnswer ? found.answer : found.object
        if isMetByAny { return !object.all(at: path).isEmpty }
        let texts = object.all(at: path).compactMap(\.string)
        return values.isEmpty ? (found.answer.at(path)?.array ?? []).isEmpty : texts.contains(where: values.contains)
    }
}
