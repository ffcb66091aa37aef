import JSON

/// Calls of one operation, page after page, as the model's paginator says.
struct Pagination {
    let session: ClientSession
    let region: String?

    /// The first answer with the items of all pages.
    func merged(_ operation: AWSOperation, _ input: JSON.Object) async throws(AWSError) -> JSON {
        let rules = try PaginationRules(operation)
        var input = input
        var merged = try await session.call(operation, input, region: region)
        var page = merged
        while let tokens = rules.next(after: page) {
            for (name, token) in tokens {
                if input[name] == token {
                    throw AWSError(.unreadable, operation, message: "the answer repeats the page token it was given")
                }
                input[name] = token
            }
            page = try await session.call(operation, input, region: region)
            rules.append(page, to: &merged)
        }
        rules.removeTokens(&merged)
        return merged
    }
}

/// A paginator of the models: which members hold tokens and which hold results.
struct PaginationRules: Sendable {
    private var inputTokens: [String]
    private var outputTokens: [JMESPath]
    private var outputTokenTexts: [String]
    private var moreResults: JMESPath?
    private var results: [[String]]

    /// The rules of an operation.
    ///
    /// - Throws: ``AWSError`` if the models do not paginate it.
    init(_ operation: AWSOperation) throws(AWSError) {
        guard let entry = try ModelStore.shared.paginator(operation) else {
            throw AWSError(.invalidInput, operation, message: "this operation has no pages; use call instead of pages")
        }
        do { try self.init(entry) } catch {
            throw AWSError(.invalidInput, operation, message: "the model's paginator: \(error.reason)")
        }
    }

    init(_ entry: JSON) throws(JMESPathError) {
        inputTokens = Self.texts(entry["input_token"])
        outputTokenTexts = Self.texts(entry["output_token"])
        outputTokens = []
        for text in outputTokenTexts { outputTokens.append(try JMESPath(text)) }
        moreResults = nil
        if let more = entry["more_results"]?.string { moreResults = try JMESPath(more) }
        results = Self.texts(entry["result_key"]).map { $0.split(separator: ".").map(String.init) }
    }

    /// A text or a list of texts.
    private static func texts(_ value: JSON?) -> [String] {
        value?.array?.compactMap(\.string) ?? [value?.string].compactMap(\.self)
    }

    /// The input's tokens for the page after this one; `nil` after the last.
    func next(after page: JSON) -> [(String, JSON)]? {
        if let moreResults, !moreResults.search(page).isTruthy { return nil }
        var tokens: [(String, JSON)] = []
        for (name, path) in zip(inputTokens, outputTokens) {
            let token = path.search(page)
            if token.isTruthy { tokens.append((name, token)) }
        }
        return tokens.isEmpty ? nil : tokens
    }

    /// Appends the results of a page.
    func append(_ page: JSON, to merged: inout JSON) {
        for path in results {
            let more = path.reduce(page as JSON?) { $0?[$1] }
            if case .array(let items) = more { Self.append(items, path[...], to: &merged) }
        }
    }

    private static func append(_ items: [JSON], _ path: ArraySlice<String>, to value: inout JSON) {
        guard let first = path.first, case .object(var object) = value else { return }
        // Taken out while it grows, so that a thousand pages are not copied a thousand times.
        value = .null
        defer { value = .object(object) }
        var member = object[first] ?? (path.count == 1 ? .array([]) : .object([:]))
        object[first] = .null
        if path.count > 1 {
            append(items, path.dropFirst(), to: &member)
        } else if case .array(var list) = member {
            member = .null
            list.append(contentsOf: items)
            member = .array(list)
        }
        object[first] = member
    }

    /// Removes what leads to further pages.
    func removeTokens(_ merged: inout JSON) {
        guard case .object(var object) = merged else { return }
        for text in outputTokenTexts { object[text] = nil }
        merged = .object(object)
    }
}
