@preconcurrency import Glibc

/// The variables that this process was given.
enum Environment {
    /// All variables, as they are now.
    static var variables: [String: String] {
        var found: [String: String] = [:]
        for entry in entries {
            let parts = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            found[String(parts[0])] = parts.count == 2 ? String(parts[1]) : ""
        }
        return found
    }

    /// All variables, as `NAME=value`.
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
