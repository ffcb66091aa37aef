import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:ec2/flowLog:FlowLog`: a record of the traffic of a network, or of a part of one.
    static let flowLog = ResourceDescriptor(
        type: "aws:ec2/flowLog:FlowLog",
        mapping: MemberMapping(style: .upperCamel, names: ["iamRoleArn": "DeliverLogsPermissionArn"]),
        tagging: .ec2("vpc-flow-log"),
        diff: DiffRules(
            equality: ["logDestination": DiffRules.texts { old, new, _ in FlowLog.group(old) == FlowLog.group(new) }]
        ),
        create: .call("ec2.CreateFlowLogs", except: Set(FlowLog.Source.all.map(\.property))) { members, log in
            guard let source = FlowLog.Source.all.first(where: { log.inputs[$0.property] != nil }) else { return }
            members["ResourceIds"] = [log.inputs[source.property]?.plainJSON ?? ""]
            members["ResourceType"] = .string(source.kind)
            if !source.hasTrafficType { members["TrafficType"] = nil }
            if let destination = log.inputs["logDestination"]?.string {
                members["LogDestination"] = .string(FlowLog.group(destination))
            }
        },
        search: .ec2("ec2.DescribeFlowLogs", "FlowLogs", id: "FlowLogId", filterMember: "Filter") { log in
            let source = FlowLog.Source.all.lazy.compactMap { log.inputs[$0.property]?.string }.first
            return [("resource-id", source), ("log-destination-type", log.inputs["logDestinationType"]?.string)]
        },
        read: .lookup { outputs, found, _ in
            let id = found.object["ResourceId"]?.string ?? ""
            guard let source = FlowLog.Source.all.first(where: { id.hasPrefix($0.prefix) }) else { return }
            outputs[source.property] = .string(id)
            if !source.hasTrafficType { outputs["trafficType"] = nil }
        },
        delete: .call("ec2.DeleteFlowLogs", ["FlowLogIds": ["{id}"]])
    )
}

/// The things whose traffic is recorded, and the places that records go to.
private enum FlowLog {
    /// A kind of thing whose traffic is recorded.
    struct Source: Sendable {
        /// The property that names the thing.
        let property: String
        /// The kind as calls write it.
        let kind: String
        /// The beginning of its ids.
        let prefix: String
        /// False where all traffic is recorded in any case.
        var hasTrafficType = true

        /// Every kind; of two with a common prefix the one with the longer prefix stands first.
        static let all = [
            Source(property: "vpcId", kind: "VPC", prefix: "vpc-"),
            Source(
                property: "transitGatewayAttachmentId",
                kind: "TransitGatewayAttachment",
                prefix: "tgw-attach-",
                hasTrafficType: false
            ),
            Source(property: "transitGatewayId", kind: "TransitGateway", prefix: "tgw-", hasTrafficType: false),
            Source(property: "subnetId", kind: "Subnet", prefix: "subnet-"),
            Source(property: "eniId", kind: "NetworkInterface", prefix: "eni-"),
            Source(property: "regionalNatGatewayId", kind: "RegionalNatGateway", prefix: "nat-"),
        ]
    }

    /// The ARN of a log group as EC2 takes it: CloudWatch Logs ends some with `:*`.
    static func group(_ arn: String) -> String { arn.hasSuffix(":*") ? String(arn.dropLast(2)) : arn }
}
