/// A path into a resource, variable or configuration value, as in `${cluster.settings[0].name}`.
struct PropertyAccess: Hashable, Sendable {
    /// A step of a path.
    enum Accessor: Hashable, Sendable {
        /// A property `.name`.
        case name(String)
        /// A property `["name"]`.
        case key(String)
        /// An element `[0]`.
        case index(Int)

        /// The property that the step names; `nil` for an element.
        var property: String? {
            switch self {
            case .name(let name), .key(let name): name
            case .index: nil
            }
        }
    }

    /// The first name of the path.
    var root: String
    /// The steps after the first name.
    var accessors: [Accessor]
}

extension PropertyAccess: CustomStringConvertible {
    /// The path as written in programs.
    var description: String {
        accessors.reduce(into: root) { text, accessor in
            switch accessor {
            case .name(let name): text += ".\(name)"
            case .key(let key): text += "[\"\(key)\"]"
            case .index(let index): text += "[\(index)]"
            }
        }
    }
}
