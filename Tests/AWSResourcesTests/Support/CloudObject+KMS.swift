import JSON

@testable import AWSResources

extension CloudObject {
    /// A key is enabled and not rotated when it is made.
    static let kms: [String: Effect] = [
        "kms.CreateKey": { key, input in
            key.set(["Enabled": true, "KeyRotationEnabled": false])
            key.set(input)
            if let external = input["XksKeyId"] { key["XksKeyConfiguration"] = ["Id": external] }
        },
        "kms.EnableKey": { key, _ in key["Enabled"] = true },
        "kms.DisableKey": { key, _ in key["Enabled"] = false },
        "kms.EnableKeyRotation": { key, input in
            key.set(input)
            key["KeyRotationEnabled"] = true
        },
        "kms.DisableKeyRotation": { key, _ in key["KeyRotationEnabled"] = false },
    ]
}
