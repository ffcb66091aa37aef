@preconcurrency import Glibc

/// The environment variables of this process.
enum Environment {
    /// All variables by name.
    static var variables: [String: String] {
        var found: [String: String] = [:]
        for entry in entries {
            let parts = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            found[String(parts[0])] = parts.count == 2 ? String(parts[1]) : ""
        }
        return found
    }

    /// All variables in the form `NAME=value`.
    static var entries: [String] {
        var found: [String] = []
        var entry = environ
        while let variable = entry.pointee {
            found.append(String(cString: variable))
            entry += 1
        }
        return found
    }
}
