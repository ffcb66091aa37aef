import JSON

@testable import AWSClient
@testable import AWSResources

extension CloudObject {
    /// The operations whose members are not those that answers show, by service and name.
    static let effects: [String: Effect] = [
        ec2, ec2Networks, networkAcls, instances, elbv2, iam, s3, route53, acm, overwriting, cloudTrail, ssm,
        secrets, discovery, sqs, kms, groups, others,
    ]
    .reduce(into: [:]) { $0.merge($1) { $1 } }

    private static let ec2: [String: Effect] = [
        "ec2.AssociateAddress": { address, input in
            address.set(input)
            address["AssociationId"] = "eipassoc-1"
        },
        "ec2.DisassociateAddress": { address, _ in
            address.clear("AssociationId", "InstanceId", "NetworkInterfaceId", "PrivateIpAddress")
        },
        "ec2.AttachInternetGateway": { gateway, input in
            gateway["Attachments"] = [["State": "available", "VpcId": input["VpcId"] ?? .null]]
        },
        "ec2.DetachInternetGateway": { gateway, _ in gateway["Attachments"] = [] },
        "ec2.AuthorizeSecurityGroupIngress": { group, input in
            group.extend("IpPermissions", with: input["IpPermissions"])
            group.extend("SecurityGroupRules", with: rules(input, isEgress: false))
        },
        "ec2.AuthorizeSecurityGroupEgress": { group, input in
            group.extend("IpPermissionsEgress", with: input["IpPermissions"])
            group.extend("SecurityGroupRules", with: rules(input, isEgress: true))
        },
        "ec2.ModifySecurityGroupRules": { group, input in
            let old = group["SecurityGroupRules"]?[0]?.object ?? [:]
            let new = input["SecurityGroupRules"]?[0]?["SecurityGroupRule"]?.object ?? [:]
            let identity = old.filter {
                $0.key.hasPrefix("Group") || $0.key.hasPrefix("Security") || $0.key == "IsEgress"
            }
            group["SecurityGroupRules"] = [.object(JSON.Object(identity.map { ($0.key, $0.value) }).merging(new))]
        },
        "ec2.UpdateSecurityGroupRuleDescriptionsIngress": { group, input in
            group["SecurityGroupRules"] = rules(input, isEgress: false)
        },
        "ec2.RevokeSecurityGroupIngress": { $0.reduce("IpPermissions", by: $1["IpPermissions"]) },
        "ec2.RevokeSecurityGroupEgress": { $0.reduce("IpPermissionsEgress", by: $1["IpPermissions"]) },
        "ec2.CreateNatGateway": { gateway, input in
            gateway.set(input)
            let first = address(input["AllocationId"] ?? .null, privateIP: input["PrivateIpAddress"], isPrimary: true)
            let zones = (input["AvailabilityZoneAddresses"]?.array ?? []).flatMap { $0["AllocationIds"]?.array ?? [] }
            let others = (zones + (input["SecondaryAllocationIds"]?.array ?? [])).map { address($0) }
            gateway["NatGatewayAddresses"] = .array([first] + others)
        },
        "ec2.AssociateNatGatewayAddress": { gateway, input in
            let added = (input["AllocationIds"]?.array ?? []).map { address($0) }
            gateway.extend("NatGatewayAddresses", with: .array(added))
        },
        "ec2.DisassociateNatGatewayAddress": { gateway, input in
            let gone = input["AssociationIds"]?.array ?? []
            gateway.remove(from: "NatGatewayAddresses") { $0["AssociationId"].map(gone.contains) ?? false }
        },
    ]

    private static let ec2Networks: [String: Effect] = [
        "ec2.AssociateRouteTable": { association, input in
            association.set(input)
            association["RouteTableAssociationId"] = "AssociationId-1"
        },
        "ec2.CreateRoute": { table, input in
            table.set(input)
            table.extend("Routes", with: [route(input)])
        },
        "ec2.ReplaceRoute": { table, input in
            table.remove(from: "Routes") { isSameDestination($0, input) }
            table.extend("Routes", with: [route(input)])
        },
        "ec2.DeleteRoute": { table, input in table.remove(from: "Routes") { isSameDestination($0, input) } },
        "ec2.EnableVgwRoutePropagation": { table, input in
            table.extend("PropagatingVgws", with: [["GatewayId": input["GatewayId"] ?? .null]])
        },
        "ec2.DisableVgwRoutePropagation": { table, input in
            table.remove(from: "PropagatingVgws") { $0["GatewayId"] == input["GatewayId"] }
        },
        "ec2.AssociateSubnetCidrBlock": { $0["Ipv6CidrBlockAssociationSet"] = [block($1)] },
        "ec2.DisassociateSubnetCidrBlock": { subnet, _ in subnet["Ipv6CidrBlockAssociationSet"] = [] },
        "ec2.AssociateVpcCidrBlock": { vpc, input in
            vpc["Ipv6CidrBlockAssociationSet"] = [block(input)]
            guard let cidr = input["CidrBlock"] else { return }
            vpc["VpcId"] = input["VpcId"]
            vpc["CidrBlockAssociationSet"] = [
                ["AssociationId": "AssociationId-1", "CidrBlock": cidr, "CidrBlockState": ["State": "associated"]]
            ]
        },
        "ec2.CreateFlowLogs": { log, input in
            log.set(input)
            log["FlowLogIds"] = ["FlowLogId-1"]
        },
        "ec2.CreateVpcPeeringConnection": { peering, input in
            peering["RequesterVpcInfo"] = ["VpcId": input["VpcId"] ?? .null]
            peering["AccepterVpcInfo"] = [
                "VpcId": input["PeerVpcId"] ?? .null, "OwnerId": input["PeerOwnerId"] ?? .null,
                "Region": input["PeerRegion"] ?? .null,
            ]
        },
        "ec2.ModifyVpcPeeringConnectionOptions": { peering, input in
            for side in ["Accepter", "Requester"] {
                guard let options = input["\(side)PeeringConnectionOptions"] else { continue }
                peering["\(side)VpcInfo"] = peering["\(side)VpcInfo"]?.setting(options, at: "PeeringOptions")
            }
        },
        "ec2.DisassociateVpcCidrBlock": { vpc, _ in vpc["Ipv6CidrBlockAssociationSet"] = [] },
        "ec2.ModifyVpcEndpoint": { endpoint, input in
            endpoint.set(input)
            if input["ResetPolicy"] == true { endpoint["PolicyDocument"] = "{}" }
        },
    ]

    private static let elbv2: [String: Effect] = [
        "elbv2.CreateLoadBalancer": { balancer, input in
            balancer.set(input)
            balancer["AvailabilityZones"] = zones(input)
        },
        "elbv2.SetSubnets": { balancer, input in
            balancer.set(input)
            balancer["AvailabilityZones"] = zones(input)
        },
        "elbv2.AddListenerCertificates": { listener, input in
            listener.set(input)
            listener["CertificateArn"] = input["Certificates"]?[0]?["CertificateArn"]
        },
        "elbv2.ModifyRule": { rule, input in
            rule.set(input)
            if input["ResetTransforms"] == true { rule["Transforms"] = [] }
        },
        "elbv2.SetRulePriorities": { $0["Priority"] = $1["RulePriorities"]?[0]?["Priority"] },
        "elbv2.ModifyListenerAttributes": { $0.setPairs("Attributes", $1["Attributes"]) },
        "elbv2.ModifyLoadBalancerAttributes": { $0.setPairs("Attributes", $1["Attributes"]) },
        "elbv2.ModifyTargetGroupAttributes": { $0.setPairs("Attributes", $1["Attributes"]) },
    ]

    private static let iam: [String: Effect] = [
        "iam.CreateRole": { role, input in
            role.set(input)
            role["PermissionsBoundary"] = boundary(input)
        },
        "iam.UpdateAssumeRolePolicy": { $0["AssumeRolePolicyDocument"] = $1["PolicyDocument"] },
        "iam.PutRolePermissionsBoundary": { $0["PermissionsBoundary"] = boundary($1) },
        "iam.DeleteRolePermissionsBoundary": { role, _ in role.clear("PermissionsBoundary") },
        "iam.PutRolePolicy": { role, input in
            role.set(input)
            role.remove(from: "PolicyNames") { $0 == input["PolicyName"] }
            role.extend("PolicyNames", with: [input["PolicyName"] ?? .null])
        },
        "iam.CreatePolicy": { policy, input in
            policy.set(input)
            policy["Document"] = input["PolicyDocument"]
        },
        "iam.CreatePolicyVersion": { $0["Document"] = $1["PolicyDocument"] },
        "iam.AddRoleToInstanceProfile": { $0["Roles"] = [["RoleName": $1["RoleName"] ?? .null]] },
        "iam.RemoveRoleFromInstanceProfile": { profile, _ in profile["Roles"] = [] },
        "iam.DeleteRolePolicy": { role, input in role.remove(from: "PolicyNames") { $0 == input["PolicyName"] } },
        "iam.AttachRolePolicy": { role, input in
            role.set(input)
            role.extend("AttachedPolicies", with: [["PolicyArn": input["PolicyArn"] ?? .null]])
        },
        "iam.DetachRolePolicy": { role, input in
            role.remove(from: "AttachedPolicies") { $0["PolicyArn"] == input["PolicyArn"] }
        },
    ]

    private static let others: [String: Effect] = [
        "lambda.AddPermission": { $0["Policy"] = .string(policy(permitting: $1).text()) },
        "ecs.PutClusterCapacityProviders": { cluster, input in
            cluster.set(input)
            cluster["clusterName"] = input["cluster"]
        },
        "ecs.CreateService": { service, input in
            service.set(input)
            service["clusterArn"] = input["cluster"]
            service["roleArn"] = input["role"]
        },
        "logs.DeleteRetentionPolicy": { group, _ in group.clear("retentionInDays") },
        "logs.DisassociateKmsKey": { group, _ in group.clear("kmsKeyId") },
    ]

    /// S3 answers with what a call wraps; two of its answers have a member `Status`.
    private static let s3: [String: Effect] = [
        "s3.PutBucketAccelerateConfiguration": { bucket, input in
            bucket["s3.GetBucketAccelerateConfiguration.Status"] = input["AccelerateConfiguration"]?["Status"]
        },
        "s3.PutBucketAcl": { $0.set($1["AccessControlPolicy"]?.object ?? $1) },
        "s3.PutBucketCors": { $0.set($1["CORSConfiguration"]?.object ?? [:]) },
        "s3.PutBucketLifecycleConfiguration": { bucket, input in
            bucket["s3.GetBucketLifecycleConfiguration.Rules"] = input["LifecycleConfiguration"]?["Rules"]
        },
        "s3.PutBucketLogging": { $0.set($1["BucketLoggingStatus"]?.object ?? [:]) },
        "s3.PutBucketRequestPayment": { $0.set($1["RequestPaymentConfiguration"]?.object ?? [:]) },
        "s3.PutBucketVersioning": { bucket, input in
            for name in ["Status", "MFADelete"] {
                bucket["s3.GetBucketVersioning.\(name)"] = input["VersioningConfiguration"]?[name] ?? .null
            }
        },
        "s3.PutBucketWebsite": { bucket, input in
            bucket.clear("ErrorDocument", "IndexDocument", "RedirectAllRequestsTo", "RoutingRules")
            bucket.set(input["WebsiteConfiguration"]?.object ?? [:])
        },
        "s3.PutPublicAccessBlock": { $0.set($1["PublicAccessBlockConfiguration"]?.object ?? [:]) },
    ]

    private static let route53: [String: Effect] = [
        "route53.ChangeResourceRecordSets": { record, input in
            let set = input["ChangeBatch"]?["Changes"]?.array?.last?["ResourceRecordSet"] ?? [:]
            for name in recordMembers { record[name] = set[name] ?? .null }
        },
        "route53.CreateHostedZone": { zone, input in
            zone.set(input)
            zone["Config"] = input["HostedZoneConfig"]
            zone["VPCs"] = .array(input["VPC"].map { [$0] } ?? [])
            zone["DelegationSet"] = ["Id": input["DelegationSetId"] ?? "", "NameServers": ["ns-1.example"]]
        },
        "route53.UpdateHostedZoneComment": { $0["Config"] = ["Comment": $1["Comment"] ?? ""] },
        "route53.UpdateHostedZoneFeatures": { zone, input in
            zone["AcceleratedRecoveryStatus"] = input["EnableAcceleratedRecovery"] == true ? "ENABLED" : "DISABLED"
        },
        "route53.AssociateVPCWithHostedZone": { $0.extend("VPCs", with: [$1["VPC"] ?? .null]) },
        "route53.DisassociateVPCFromHostedZone": { $0.reduce("VPCs", by: [$1["VPC"] ?? .null]) },
    ]

    private static let acm: [String: Effect] = [
        "acm.RequestCertificate": { certificate, input in
            certificate.set(input)
            certificate["DomainValidationOptions"] = nil
        }
    ]

    /// A description of a parameter has no value, and neither call shows tags.
    private static let ssm: [String: Effect] = [
        "ssm.PutParameter": { parameter, input in
            parameter.set(input)
            parameter["Overwrite"] = nil
        }
    ]

    private static let secrets: [String: Effect] = [
        "secretsmanager.CreateSecret": { secret, input in
            secret.set(input)
            secret["ReplicationStatus"] = input["AddReplicaRegions"] ?? []
            secret["ResourcePolicy"] = .null
            secret["DeletedDate"] = .null
        },
        "secretsmanager.ReplicateSecretToRegions": { secret, input in
            secret.extend("ReplicationStatus", with: input["AddReplicaRegions"])
        },
        "secretsmanager.RemoveRegionsFromReplication": { secret, input in
            let gone = input["RemoveReplicaRegions"]?.array ?? []
            secret.remove(from: "ReplicationStatus") { gone.contains($0["Region"] ?? .null) }
        },
        "secretsmanager.DeleteResourcePolicy": { secret, _ in secret.clear("ResourcePolicy") },
        "secretsmanager.PutSecretValue": { version, input in
            version.clear("SecretBinary", "SecretString")
            version.set(input)
        },
        "secretsmanager.UpdateSecretVersionStage": { version, input in
            let stage = input["VersionStage"] ?? .null
            version.remove(from: "VersionStages") { $0 == stage }
            if input["MoveToVersionId"] != nil { version.extend("VersionStages", with: [stage]) }
        },
    ]

    private static let discovery: [String: Effect] = [
        "servicediscovery.UpdatePrivateDnsNamespace": { $0.set($1["Namespace"]?.object ?? [:]) },
        "servicediscovery.UpdateService": { service, input in
            let change = input["Service"] ?? [:]
            service["Description"] = change["Description"] ?? service["Description"]
            service["HealthCheckConfig"] = change["HealthCheckConfig"] ?? .null
            let records = change.at("DnsConfig.DnsRecords")
            service["DnsConfig"] = records.flatMap { service["DnsConfig"]?.setting($0, at: "DnsRecords") } ?? .null
        },
    ]

    private static let recordMembers = [
        "AliasTarget", "CidrRoutingConfig", "Failover", "GeoLocation", "GeoProximityLocation", "HealthCheckId",
        "MultiValueAnswer", "Name", "Region", "ResourceRecords", "SetIdentifier", "TTL", "Type", "Weight",
    ]

    // MARK: Parts of objects

    private static func address(_ allocation: JSON, privateIP: JSON? = nil, isPrimary: Bool = false) -> JSON {
        [
            "AllocationId": allocation, "AssociationId": .string("eipassoc-\(allocation.string ?? "")"),
            "IsPrimary": .bool(isPrimary), "PrivateIp": privateIP ?? "10.0.0.9", "PublicIp": "203.0.113.9",
            "NetworkInterfaceId": "eni-9",
        ]
    }

    /// The rules that a call with permissions makes.
    private static func rules(_ input: JSON.Object, isEgress: Bool) -> JSON {
        let lists = ["IpRanges", "Ipv6Ranges", "PrefixListIds", "UserIdGroupPairs"]
        let rules = (input["IpPermissions"]?.array ?? []).flatMap { permission in
            lists.flatMap { list in
                (permission[list]?.array ?? []).map { range -> JSON in
                    var rule = permission.object ?? [:]
                    rule["CidrIpv4"] = range["CidrIp"]
                    rule["CidrIpv6"] = range["CidrIpv6"]
                    rule["PrefixListId"] = range["PrefixListId"]
                    rule["ReferencedGroupInfo"] = list == "UserIdGroupPairs" ? range : nil
                    rule["Description"] = range["Description"]
                    rule["GroupId"] = input["GroupId"]
                    rule["IsEgress"] = .bool(isEgress)
                    rule["SecurityGroupRuleId"] = "sgr-1"
                    rule["SecurityGroupRuleArn"] = "arn:aws:ec2:us-west-2:123456789012:security-group-rule/sgr-1"
                    return .object(rule)
                }
            }
        }
        return .array(rules)
    }

    private static func block(_ input: JSON.Object) -> JSON {
        [
            "AssociationId": "cidr-assoc-2", "Ipv6CidrBlock": input["Ipv6CidrBlock"] ?? "2001:db8::/56",
            "Ipv6CidrBlockState": ["State": "associated"],
            "NetworkBorderGroup": input["Ipv6CidrBlockNetworkBorderGroup"] ?? "us-west-2",
        ]
    }

    /// The zones of a load balancer: each shows its subnet and, if the program chose them, the addresses there.
    private static func zones(_ input: JSON.Object) -> JSON {
        let mappings = (input["SubnetMappings"]?.array ?? []).map { mapping -> JSON in
            ["SubnetId": mapping["SubnetId"] ?? .null, "LoadBalancerAddresses": [mapping]]
        }
        let subnets = (input["Subnets"]?.array ?? []).map { subnet -> JSON in ["SubnetId": subnet] }
        return .array(mappings + subnets)
    }

    /// A function's policy with the one permission that was asked for.
    private static func policy(permitting input: JSON.Object) -> JSON {
        func conditions(_ keys: [(String, String)]) -> JSON {
            .object(JSON.Object(keys.compactMap { key, member in input[member].map { (key, .string($0.formText)) } }))
        }
        let statement: JSON = [
            "Sid": input["StatementId"] ?? .null, "Action": input["Action"] ?? .null, "Effect": "Allow",
            "Principal": ["Service": input["Principal"] ?? .null],
            "Condition": [
                "ArnLike": conditions([("AWS:SourceArn", "SourceArn")]),
                "StringEquals": conditions([
                    ("AWS:SourceAccount", "SourceAccount"), ("aws:PrincipalOrgID", "PrincipalOrgID"),
                    ("lambda:EventSourceToken", "EventSourceToken"),
                    ("lambda:FunctionUrlAuthType", "FunctionUrlAuthType"),
                ]),
                "Bool": conditions([("lambda:InvokedViaFunctionUrl", "InvokedViaFunctionUrl")]),
            ],
        ]
        return ["Statement": [statement]]
    }

    private static func boundary(_ input: JSON.Object) -> JSON {
        input["PermissionsBoundary"].map { ["PermissionsBoundaryArn": $0] } ?? .null
    }

    /// A route as a table shows it: one to an endpoint looks like one to a gateway.
    private static func route(_ input: JSON.Object) -> JSON {
        var route = input
        route["RouteTableId"] = nil
        if let endpoint = input["VpcEndpointId"] {
            route["VpcEndpointId"] = nil
            route["GatewayId"] = endpoint
        }
        return .object(route)
    }

    private static func isSameDestination(_ route: JSON, _ input: JSON.Object) -> Bool {
        ["DestinationCidrBlock", "DestinationIpv6CidrBlock", "DestinationPrefixListId"]
            .allSatisfy { route[$0] == input[$0] }
    }
}
