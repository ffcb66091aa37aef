/// The challenge of a registry that wants to know who asks (RFC 9110, section 11.3).
struct RegistryChallenge {
    /// The parameters by name, such as `realm` and `service`.
    let parameters: [String: String]

    /// Reads the value of `WWW-Authenticate`.
    init(_ header: String) {
        var parameters: [String: String] = [:]
        var rest = header.drop { !$0.isWhitespace }
        while let equals = rest.firstIndex(of: "=") {
            let name = rest[..<equals].trimmingSpaces.lowercased()
            rest = rest[equals...].dropFirst()
            let isQuoted = rest.first == "\""
            if isQuoted { rest = rest.dropFirst() }
            let value = rest.prefix { isQuoted ? $0 != "\"" : $0 != "," }
            parameters[name] = String(value)
            rest = rest[value.endIndex...].drop { $0 == "\"" || $0 == "," || $0.isWhitespace }
        }
        self.parameters = parameters
    }

    /// Returns the parts of an address; `nil` if it is none.
    static func split(_ address: String) -> (scheme: String, authority: String, path: String)? {
        guard let mark = address.firstRange(of: "://") else { return nil }
        let rest = address[mark.upperBound...]
        let authority = rest.prefix { $0 != "/" }
        guard !authority.isEmpty else { return nil }
        let path = rest[authority.endIndex...]
        return (String(address[..<mark.lowerBound]), String(authority), path.isEmpty ? "/" : String(path))
    }
}
