@preconcurrency internal import Glibc

/// The environment variables of this process, as they are now.
public enum ProcessEnvironment {
    /// The values by name; entries without a `=` are left out, as `getenv` leaves them out.
    public static var variables: [String: String] { variables(in: entries) }

    /// The values by name; the first where a name comes twice.
    static func variables(in entries: [String]) -> [String: String] {
        let pairs = entries.compactMap { entry -> (String, String)? in
            let parts = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
        }
        return Dictionary(pairs) { first, _ in first }
    }

    /// The entries as a child process inherits them: `NAME=value`.
    public static var entries: [String] {
        var found: [String] = []
        var entry = environ
        while let variable = entry.pointee {
            found.append(String(cString: variable))
            entry += 1
        }
        return found
    }
}
