/// How a protocol writes a point in time.
enum TimestampFormat: String, Sendable {
    /// `2024-05-06T07:08:09Z`.
    case iso8601
    /// Seconds since 1970, with a fraction.
    case unixTimestamp
    /// `Mon, 06 May 2024 07:08:09 GMT`.
    case rfc822
}
