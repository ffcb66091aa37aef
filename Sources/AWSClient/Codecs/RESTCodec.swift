internal import Crypto
import JSON

/// AWS's REST protocols: members spread over path, query, headers and a body of JSON or XML.
struct RESTCodec: WireCodec {
    enum Body: Sendable {
        case json, xml
    }

    let body: Body

    func encode(_ input: JSON.Object, _ model: OperationModel) -> WireRequest {
        var request = WireRequest(method: model.method)
        let pieces = model.requestURI.split(separator: "?", maxSplits: 1)
        request.path = String(pieces.first ?? "/")
        request.query = pieces.count == 2 ? Self.fixedQuery(pieces[1]) : []
        guard let shape = model.input.map({ model.shapes[$0] }) else { return request }
        var rest = JSON.Object()
        for member in shape.members {
            guard let value = input[member.name] else { continue }
            if member.location == nil {
                rest[member.name] = value
            } else {
                Self.place(value, member, model, &request)
            }
        }
        encodeBody(rest, shape, model, &request)
        if model.requiresChecksum {
            request.headers.append((name: "content-md5", value: Base64.encode(MD5.hash(request.body))))
        }
        return request
    }

    private static func fixedQuery(_ text: Substring) -> [(name: String, value: String)] {
        text.split(separator: "&").map { part in
            let sides = part.split(separator: "=", maxSplits: 1)
            return (name: String(sides[0]), value: sides.count == 2 ? String(sides[1]) : "")
        }
    }

    private static func place(_ value: JSON, _ member: Member, _ model: OperationModel, _ request: inout WireRequest) {
        let name = member.wireName
        switch member.location {
        case .uri:
            let text = idWithoutKind(value.formText, model)
            request.path = request.path
                .filling("{\(name)+}", with: PercentEncoding.encode(text, keepingSlashes: true))
                .filling("{\(name)}", with: PercentEncoding.encode(text))
        case .querystring:
            if case .object(let object) = value {
                for element in object { request.query.append((name: element.key, value: element.value.formText)) }
            } else {
                for item in value.array ?? [value] { request.query.append((name: name, value: item.formText)) }
            }
        case .header:
            request.headers.append((name: name.lowercased(), value: headerText(value, member, model)))
        case .headers:
            for element in value.object ?? [:] {
                request.headers.append((name: (name + element.key).lowercased(), value: element.value.formText))
            }
        case .statusCode, nil: break
        }
    }

    /// An id as the address of a call takes it: Route 53 answers `/hostedzone/Z1`, and takes `Z1`.
    private static func idWithoutKind(_ text: String, _ model: OperationModel) -> String {
        guard model.service.name == "route53", text.hasPrefix("/") else { return text }
        return text.split(separator: "/").last.map(String.init) ?? text
    }

    private static func headerText(_ value: JSON, _ member: Member, _ model: OperationModel) -> String {
        if case .timestamp = model.shapes[member.shape].kind {
            return (member.timestampFormat ?? .rfc822).encode(value).formText
        }
        guard let items = value.array else { return value.formText }
        return items.map { item in
            let text = item.formText
            let needsQuotes = text.contains("\"") || text.contains(",")
            return needsQuotes ? item.text() : text
        }.joined(separator: ",")
    }

    private func encodeBody(_ rest: JSON.Object, _ shape: Shape, _ model: OperationModel, _ request: inout WireRequest)
    {
        if let name = shape.payload, let member = shape.members.first(where: { $0.name == name }) {
            guard let value = rest[name] else { return }
            encodePayload(value, member, model, &request)
        } else if !rest.isEmpty || (body == .json && shape.members.contains { $0.location == nil }) {
            switch body {
            case .json:
                request.headers.append((name: "content-type", value: "application/json"))
                request.body = JSONShapes(model).encode(.object(rest), model.input ?? 0).bytes()
            case .xml:
                let name = model.inputElement ?? shape.locationName ?? shape.name
                let writer = XMLWriter(model, namespace: model.inputNamespace ?? model.service.xmlNamespace)
                request.headers.append((name: "content-type", value: "application/xml"))
                request.body = writer.document(name, .object(rest), model.input ?? 0)
            }
        }
    }

    private func encodePayload(_ value: JSON, _ member: Member, _ model: OperationModel, _ request: inout WireRequest) {
        switch model.shapes[member.shape].kind {
        case .structure where body == .json:
            request.headers.append((name: "content-type", value: "application/json"))
            request.body = JSONShapes(model).encode(value, member.shape).bytes()
        case .structure:
            let namespace = member.xmlNamespace ?? model.service.xmlNamespace
            request.headers.append((name: "content-type", value: "application/xml"))
            request.body = XMLWriter(model, namespace: namespace).document(member.wireName, value, member.shape)
        case .blob:
            request.headers.append((name: "content-type", value: "application/octet-stream"))
            request.body = Base64.decode(value.formText) ?? []
        default:
            request.headers.append((name: "content-type", value: "text/plain"))
            request.body = Array(value.formText.utf8)
        }
    }

    func decode(_ response: HTTPResponse, _ model: OperationModel) throws(UnreadableAnswer) -> JSON.Object {
        guard let index = model.output else { return [:] }
        let shape = model.shapes[index]
        var out = try decodeBody(response, shape, index, model)
        for member in shape.members {
            switch member.location {
            case .header:
                out[member.name] = response.header(member.wireName.lowercased()).map {
                    headerValue($0, model.shapes[member.shape].kind)
                }
            case .headers:
                let prefix = (member.locationName ?? "").lowercased()
                var found = JSON.Object()
                for header in response.headers where header.name.hasPrefix(prefix) {
                    found[String(header.name.dropFirst(prefix.count))] = .string(header.value)
                }
                out[member.name] = .object(found)
            case .statusCode: out[member.name] = .number(JSON.Number(response.status))
            default: break
            }
        }
        return out
    }

    private func headerValue(_ text: String, _ kind: Shape.Kind) -> JSON {
        switch kind {
        case .integer: Int(text).map { .number(JSON.Number($0)) } ?? .string(text)
        case .boolean: .bool(text.lowercased() == "true")
        case .timestamp: Timestamp(parsing: text).map { .string($0.rfc3339) } ?? .string(text)
        default: .string(text)
        }
    }

    private func decodeBody(
        _ response: HTTPResponse,
        _ shape: Shape,
        _ index: Int,
        _ model: OperationModel
    ) throws(UnreadableAnswer) -> JSON.Object {
        if let name = shape.payload, let member = shape.members.first(where: { $0.name == name }) {
            if response.body.isEmpty { return [:] }
            switch model.shapes[member.shape].kind {
            case .structure: return [name: try document(response.body, member.shape, model)]
            case .blob: return [name: .string(Base64.encode(response.body))]
            default: return [name: .string(String(decoding: response.body, as: UTF8.self))]
            }
        }
        guard !response.body.isEmpty, shape.members.contains(where: { $0.location == nil }) else { return [:] }
        return try document(response.body, index, model).object ?? [:]
    }

    private func document(_ bytes: [UInt8], _ shape: Int, _ model: OperationModel) throws(UnreadableAnswer) -> JSON {
        switch body {
        case .xml: return XMLShapes(model).decode(try XMLElement(parsing: bytes), shape)
        case .json:
            do { return JSONShapes(model).decode(try JSON(parsing: bytes), shape) } catch {
                throw UnreadableAnswer(reason: "\(error)")
            }
        }
    }

    func failure(_ response: HTTPResponse) -> WireFailure? {
        switch body {
        case .json: JSONCodec.failure(response)
        case .xml: XMLElement.failure(response) ?? XMLElement.listedFailure(response) ?? bodiless(response)
        }
    }

    /// S3 answers HEAD without a body: the status is all there is.
    private func bodiless(_ response: HTTPResponse) -> WireFailure? {
        guard response.body.isEmpty else { return nil }
        let code = [301: "PermanentRedirect", 400: "BadRequest", 403: "AccessDenied", 404: "NotFound"][response.status]
        return code.map {
            WireFailure(code: $0, message: "HTTP status \(response.status)", requestID: response.requestID)
        }
    }
}

extension String {
    /// The text with a placeholder, which stands between slashes, replaced.
    fileprivate func filling(_ placeholder: String, with text: String) -> String {
        split(separator: "/", omittingEmptySubsequences: false)
            .map { $0 == placeholder ? text : String($0) }
            .joined(separator: "/")
    }
}
