/// A flag of a command, from which parsing and help derive.
struct Flag: Sendable, Hashable {
    /// The kind of value that a flag takes.
    enum Kind: Sendable, Hashable {
        /// A switch, optionally with `=true` or `=false`.
        case boolean
        /// A value; if the flag is repeated, the last one counts.
        case value(placeholder: String)
        /// A value of a flag that may be repeated.
        case list(placeholder: String)
    }

    /// The long name, without dashes.
    let name: String
    /// The one-letter name, if there is one.
    var short: Character?
    let kind: Kind
    /// The help text in one line; empty for a flag that is accepted without effect.
    let help: String
    /// The only permitted values; empty if the value is free.
    var choices: [String] = []

    /// Creates a switch.
    static func boolean(_ name: String, short: Character? = nil, _ help: String) -> Flag {
        Flag(name: name, short: short, kind: .boolean, help: help)
    }

    /// Creates a flag with one value.
    static func value(_ name: String, short: Character? = nil, _ placeholder: String, _ help: String) -> Flag {
        Flag(name: name, short: short, kind: .value(placeholder: placeholder), help: help)
    }

    /// Creates a flag with one of these values.
    static func choice(_ name: String, _ placeholder: String, of choices: [String], _ help: String) -> Flag {
        let list = choices.dropLast().joined(separator: ", ") + " or " + (choices.last ?? "")
        var flag = value(name, placeholder, "\(help): \(list)")
        flag.choices = choices
        return flag
    }

    /// Creates a flag that may be repeated.
    static func list(_ name: String, short: Character? = nil, _ placeholder: String, _ help: String) -> Flag {
        Flag(name: name, short: short, kind: .list(placeholder: placeholder), help: help)
    }

    /// The flag in help texts, such as `-s, --stack NAME`.
    var spelling: String {
        let long = "--\(name)"
        let names = short.map { "-\($0), \(long)" } ?? "    \(long)"
        switch kind {
        case .boolean: return names
        case .value(let placeholder), .list(let placeholder): return "\(names) \(placeholder)"
        }
    }
}
