/// A request before it is signed and sent.
///
/// Header names are lower-case.
package struct HTTPRequest: Sendable {
    package var method: String
    /// `http` or `https`.
    package var scheme: String
    /// Host with port if it is not the scheme's own.
    package var authority: String
    /// The path with its octets encoded once, starting with `/`.
    package var path: String
    /// The query's names and values, not encoded, in order.
    package var query: [(name: String, value: String)]
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]
    /// `true` if the request changes nothing: such a request is dropped at once when its task is cancelled.
    package var isReadOnly: Bool
    /// The longest time in which a connection must be made; the transport's own if absent.
    package var connectTimeout: Duration?
    /// The longest silence of the server, before its answer and within it; the transport's own if absent.
    package var readTimeout: Duration?

    package init(
        method: String = "GET",
        scheme: String = "https",
        authority: String,
        path: String = "/",
        query: [(name: String, value: String)] = [],
        headers: [(name: String, value: String)] = [],
        body: [UInt8] = [],
        isReadOnly: Bool = false,
        connectTimeout: Duration? = nil,
        readTimeout: Duration? = nil
    ) {
        self.method = method
        self.scheme = scheme
        self.authority = authority
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
        self.isReadOnly = isReadOnly
        self.connectTimeout = connectTimeout
        self.readTimeout = readTimeout
    }

    /// Scheme, authority, path and encoded query.
    package var url: String {
        let encoded = query.map { "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value))" }
        return "\(scheme)://\(authority)\(path)" + (encoded.isEmpty ? "" : "?" + encoded.joined(separator: "&"))
    }
}
