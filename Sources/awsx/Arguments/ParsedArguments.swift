/// A parsed command line.
struct ParsedArguments: Sendable {
    /// The names that select the command, such as `["stack", "init"]`.
    var path: [String] = []
    var operands: [String] = []
    /// The number of operands before `--`; `nil` if there is no `--`.
    var operandsBeforeDashes: Int?
    private var values: [String: [String]] = [:]
    /// The flags on the command line, sorted by name.
    var given: [Flag] { flags.sorted { $0.name < $1.name } }
    private var flags: Set<Flag> = []

    /// Adds a value of a flag.
    mutating func add(_ value: String, for flag: Flag) {
        flags.insert(flag)
        values[flag.name, default: []].append(value)
    }

    /// Returns whether a switch is on.
    func has(_ name: String) -> Bool { values[name]?.last == "true" }

    /// Returns the flag's last value.
    func value(_ name: String) -> String? { values[name]?.last }

    /// Returns all values of a repeatable flag, which may contain commas.
    func list(_ name: String) -> [String] { values[name] ?? [] }

    /// Returns the flag's value as an integer of at least `minimum`, or `nil` if it is not set.
    ///
    /// - Throws: ``UsageError`` if the value is anything else.
    func number(_ name: String, atLeast minimum: Int = 1) throws(UsageError) -> Int? {
        guard let text = value(name) else { return nil }
        guard let number = Int(text), number >= minimum else {
            throw UsageError("--\(name) must be an integer of at least \(minimum), not \"\(text)\"")
        }
        return number
    }
}

/// An invalid command line.
struct UsageError: Error, CustomStringConvertible {
    /// The fault, with a suggestion.
    let description: String

    /// Creates an error.
    init(_ description: String) { self.description = description }
}
