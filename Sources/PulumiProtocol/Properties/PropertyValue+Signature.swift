// How kinds of property that JSON lacks stand as objects: one place for the wire, the checkpoint and recordings.

extension PropertyValue {
    /// The object that stands for this value on the wire; `nil` for kinds that need none.
    var signedObject: PropertyMap? {
        switch self {
        case .secret(let value): Self.signed(Signature.secret, ["value": value])
        case .asset(let asset): asset.signedObject
        case .archive(let archive): archive.signedObject
        case .resource(let reference): reference.signedObject
        case .output(let output): output.signedObject
        case .number(let number) where !number.isFinite:
            Self.signed(Signature.number, ["value": .string(String(number.bitPattern, radix: 16))])
        default: nil
        }
    }

    /// The value that an object with a signature stands for.
    ///
    /// - Parameter fields: The object's members, the signature among them.
    /// - Throws: ``CodecError/invalidValue(property:reason:)`` if there is no such signature, or a member is missing or
    ///   of the wrong kind.
    init(signed fields: PropertyMap) throws(CodecError) {
        switch fields[Signature.key]?.string {
        case Signature.secret?:
            guard let value = fields["value"] else { throw .signature("is a secret without a value") }
            self = .secret(value)
        case Signature.asset?: self = .asset(try Asset(signed: fields))
        case Signature.archive?: self = .archive(try Archive(signed: fields))
        case Signature.resource?: self = .resource(try ResourceReference(signed: fields))
        case Signature.output?: self = .output(try Output(signed: fields))
        case Signature.number?:
            guard let bits = try fields.text("value").flatMap({ UInt64($0, radix: 16) }) else {
                throw .signature("is a number without its bits in hexadecimal")
            }
            self = .number(Double(bitPattern: bits))
        case let signature?: throw .signature("has the unknown signature \"\(signature)\"")
        case nil: throw .signature("has a signature that is not text")
        }
    }

    static func signed(_ signature: String, _ fields: PropertyMap) -> PropertyMap {
        var fields = fields
        fields[Signature.key] = .string(signature)
        return fields
    }
}

extension CodecError {
    static func signature(_ reason: String) -> CodecError { .invalidValue(property: "", reason: reason) }
}

extension PropertyMap {
    /// The text of a member that may be missing.
    ///
    /// - Throws: ``CodecError/invalidValue(property:reason:)`` if it is there and not text.
    func text(_ key: String) throws(CodecError) -> String? {
        guard let value = self[key], !value.isNull else { return nil }
        guard let text = value.string else { throw .invalidValue(property: key, reason: "is not text") }
        return text
    }
}

extension Asset {
    fileprivate var signedObject: PropertyMap {
        let (key, text) =
            switch source {
            case .text(let text): ("text", text)
            case .path(let path): ("path", path)
            case .uri(let uri): ("uri", uri)
            }
        // An empty text is told by its hash alone.
        var fields: PropertyMap = text.isEmpty ? [:] : [key: .string(text)]
        if !hash.isEmpty { fields["hash"] = .string(hash) }
        return PropertyValue.signed(Signature.asset, fields)
    }

    fileprivate init(signed fields: PropertyMap) throws(CodecError) {
        let path = try fields.text("path") ?? ""
        let uri = try fields.text("uri") ?? ""
        // Some write all three, and the unused ones as empty text.
        let text = try fields.text("text") ?? ""
        let source: Source =
            if !text.isEmpty { .text(text) } else if !path.isEmpty { .path(path) } else if !uri.isEmpty {
                .uri(uri)
            } else {
                .text("")
            }
        self.init(source, hash: try fields.text("hash") ?? "")
    }
}

extension Archive {
    fileprivate var signedObject: PropertyMap {
        var fields: PropertyMap =
            switch source {
            case .members(let members): ["assets": .map(members)]
            case .path(let path): ["path": .string(path)]
            case .uri(let uri): ["uri": .string(uri)]
            }
        if !hash.isEmpty { fields["hash"] = .string(hash) }
        return PropertyValue.signed(Signature.archive, fields)
    }

    fileprivate init(signed fields: PropertyMap) throws(CodecError) {
        let hash = try fields.text("hash") ?? ""
        if let path = try fields.text("path"), !path.isEmpty {
            self.init(.path(path), hash: hash)
        } else if let uri = try fields.text("uri"), !uri.isEmpty {
            self.init(.uri(uri), hash: hash)
        } else {
            self.init(.members(try Self.members(fields["assets"])), hash: hash)
        }
    }

    private static func members(_ value: PropertyValue?) throws(CodecError) -> PropertyMap {
        guard let value, !value.isNull else { return [:] }
        guard let members = value.map else { throw .invalidValue(property: "assets", reason: "is not an object") }
        for member in members {
            switch member.value {
            case .asset, .archive: continue
            default:
                throw .invalidValue(property: "assets.\(member.key)", reason: "is neither an asset nor an archive")
            }
        }
        return members
    }
}

extension ResourceReference {
    fileprivate var signedObject: PropertyMap {
        var fields: PropertyMap = ["urn": .string(urn)]
        if let id {
            // Pulumi writes an id that is not known yet as empty text.
            fields["id"] = id == .unknown ? "" : id
        }
        if !packageVersion.isEmpty { fields["packageVersion"] = .string(packageVersion) }
        return PropertyValue.signed(Signature.resource, fields)
    }

    fileprivate init(signed fields: PropertyMap) throws(CodecError) {
        guard let urn = try fields.text("urn") else { throw .signature("is a resource reference without a URN") }
        var id = fields["id"]
        if let wrapped = id?.map {
            // Some engines of Pulumi wrote ids as `{"V": …}`, and an object in it for one that is not known yet.
            id = wrapped["V"].flatMap { $0.map == nil ? $0 : .unknown }
        }
        if id == "" { id = .unknown }
        switch id {
        case nil, .string?, .unknown?: break
        case .null?: id = nil
        default: throw .invalidValue(property: "id", reason: "is not text")
        }
        self.init(urn: urn, id: id, packageVersion: try fields.text("packageVersion") ?? "")
    }
}

extension Output where Value == PropertyValue {
    fileprivate var signedObject: PropertyMap {
        var fields: PropertyMap = [:]
        if let value { fields["value"] = value }
        if isSecret { fields["secret"] = true }
        if !dependencies.isEmpty { fields["dependencies"] = .list(dependencies.map { .string($0) }) }
        return PropertyValue.signed(Signature.output, fields)
    }

    fileprivate init(signed fields: PropertyMap) throws(CodecError) {
        var isSecret = false
        if let field = fields["secret"], !field.isNull {
            guard let bool = field.bool else { throw .invalidValue(property: "secret", reason: "is not a boolean") }
            isSecret = bool
        }
        var dependencies: [String] = []
        if let field = fields["dependencies"], !field.isNull {
            for dependency in field.list ?? [.null] {
                guard let urn = dependency.string else {
                    throw .invalidValue(property: "dependencies", reason: "is not a list of URNs")
                }
                dependencies.append(urn)
            }
        }
        var value = fields["value"]
        if value == .unknown { value = .none }
        self.init(value, isSecret: isSecret, dependencies: dependencies)
    }
}
