internal import PulumiProtocol

extension ProgramEvaluator {
    /// An asset or archive made of one text, with its content's hash.
    func asset(_ function: BuiltinFunction, _ value: PropertyValue, at range: TextRange) throws -> PropertyValue {
        guard case .string(let text) = value else {
            throw fault("Argument to \(function.rawValue) must be a string, got \(value.kindName)", at: range)
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

    /// An archive of assets and archives by their path.
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
                    "content at an address is not fetched, so that nobody notices when it changes",
                    file: file,
                    range: range,
                    hint: "use a file, or change the address with the content"
                )
            )
        }
        return hashed
    }
}

extension PropertyValue {
    /// Whether the value is an asset or archive whose content is not known.
    fileprivate var lacksHash: Bool {
        switch self {
        case .asset(let asset): asset.hash.isEmpty
        case .archive(let archive): archive.hash.isEmpty
        default: false
        }
    }
}
