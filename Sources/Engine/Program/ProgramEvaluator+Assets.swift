internal import PulumiProtocol

extension ProgramEvaluator {
    /// Makes an asset or archive from text, with the hash of its content.
    func asset(_ function: BuiltinFunction, _ value: PropertyValue, at range: TextRange) throws -> PropertyValue {
        guard case .string(let text) = value else {
            throw fault("Argument to \(function.rawValue) must be a string, got \(value.kindInYAML)", at: range)
        }
        let unhashed: PropertyValue
        switch function {
        case .stringAsset: unhashed = .asset(Asset(.text(text)))
        case .fileAsset: unhashed = .asset(Asset(.path(text)))
        case .remoteAsset: unhashed = .asset(Asset(.uri(text)))
        case .fileArchive: unhashed = .archive(Archive(.path(text)))
        default: unhashed = .archive(Archive(.uri(text)))
        }
        return try hashed(unhashed, at: range)
    }

    /// Makes an archive of assets and archives by path.
    func archive(_ entries: [Expression.Entry], in expression: Expression) async throws -> PropertyValue {
        let members = try await evaluate(all: entries.map(\.value))
        return try await PropertyValue.mapKnown(members) { members in
            let pairs = zip(entries, members).map { ($0.key.literal ?? "", $1) }
            return try hashed(.archive(Archive(.members(PropertyMap(pairs)))), at: expression.range)
        }
    }

    private func hashed(_ value: PropertyValue, at range: TextRange) throws -> PropertyValue {
        let hashed: PropertyValue
        do {
            hashed = try AssetHash.hashed(value, in: context.workingFolder)
        } catch {
            throw fault("\(error.reason)", at: range)
        }
        if hashed.lacksHash {
            context.report(
                Diagnostic(
                    .warning,
                    "remote content is not fetched, so changes to it are not detected",
                    file: file,
                    range: range,
                    hint: "use a file, or change the URI with the content"
                )
            )
        }
        return hashed
    }
}

extension PropertyValue {
    /// Indicates an asset or archive without a hash, because its content is unknown.
    fileprivate var lacksHash: Bool {
        switch self {
        case .asset(let asset): asset.hash.isEmpty
        case .archive(let archive): archive.hash.isEmpty
        default: false
        }
    }
}
