import JSON

/// The part of a request that depends on operation and input, not on region or credentials.
struct WireRequest: Sendable {
    var method = "POST"
    var path = "/"
    var query: [(name: String, value: String)] = []
    var headers: [(name: String, value: String)] = []
    var body: [UInt8] = []
}

/// The content of an error answer.
struct WireFailure: Hashable, Sendable {
    /// The error's code, without namespace and URL.
    var code: String
    var message: String
    var requestID: String?
    var details: [String: String] = [:]
}

/// An answer that is not what the model says.
struct UnreadableAnswer: Error, Hashable, Sendable {
    var reason: String
}

/// One of AWS's wire protocols: between inputs, outputs and HTTP, driven by a model.
protocol WireCodec: Sendable {
    /// Returns the request of an input that ``InputCheck`` accepted.
    func encode(_ input: JSON.Object, _ model: OperationModel) -> WireRequest

    /// Returns the output of an answer with a status below 300.
    func decode(_ response: HTTPResponse, _ model: OperationModel) throws(UnreadableAnswer) -> JSON.Object

    /// Returns the failure of an answer with another status, or `nil` if it is not in the protocol's form.
    func failure(_ response: HTTPResponse) -> WireFailure?
}

extension ServiceModel.WireProtocol {
    /// The protocol's codec.
    var codec: any WireCodec {
        switch self {
        case .json: JSONCodec()
        case .query: QueryCodec(dialect: .query)
        case .ec2: QueryCodec(dialect: .ec2)
        case .restJSON: RESTCodec(body: .json)
        case .restXML: RESTCodec(body: .xml)
        }
    }
}

extension HTTPResponse {
    /// AWS's id of the request, from whichever header the service uses.
    var requestID: String? {
        header("x-amzn-requestid") ?? header("x-amz-request-id") ?? header("x-amzn-request-id")
    }
}
