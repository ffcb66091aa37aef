/// The ways to address a bucket of S3: as a part of the host's name, or of the path.
enum S3Addressing {
    /// Moves the bucket from the path of a request into the name of its host, as AWS advises.
    ///
    /// Endpoints that the settings name keep it in the path, and so do buckets with a full stop in their name: no
    /// certificate of AWS's covers such a host.
    static func addressed(_ request: HTTPRequest, _ endpoint: Endpoint) -> HTTPRequest {
        guard !endpoint.isCustom, request.path.hasPrefix("/") else { return request }
        let bucket = request.path.dropFirst().prefix { $0 != "/" }
        guard bucket.utf8.count >= 3, bucket.utf8.allSatisfy(\.isLabelCharacter) else { return request }
        var request = request
        let rest = request.path.dropFirst(1 + bucket.count)
        request.authority = "\(bucket).\(request.authority)"
        request.path = rest.isEmpty ? "/" : String(rest)
        return request
    }
}
