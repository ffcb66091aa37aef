import JSON

/// AWS's query protocol and EC2's dialect of it: inputs as form fields, outputs as XML.
struct QueryCodec: WireCodec {
    enum Dialect: Sendable {
        case query, ec2
    }

    let dialect: Dialect

    func encode(_ input: JSON.Object, _ model: OperationModel) -> WireRequest {
        var form = FormWriter(model: model, dialect: dialect)
        form.append("Action", model.operation.name)
        form.append("Version", model.service.apiVersion)
        if let shape = model.input { form.append("", .object(input), shape) }
        return WireRequest(
            headers: [(name: "content-type", value: "application/x-www-form-urlencoded; charset=utf-8")],
            body: form.bytes
        )
    }

    func decode(_ response: HTTPResponse, _ model: OperationModel) throws(UnreadableAnswer) -> JSON.Object {
        guard let output = model.output else { return [:] }
        var root = try XMLElement(parsing: response.body)
        if let wrapper = model.resultWrapper {
            guard let result = root.child(wrapper) else {
                throw UnreadableAnswer(reason: "the answer has no element \(wrapper)")
            }
            root = result
        }
        guard case .object(let object) = XMLShapes(model, isEC2: dialect == .ec2).decode(root, output) else {
            throw UnreadableAnswer(reason: "the answer is no structure")
        }
        return object
    }

    func failure(_ response: HTTPResponse) -> WireFailure? { XMLElement.failure(response) }
}

extension XMLElement {
    /// The failure that an XML answer names: the first `Error` with a `Code`, at any depth, as all of query, EC2's
    /// dialect and S3 have it.
    static func failure(_ response: HTTPResponse) -> WireFailure? {
        guard let root = try? XMLElement(parsing: response.body) else { return nil }
        guard let error = root.first(where: { $0.name == "Error" && $0.child("Code") != nil }) else { return nil }
        let named = root.first { $0.name == "RequestId" || $0.name == "RequestID" }?.text
        var details: [String: String] = [:]
        for child in error.children where !["Code", "Message", "Type", "RequestId"].contains(child.name) {
            details[child.name] = child.text
        }
        return WireFailure(
            code: error.child("Code")?.text ?? "",
            message: error.child("Message")?.text ?? "",
            requestID: named ?? response.requestID,
            details: details
        )
    }

    /// The failure of an answer that is named after it and lists messages, as Route 53 refuses a batch of changes.
    static func listedFailure(_ response: HTTPResponse) -> WireFailure? {
        guard let root = try? XMLElement(parsing: response.body), let messages = root.child("Messages") else {
            return nil
        }
        return WireFailure(
            code: root.name,
            message: messages.children.map(\.text).joined(separator: "; "),
            requestID: root.child("RequestId")?.text ?? response.requestID
        )
    }
}
