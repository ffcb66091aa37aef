import JSON

/// Calls of one operation, page after page, as the model's paginator says.
struct Pagination {
    let session: ClientSession
    let region: String?
    let observer: DelayObserver?

    /// Returns the first answer with the items of all pages.
    ///
    /// - Throws: ``AWSError`` of a call, or if a page leads back to itself.
    func merged(_ operation: AWSOperation, _ input: JSON.Object) async throws(AWSError) -> JSON {
        let rules = try PaginationRules(operation, session.models)
        var input = input
        var merged = try await session.call(operation, input, region: region, observer: observer)
        var page = merged
        while let tokens = rules.next(after: page) {
            for (name, token) in tokens {
                if input[name] == token {
                    throw AWSError(.unreadable, operation, message: "the answer repeats the page token it was given")
                }
                input[name] = token
            }
            page = try await session.call(operation, input, region: region, observer: observer)
            rules.append(page, to: &merged)
        }
        rules.removeTokens(&merged)
        return merged
    }
}

/// A paginator of the models: which members hold tokens and which hold results.
///
/// botocore writes members as JMESPath expressions; `scripts/generate-models` refuses all but names and paths of names.
struct PaginationRules: Sendable {
    private let inputTokens: [String]
    private let outputTokens: [String]
    /// The member that is true on all pages but the last, where a token alone does not tell.
    private let moreResults: String?
    private let results: [[String]]

    /// The rules of an operation.
    ///
    /// - Throws: ``AWSError`` if the models do not paginate it.
    init(_ operation: AWSOperation, _ models: ModelStore) throws(AWSError) {
        guard let entry = try models.paginator(operation) else {
            throw AWSError(.invalidInput, operation, message: "this operation has no pages; use call instead of pages")
        }
        inputTokens = Self.texts(entry["input_token"])
        outputTokens = Self.texts(entry["output_token"])
        moreResults = entry["more_results"]?.string
        results = Self.texts(entry["result_key"]).map { $0.split(separator: ".").map(String.init) }
    }

    /// A text or a list of texts.
    private static func texts(_ value: JSON?) -> [String] {
        value?.array?.compactMap(\.string) ?? [value?.string].compactMap(\.self)
    }

    /// The input's tokens for the page after this one; `nil` after the last.
    func next(after page: JSON) -> [(String, JSON)]? {
        if let moreResults, page[moreResults]?.bool != true { return nil }
        let tokens = zip(inputTokens, outputTokens).compactMap { name, member in
            page[member].flatMap { $0.isNull || $0 == "" ? nil : (name, $0) }
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

    /// Removes the tokens of further pages.
    func removeTokens(_ merged: inout JSON) {
        guard case .object(var object) = merged else { return }
        for member in outputTokens { object[member] = nil }
        merged = .object(object)
    }
}
