/// A request to a service on this machine's link, tried three times.
struct MetadataCall {
    let name: String
    let context: CredentialContext

    /// The answer, whatever its status below 500.
    func send(_ request: HTTPRequest, attempts: Int = 3) async throws(CredentialFailure) -> HTTPResponse {
        var reason = ""
        for attempt in 1...attempts {
            do {
                let response = try await context.transport.send(request)
                if response.status < 500 { return response }
                reason = "HTTP status \(response.status)"
            } catch {
                if error.kind == .cancelled { throw CredentialFailure(error.message, isCancellation: true) }
                reason = error.message
            }
            if attempt == attempts { break }
            do { try await context.time.sleep(.milliseconds(100 * attempt)) } catch {
                throw CredentialFailure("interrupted while asking \(name)", isCancellation: true)
            }
        }
        throw CredentialFailure("\(name) at \(request.authority): \(reason)")
    }
}
