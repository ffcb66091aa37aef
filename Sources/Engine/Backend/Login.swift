internal import Glibc
internal import JSON

/// The backend that a user selected for all projects, stored in `credentials.json` in Pulumi's home folder.
public struct Login: Sendable {
    private let path: String

    /// Creates the login of the user with this environment.
    public init(environment: [String: String]) {
        path = BackendLocation.pulumiHome(environment) + "/credentials.json"
    }

    /// The selected URL; `nil` if there is none.
    public var url: String? {
        guard let bytes = try? TextFile.bytes(of: path), let json = try? JSON(parsing: bytes) else { return nil }
        return json["current"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Selects a backend.
    ///
    /// - Throws: ``StateError`` if the file is damaged or cannot be written.
    public func choose(_ url: String) throws(StateError) {
        var settings = try read()
        var tokens = settings["accessTokens"]?.object ?? [:]
        var accounts = settings["accounts"]?.object ?? [:]
        if tokens[url] == nil { tokens[url] = "" }
        if accounts[url] == nil { accounts[url] = ["lastValidatedAt": "0001-01-01T00:00:00Z"] }
        settings["current"] = .string(url)
        settings["accessTokens"] = .object(tokens.sorted())
        settings["accounts"] = .object(accounts.sorted())
        try write(settings)
    }

    /// Removes the selection of a backend.
    ///
    /// - Throws: ``StateError`` if the file is damaged or cannot be written.
    public func forget(_ url: String) throws(StateError) {
        var settings = try read()
        for list in ["accessTokens", "accounts"] {
            guard var members = settings[list]?.object else { continue }
            members[url] = nil
            settings[list] = .object(members)
        }
        if settings["current"]?.string == url { settings["current"] = "" }
        try write(settings)
    }

    private func read() throws(StateError) -> JSON.Object {
        guard FilePath.isFile(path) else { return [:] }
        guard let bytes = try? TextFile.bytes(of: path), let json = try? JSON(parsing: bytes), let object = json.object
        else {
            throw StateError(.damaged, "\(path) cannot be read", remedy: "delete it, and log in again")
        }
        return object
    }

    private func write(_ settings: JSON.Object) throws(StateError) {
        // The file may hold access tokens of other backends.
        try AtomicFile.write(path, JSON.object(settings).bytes([.escapingHTML, .indented]), mode: 0o600)
    }
}
