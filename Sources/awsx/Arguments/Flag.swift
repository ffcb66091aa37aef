/// An option of a command, declared once: parsing and help derive from it.
struct Flag: Sendable, Hashable {
    /// What follows the flag on the command line.
    enum Kind: Sendable, Hashable {
        /// Nothing, or `=true` / `=false`.
        case boolean
        /// A value; given twice, the last one counts.
        case value(placeholder: String)
        /// A value; may be given several times, each holding one or more parts separated by commas.
        case list(placeholder: String)
    }

    /// The long name, without dashes.
    let name: String
    /// The one-letter form, if there is one.
    let short: Character?
    /// What follows it.
    let kind: Kind
    /// One line of help; empty for a flag that is accepted for compatibility and changes nothing.
    let help: String

    /// A flag without a value.
    static func boolean(_ name: String, short: Character? = nil, _ help: String) -> Flag {
        Flag(name: name, short: short, kind: .boolean, help: help)
    }

    /// A flag with one value.
    static func value(_ name: String, short: Character? = nil, _ placeholder: String, _ help: String) -> Flag {
        Flag(name: name, short: short, kind: .value(placeholder: placeholder), help: help)
    }

    /// A flag that may be repeated.
    static func list(_ name: String, short: Character? = nil, _ placeholder: String, _ help: String) -> Flag {
        Flag(name: name, short: short, kind: .list(placeholder: placeholder), help: help)
    }

    /// How the flag is written, such as `-s, --stack NAME`.
    var spelling: String {
        let long = "--\(name)"
        let names = short.map { "-\($0), \(long)" } ?? "    \(long)"
        switch kind {
        case .boolean: return names
        case .value(let placeholder), .list(let placeholder): return "\(names) \(placeholder)"
        }
    }
}
