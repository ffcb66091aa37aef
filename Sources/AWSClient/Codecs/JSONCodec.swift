import JSON

/// AWS's JSON 1.0 and 1.1 protocols: the operation in a header, input and output as JSON objects.
struct JSONCodec: WireCodec {
    func encode(_ input: JSON.Object, _ model: OperationModel) -> WireRequest {
        let value = model.input.map { JSONShapes(model).encode(.object(input), $0) } ?? .object([:])
        var headers = [
            (name: "content-type", value: "application/x-amz-json-\(model.service.jsonVersion)"),
            (name: "x-amz-target", value: "\(model.service.targetPrefix).\(model.operation.name)"),
        ]
        if model.service.isQueryCompatible { headers.append((name: "x-amzn-query-mode", value: "true")) }
        return WireRequest(headers: headers, body: value.bytes())
    }

    func decode(_ response: HTTPResponse, _ model: OperationModel) throws(UnreadableAnswer) -> JSON.Object {
        guard let output = model.output, !response.body.isEmpty else { return [:] }
        let value: JSON
        do { value = try JSON(parsing: response.body) } catch { throw UnreadableAnswer(reason: "\(error)") }
        guard case .object(let object) = JSONShapes(model).decode(value, output) else {
            throw UnreadableAnswer(reason: "the answer is no JSON object")
        }
        return object
    }

    func failure(_ response: HTTPResponse) -> WireFailure? { Self.failure(response) }

    /// The failure that a body or a header names, as the JSON protocols have it.
    static func failure(_ response: HTTPResponse) -> WireFailure? {
        let body = try? JSON(parsing: response.body)
        let named = response.header("x-amzn-errortype") ?? body?["__type"]?.string ?? body?["code"]?.string
        let query = response.header("x-amzn-query-error")?.split(separator: ";").first.map(String.init)
        guard let code = query ?? named.map(bare), !code.isEmpty else { return nil }
        let message = body?["message"]?.string ?? body?["Message"]?.string ?? body?["errorMessage"]?.string ?? ""
        var details: [String: String] = [:]
        for element in body?.object ?? [:] where !["__type", "message", "Message", "code"].contains(element.key) {
            details[element.key] = element.value.string
        }
        return WireFailure(code: code, message: message, requestID: response.requestID, details: details)
    }

    /// `namespace#Code:http://…` without the rest.
    private static func bare(_ type: String) -> String {
        let code = type.split(separator: ":", omittingEmptySubsequences: false)[0]
        return String(code.split(separator: "#").last ?? code)
    }
}
