/// A path into a resource, variable or configuration value, as in `${cluster.settings[0].name}`.
struct PropertyAccess: Hashable, Sendable {
    /// One step of a path.
    enum Accessor: Hashable, Sendable {
        /// `.name`
        case name(String)
        /// `["name"]`
        case key(String)
        /// `[0]`
        case index(Int)

        /// The name of an object's property, if the step names one.
        var property: String? {
            switch self {
            case .name(let name), .key(let name): name
            case .index: nil
            }
        }
    }

    /// The name at the start of the path.
    var root: String
    /// The steps from there.
    var accessors: [Accessor]
}

extension PropertyAccess: CustomStringConvertible {
    /// The path as one would write it.
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
