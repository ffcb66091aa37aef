/// A command line, taken apart.
struct ParsedArguments: Sendable {
    /// The words that led to the command, such as `["stack", "init"]`.
    var path: [String] = []
    /// The positional arguments.
    var operands: [String] = []
    private var values: [String: [String]] = [:]
    /// The flags that were given, in the order of their names.
    var given: [Flag] { flags.sorted { $0.name < $1.name } }
    private var flags: Set<Flag> = []

    /// Records one more value of a flag.
    mutating func add(_ value: String, for flag: Flag) {
        flags.insert(flag)
        values[flag.name, default: []].append(value)
    }

    /// Whether a boolean flag is on.
    func has(_ name: String) -> Bool { values[name]?.last == "true" }

    /// The flag's last value.
    func value(_ name: String) -> String? { values[name]?.last }

    /// All values of a repeatable flag, those separated by commas apart.
    func list(_ name: String) -> [String] {
        (values[name] ?? []).flatMap { $0.split(separator: ",").map(String.init) }
    }

    /// All values of a repeatable flag, each whole, for values that may contain commas.
    func wholeList(_ name: String) -> [String] { values[name] ?? [] }

    /// The flag's value as a whole number of at least `minimum`.
    ///
    /// - Throws: ``UsageError`` if it is something else.
    func number(_ name: String, atLeast minimum: Int = 1) throws(UsageError) -> Int? {
        guard let text = value(name) else { return nil }
        guard let number = Int(text), number >= minimum else {
            throw UsageError("--\(name) takes a whole number of at least \(minimum), not \"\(text)\"")
        }
        return number
    }
}

/// The command line is wrong.
struct UsageError: Error, CustomStringConvertible {
    /// What is wrong, and what was probably meant.
    let description: String

    /// An error from its text.
    init(_ description: String) { self.description = description }
}
