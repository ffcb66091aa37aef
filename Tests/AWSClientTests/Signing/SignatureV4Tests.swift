import AWSClient
import Testing

@Suite("Signature V4")
struct SignatureV4Tests {
    /// 2015-08-30T12:36:00Z, the suite's time.
    static let time = 1_440_938_160.0

    @Test("makes the signatures of AWS's test suite", arguments: SignatureVector.all)
    func vectors(_ vector: SignatureVector) {
        let signer = SignatureV4(
            accessKeyID: "AKIDEXAMPLE",
            secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
            sessionToken: vector.sessionToken,
            region: "us-east-1",
            service: "service",
            keepsPath: !vector.normalizesPath
        )
        let signed = signer.signed(request(vector), at: Self.time, signsPayloadHeader: vector.signsBody)
        let authorization = signed.headers.first { $0.name == "authorization" }?.value
        #expect(authorization?.hasSuffix("Signature=\(vector.signature)") == true)
        #expect(authorization?.contains("Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request") == true)
        #expect(signed.headers.contains { $0.name == "x-amz-date" && $0.value == "20150830T123600Z" })
    }

    private func request(_ vector: SignatureVector) -> HTTPRequest {
        let parts = vector.target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let query = parts.count == 2 ? parts[1].split(separator: "&") : []
        return HTTPRequest(
            method: vector.method,
            authority: "example.amazonaws.com",
            // The suite's paths are not encoded; a request's path is, where it is signed as it stands.
            path: vector.normalizesPath ? String(parts[0]) : String(parts[0]).encodingSpaces,
            query: query.map { pair in
                let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                return (name: decoded(sides[0]), value: sides.count == 2 ? decoded(sides[1]) : "")
            },
            headers: vector.headers.map { (name: $0[0].lowercased(), value: $0[1]) },
            body: Array(vector.body.utf8)
        )
    }

    private func decoded(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2 {
                // swift-format-ignore: NeverForceUnwrap
                bytes.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)!)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension String {
    fileprivate var encodingSpaces: String {
        split(separator: " ", omittingEmptySubsequences: false).joined(separator: "%20")
    }
}
