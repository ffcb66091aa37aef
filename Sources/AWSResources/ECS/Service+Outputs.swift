import JSON
import PackageSchema
import PulumiProtocol
import ResourceKit

/// The outputs of a service that are shaped otherwise in AWS.
extension Service {
    /// Completes the outputs of a service that AWS describes; references keep the form that the program chose.
    static func complete(_ outputs: inout PropertyMap, _ found: JSON, _ service: ResourceOperation) {
        outputs["cluster"] = kept("cluster", found["clusterArn"], service)
        outputs["taskDefinition"] = kept("taskDefinition", found["taskDefinition"], service)
        outputs["iamRole"] = iamRole(found, service)
        for name in ["alarms", "deploymentCircuitBreaker"] {
            outputs[name] = found.at("deploymentConfiguration.\(name)").map(PropertyValue.init(plain:))
        }
        outputs["deploymentCircuitBreaker"] =
            outputs["deploymentCircuitBreaker"] ?? ["enable": false, "rollback": false]
        outputs["deploymentConfiguration"] = service.inputs["deploymentConfiguration"]?.withoutNestedDefaults
        outputs["deploymentMaximumPercent"] = number(found, "deploymentConfiguration.maximumPercent")
        outputs["deploymentMinimumHealthyPercent"] = number(found, "deploymentConfiguration.minimumHealthyPercent")
        outputs["networkConfiguration"] = network(found)
        outputs["serviceRegistries"] = single(found, "serviceRegistries", "serviceRegistries", service)
        outputs["volumeConfiguration"] = nil
        outputs["serviceConnectConfiguration"] = nil
    }

    private static func number(_ found: JSON, _ path: String) -> PropertyValue? {
        found.at(path)?.double.map(PropertyValue.number)
    }

    /// The reference in the form that the program chose, as long as it still means what AWS has.
    private static func kept(_ name: String, _ found: JSON?, _ service: ResourceOperation) -> PropertyValue? {
        guard let found = found?.string else { return nil }
        guard let given = (service.inputs[name] ?? service.state[name])?.string else { return .string(found) }
        let isSame = name == "taskDefinition" ? isSameReference(given, found) : isSameName(given, found)
        return .string(isSame ? given : found)
    }

    /// A family without a revision means whichever revision AWS runs.
    private static func isSameReference(_ given: String, _ found: String) -> Bool {
        guard let name = found.split(separator: "/").last else { return given == found }
        let family = name.prefix { $0 != ":" }
        return given == found || given == name || given == family
    }

    private static func iamRole(_ found: JSON, _ service: ResourceOperation) -> PropertyValue {
        guard let arn = found["roleArn"]?.string else { return "aws-service-role" }
        if arn.contains("/aws-service-role/") { return "aws-service-role" }
        return kept("iamRole", .string(arn), service) ?? .string(arn)
    }

    private static func network(_ found: JSON) -> PropertyValue? {
        guard let network = found.at("networkConfiguration.awsvpcConfiguration") else { return nil }
        return [
            "subnets": PropertyValue(plain: network["subnets"] ?? []),
            "securityGroups": PropertyValue(plain: network["securityGroups"] ?? []),
            "assignPublicIp": .bool(network["assignPublicIp"]?.string == "ENABLED"),
        ]
    }

    /// The one element of a list that the schema knows as an object.
    private static func single(
        _ found: JSON,
        _ member: String,
        _ name: String,
        _ service: ResourceOperation
    ) -> PropertyValue? {
        guard let first = found.at("\(member)[0]"),
            let schema = service.schema.outputs[name].flatMap({ AWSSchema.shared.object(of: $0.type) })
        else {
            return nil
        }
        return .map(service.descriptor.mapping.decode(first, schema, at: name))
    }
}
