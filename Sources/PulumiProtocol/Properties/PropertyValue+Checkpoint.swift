public import JSON

// Properties as they stand in a checkpoint: like their JSON in messages, but secrets are encrypted.

extension PropertyMap {
    /// Returns the properties as they stand in a checkpoint.
    ///
    /// A checkpoint keeps of an output value the value, and whether it is secret; the rest is left out.
    ///
    /// - Parameter encrypting: Gives the ciphertext for a secret's JSON text.
    /// - Returns: A JSON object.
    /// - Throws: ``CodecError`` for what JSON cannot hold, and what `encrypting` throws.
    public func checkpointJSON(encrypting: (_ plaintext: String) throws -> String) throws -> JSON {
        let hasNone = !contains { $0.value.contains(where: \.isSealed) }
        return try (hasNone ? self : mapValues { try $0.sealed(encrypting, 0) }).json()
    }

    /// The properties that stand so in a checkpoint.
    ///
    /// - Parameters:
    ///   - checkpointJSON: The JSON object of the checkpoint.
    ///   - decrypting: Gives a secret's JSON text for its ciphertext.
    /// - Throws: ``CodecError`` if the JSON is no object of properties, and what `decrypting` throws.
    public init(checkpointJSON: JSON, decrypting: (_ ciphertext: String) throws -> String) throws {
        guard case .object(let object) = checkpointJSON else {
            throw CodecError.invalidValue(property: "", reason: "is not an object of properties")
        }
        var opened = JSON.Object()
        opened.reserveCapacity(object.count)
        for member in object {
            opened[member.key] = try member.value.opened(decrypting, 0)
        }
        try self.init(json: .object(opened))
    }
}

extension PropertyValue {
    /// Returns the value as it stands in a checkpoint.
    ///
    /// - Parameter encrypting: Gives the ciphertext for a secret's JSON text.
    /// - Returns: The JSON value.
    /// - Throws: ``CodecError`` for what JSON cannot hold, and what `encrypting` throws.
    public func checkpointJSON(encrypting: (_ plaintext: String) throws -> String) throws -> JSON {
        try sealed(encrypting, 0).json()
    }

    /// The value that stands so in a checkpoint.
    ///
    /// - Parameters:
    ///   - checkpointJSON: The JSON value of the checkpoint.
    ///   - decrypting: Gives a secret's JSON text for its ciphertext.
    /// - Throws: ``CodecError`` if the JSON stands for no value, and what `decrypting` throws.
    public init(checkpointJSON: JSON, decrypting: (_ ciphertext: String) throws -> String) throws {
        try self.init(json: checkpointJSON.opened(decrypting, 0))
    }

    /// True if a checkpoint writes this value otherwise than a message does.
    fileprivate var isSealed: Bool {
        switch self {
        case .secret, .output, .resource: true
        default: false
        }
    }

    /// This value with secrets as plain objects that hold their ciphertext, and outputs as what they are of.
    fileprivate func sealed(_ encrypt: (String) throws -> String, _ depth: Int) throws -> PropertyValue {
        guard depth < WireScanner.depthLimit else {
            throw CodecError.tooDeep(property: "", limit: WireScanner.depthLimit)
        }
        switch self {
        case .secret(let inner):
            // The outer ciphertext covers the secrets inside, which keep their mark and stand as they are.
            let text = try inner.sealed({ $0 }, depth + 1).json().text(.escapingHTML)
            return .map(Self.signed(Signature.secret, ["ciphertext": .string(try encrypt(text))]))
        case .output(let output):
            guard let value = output.value else { return .unknown }
            if output.isSecret, case .secret = value { return try value.sealed(encrypt, depth + 1) }
            return try (output.isSecret ? .secret(value) : value).sealed(encrypt, depth + 1)
        case .list(let elements):
            return .list(try elements.map { try $0.sealed(encrypt, depth + 1) })
        case .map(let map):
            return .map(try map.mapValues { try $0.sealed(encrypt, depth + 1) })
        case .resource(let reference):
            // A checkpoint names the version even where there is none.
            var fields = signedObject ?? [:]
            fields["packageVersion"] = .string(reference.packageVersion)
            return .map(fields)
        default:
            return self
        }
    }
}

extension JSON {
    /// This value with the ciphertext or plaintext of secrets replaced by their value, as messages have it.
    fileprivate func opened(_ decrypt: (String) throws -> String, _ depth: Int) throws -> JSON {
        guard depth < WireScanner.depthLimit else {
            throw CodecError.tooDeep(property: "", limit: WireScanner.depthLimit)
        }
        switch self {
        case .array(let elements):
            return .array(try elements.map { try $0.opened(decrypt, depth + 1) })
        case .object(let object) where object[Signature.key]?.string == Signature.secret:
            guard let text = try object.secretText(decrypt) else { return self }
            // What is inside was not encrypted once more.
            let value = try JSON(parsing: text).opened({ $0 }, depth + 1)
            return .object([Signature.key: .string(Signature.secret), "value": value])
        case .object(let object):
            var opened = JSON.Object()
            opened.reserveCapacity(object.count)
            for member in object {
                opened[member.key] = try member.value.opened(decrypt, depth + 1)
            }
            return .object(opened)
        default:
            return self
        }
    }
}

extension JSON.Object {
    /// The JSON text of a secret: decrypted, or in the clear in a checkpoint that was exported so.
    fileprivate func secretText(_ decrypt: (String) throws -> String) throws -> String? {
        switch (self["ciphertext"]?.string, self["plaintext"]?.string) {
        case (.some, .some): throw CodecError.signature("is a secret with a ciphertext and a plaintext")
        case (let ciphertext?, nil): return try decrypt(ciphertext)
        case (nil, let plaintext): return plaintext
        }
    }
}
