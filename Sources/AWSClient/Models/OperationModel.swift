/// One operation with the shapes that it reaches: all that a codec needs, immutable, and parsed once.
struct OperationModel: Sendable {
    var operation: AWSOperation
    var service: ServiceModel
    var method: String
    /// The path with placeholders, such as `/{Bucket}?tagging`.
    var requestURI: String
    /// The index of the input's shape; `nil` for an operation without input.
    var input: Int?
    /// The element that wraps the input (REST-XML), and its namespace.
    var inputElement: String?
    var inputNamespace: String?
    /// The index of the output's shape; `nil` for an operation without output.
    var output: Int?
    /// The element that holds the output (query).
    var resultWrapper: String?
    /// `true` if the operation changes nothing.
    var isReadOnly: Bool
    /// `true` if the operation takes no signature.
    var isUnsigned: Bool
    /// `true` if S3 wants a checksum of the body.
    var requiresChecksum: Bool
    var shapes: [Shape]
}

/// The properties of a service that all its operations share.
struct ServiceModel: Sendable {
    /// The wire protocols of AWS that we speak.
    enum WireProtocol: String, Sendable {
        case json, query, ec2
        case restJSON = "rest-json"
        case restXML = "rest-xml"
    }

    /// The name of the model, such as `elbv2`.
    var name: String
    var wireProtocol: WireProtocol
    var apiVersion: String
    var endpointPrefix: String
    var signingName: String
    /// The name that settings use, such as `Elastic Load Balancing v2`.
    var serviceID: String
    var jsonVersion: String
    var targetPrefix: String
    var xmlNamespace: String?
    /// Indicates a service that once spoke the query protocol, and tells its codes of that time if it is asked to.
    var isQueryCompatible = false

    /// Indicates whether this is S3, which has rules of its own for addresses, signatures and regions.
    var isS3: Bool { signingName == "s3" }
}
