/// What a resource of today was called before: its provider's own knowledge, apart from what a program says.
public enum OwnAlias: Hashable, Sendable {
    /// It had this type.
    case type(String)
    /// It had this name.
    case name(String)

    /// The former type, if that is what changed.
    var type: String? { if case .type(let type) = self { type } else { nil } }
    /// The former name, if that is what changed.
    var name: String? { if case .name(let name) = self { name } else { nil } }
}
