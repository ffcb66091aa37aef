internal import JSON

extension FileBackend {
    private static let tagsVersion = 1

    /// Returns the tags of a stack.
    ///
    /// - Throws: ``StateError`` if there is no such stack, or the tags file is damaged.
    public func tags(_ stack: StackReference) throws(StateError) -> [String: String] {
        try require(stack)
        guard let bytes = try store.read(tagsKey(stack)) else { return [:] }
        guard let json = try? JSON(parsing: bytes), json["version"]?.int == Self.tagsVersion,
            let members = json["tags"].map({ $0.object ?? [:] })
        else {
            throw StateError(
                .damaged,
                "\(store.path(tagsKey(stack))) does not contain tags of version \(Self.tagsVersion)",
                remedy: "delete it, and set the tags again with 'awsx stack tag set'"
            )
        }
        var tags: [String: String] = [:]
        for member in members { tags[member.key] = member.value.string }
        return tags
    }

    /// Replaces the tags of a stack; an empty dictionary removes the file.
    ///
    /// - Throws: ``StateError`` if there is no such stack or the file cannot be written.
    public func setTags(_ tags: [String: String], of stack: StackReference) throws(StateError) {
        try require(stack)
        guard !tags.isEmpty else { return try store.remove(tagsKey(stack)) }
        let members = JSON.Object(tags.map { ($0.key, .string($0.value)) }).sorted()
        let json: JSON = ["version": .number(Self.tagsVersion), "tags": .object(members)]
        try store.write(tagsKey(stack), json.bytes(.escapingLineSeparators))
    }
}
