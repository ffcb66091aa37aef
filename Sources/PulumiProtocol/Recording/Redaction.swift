import JSON

/// Secrets that messages hold outside properties, where nothing marks them.
enum Redaction {
    private static let hidden = JSON.string(PropertyValue.redacted)

    /// Fields that may hold secrets whatever else the message says: messages of functions in the program, as bytes.
    private static let alwaysHidden: [String: String] = [
        "pulumirpc.CallbackInvokeRequest": "request",
        "pulumirpc.CallbackInvokeResponse": "response",
    ]

    /// A message's fields with what is secret among configuration and callbacks hidden.
    static func redacted(_ object: JSON.Object, of message: String) -> JSON.Object {
        var object = object
        if let field = alwaysHidden[message], object[field] != nil { object[field] = hidden }
        if let config = object["config"]?.object, let keys = object["configSecretKeys"]?.array {
            let secretKeys = Set(keys.compactMap(\.string))
            object["config"] = .object(hide(config) { secretKeys.contains($0) })
        }
        if message == "pulumirpc.ConfigureRequest", let variables = object["variables"]?.object {
            // The same configuration twice: as text, and as properties, where secrets are marked.
            let args = object["args"]?.object
            object["variables"] = .object(hide(variables) { isSecret($0, among: args) })
        }
        return object
    }

    private static func hide(_ members: JSON.Object, where isSecret: (String) -> Bool) -> JSON.Object {
        JSON.Object(members.map { ($0.key, isSecret($0.key) ? hidden : $0.value) })
    }

    /// True if a key such as `aws:config:token` names a property that is secret, or is not there to tell.
    private static func isSecret(_ key: String, among properties: JSON.Object?) -> Bool {
        let name = key.split(separator: ":").last.map(String.init) ?? key
        guard let property = properties?[name] else { return true }
        return property.text().contains(Signature.secret)
    }
}
