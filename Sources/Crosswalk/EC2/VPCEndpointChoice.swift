import ProviderKit
import PulumiProtocol

/// The endpoints of a VPC, as its inputs choose them.
struct VPCEndpointChoice: Sendable {
    /// One endpoint of the inputs.
    struct Endpoint: Sendable {
        let inputs: VpcEndpointSpecInputs
        /// The name of the service, after which the endpoint is named too.
        let service: String
        /// The type in lower case, such as `interface`; `nil` if it is not known at once.
        let type: String?

        /// Indicates whether the service's own name is to lead to the endpoint.
        fileprivate var usesPrivateDNS: Bool {
            type == "interface" && inputs.privateDnsEnabled.value.knownValue ?? true == true
        }

        /// Indicates whether the inputs say which subnets the endpoint is in.
        var hasSubnets: Bool { inputs.subnetIds.nonNull != nil || inputs.subnetConfigurations.nonNull != nil }
    }

    /// The endpoints, in the order of the inputs.
    let endpoints: [Endpoint]
    /// Indicates whether to fill in what an endpoint of the VPC usually has.
    let fillsIn: Bool
    /// The properties `enableDnsHostnames` and `enableDnsSupport` of the VPC, as far as they are set.
    let dnsAttributes: PropertyMap

    /// The choice of inputs.
    ///
    /// - Throws: ``InputFailure`` if the inputs contradict each other, or are not known at once.
    init(_ inputs: VpcInputs) throws(InputFailure) {
        fillsIn = try Self.isAuto(inputs.vpcEndpointStrategy)
        endpoints = try Self.endpoints(inputs.vpcEndpointSpecs, typesAreKnown: fillsIn)
        let attributes = [inputs.enableDnsHostnames, inputs.enableDnsSupport]
        dnsAttributes = fillsIn ? try Self.dnsAttributes(attributes, for: endpoints) : [:]
    }

    /// Remarks about endpoints that will not work as they are.
    var warnings: [CheckFailure] {
        if fillsIn { return [] }
        return endpoints.compactMap { endpoint in
            let inputs = endpoint.inputs
            let remedy = "or set vpcEndpointStrategy to Auto, which uses those of the VPC"
            switch endpoint.type {
            case "interface" where !endpoint.hasSubnets:
                let reason = "an interface endpoint without subnetIds and subnetConfigurations is in no subnet"
                return CheckFailure(property: inputs.object.path, reason: "\(reason); give one of them, \(remedy)")
            case "gateway" where inputs.routeTableIds.nonNull == nil:
                let reason = "a gateway endpoint without routeTableIds is in no route table"
                return CheckFailure(property: inputs.object.path, reason: "\(reason); give them, \(remedy)")
            default: return nil
            }
        }
    }

    private static func isAuto(_ strategy: Input<PropertyValue>) throws(InputFailure) -> Bool {
        switch try strategy.knownText() {
        case nil, "Legacy": return false
        case "Auto": return true
        case let other?: throw strategy.failure("must be Legacy or Auto, not \"\(other)\"")
        }
    }

    private static func endpoints(
        _ specs: Input<[VpcEndpointSpecInputs]>,
        typesAreKnown: Bool
    ) throws(InputFailure) -> [Endpoint] {
        var services: [String: String] = [:]
        return try (specs.views() ?? []).map { (inputs) throws(InputFailure) in
            guard let service = try inputs.serviceName.knownText() else {
                throw inputs.serviceName.failure("is missing; name a service, such as com.amazonaws.us-west-2.s3")
            }
            if let other = services.updateValue(inputs.object.path, forKey: service) {
                throw inputs.serviceName.failure(
                    "is that of \(other) too; endpoints are named after their services, so a VPC has one for each"
                )
            }
            let type = inputs.vpcEndpointType
            let known = type.value.knownValue?.string
            if typesAreKnown, type.nonNull != nil, known == nil {
                throw type.failure("must be known at once where vpcEndpointStrategy is Auto, which depends on it")
            }
            return Endpoint(
                inputs: inputs,
                service: service,
                type: type.nonNull == nil ? "gateway" : known?.lowercased()
            )
        }
    }

    private static func dnsAttributes(
        _ attributes: [Input<PropertyValue>],
        for endpoints: [Endpoint]
    ) throws(InputFailure) -> PropertyMap {
        guard let user = endpoints.first(where: \.usesPrivateDNS) else { return [:] }
        var result = PropertyMap()
        for attribute in attributes {
            if attribute.value.knownValue == false {
                throw attribute.failure(
                    "must not be false, because the endpoint for \(user.service) uses private DNS; "
                        + "omit it, or set \(user.inputs.privateDnsEnabled.path) to false"
                )
            }
            if attribute.nonNull == nil { result[attribute.name] = true }
        }
        return result
    }
}
