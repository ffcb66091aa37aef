/// The canonical form of a request, which client and service hash alike.
package struct CanonicalRequest: Sendable {
    /// Names of the headers that are part of it, sorted, joined by `;`.
    package let signedHeaders: String
    /// The whole text.
    package let text: String

    package init(_ request: HTTPRequest, payloadHash: String, keepsPath: Bool) {
        let headers = Self.headers(request.headers)
        signedHeaders = headers.map(\.name).joined(separator: ";")
        let lines = headers.map { "\($0.name):\($0.value)\n" }.joined()
        text = [
            request.method, Self.path(request.path, keepsPath: keepsPath), Self.query(request.query), lines,
            signedHeaders, payloadHash,
        ].joined(separator: "\n")
    }

    /// Headers that proxies and clients change on the way.
    private static let unsigned: Set<String> = [
        "authorization", "connection", "expect", "transfer-encoding", "user-agent", "x-amzn-trace-id",
    ]

    /// The headers by name: values of one name joined by commas in their order, runs of white space within a value as
    /// one space.
    private static func headers(_ headers: [(name: String, value: String)]) -> [(name: String, value: String)] {
        var values: [String: [String]] = [:]
        for header in headers where !unsigned.contains(header.name) {
            values[header.name, default: []].append(
                header.value.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            )
        }
        return values.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value.joined(separator: ",")) }
    }

    /// The path with dots and empty segments resolved, each segment encoded once more.
    private static func path(_ path: String, keepsPath: Bool) -> String {
        if keepsPath { return path.isEmpty ? "/" : path }
        var segments: [Substring] = []
        for segment in path.split(separator: "/") where segment != "." {
            if segment == ".." { _ = segments.popLast() } else { segments.append(segment) }
        }
        let joined = "/" + segments.joined(separator: "/")
        let isFolder = path.hasSuffix("/") && !segments.isEmpty
        return PercentEncoding.encode(joined + (isFolder ? "/" : ""), keepingSlashes: true)
    }

    /// The encoded pairs, sorted by name and then by value.
    private static func query(_ query: [(name: String, value: String)]) -> String {
        query.map { (PercentEncoding.encode($0.name), PercentEncoding.encode($0.value)) }
            .sorted { $0 < $1 }
            .map { "\($0.0)=\($0.1)" }
            .joined(separator: "&")
    }
}
