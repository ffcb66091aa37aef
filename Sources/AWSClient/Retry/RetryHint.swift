/// How long a server asks to wait.
enum RetryHint {
    /// Seconds from `x-amz-retry-after` (milliseconds) or `retry-after` (seconds or a date); `nil` if neither is there.
    static func seconds(_ response: HTTPResponse, now: Double) -> Double? {
        if let own = response.header("x-amz-retry-after").flatMap(Double.init), own.isFinite { return own / 1000 }
        guard let usual = response.header("retry-after") else { return nil }
        if let seconds = Double(usual) { return seconds.isFinite ? max(seconds, 0) : nil }
        return Timestamp(parsing: usual).map { max($0.seconds - now, 0) }
    }
}
