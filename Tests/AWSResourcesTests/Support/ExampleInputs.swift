import PackageSchema
import PulumiProtocol

@testable import AWSResources
@testable import ResourceKit

/// Inputs of every resource type that its schema, and AWS, would take.
enum ExampleInputs {
    /// Inputs with a value for every property that may stand beside the others.
    static func full(_ type: String) -> PropertyMap {
        guard let schema = AWSSchema.shared.resource(type) else { return [:] }
        var inputs = PropertyMap()
        for name in schema.inputs.names {
            let groups = schema.conflicts + schema.exactlyOneOf
            let isSecond = groups.contains { $0.contains(name) && $0.contains { $0 != name && inputs[$0] != nil } }
            let isForbidden = schema.implications.contains {
                $0.isForbidden && $0.other == name && inputs[$0.given] != nil
            }
            if isSecond || isForbidden || name == schema.autoname?.prefixProperty { continue }
            inputs[name] = value(of: name, type, schema.inputs[name])
        }
        return inputs
    }

    /// A value of a property, as the type of resource asks for it.
    static func value(of name: String, _ type: String, _ property: PropertySchema?) -> PropertyValue? {
        ofTypes[type]?[name] ?? ofAny[name] ?? example(property)
    }

    private static let ofAny: [String: PropertyValue] = [
        "containerDefinitions": .string(containers), "retentionInDays": 7, "region": "us-west-2",
        "ingress": [["cidrBlocks": ["10.0.0.0/8"], "fromPort": 80, "protocol": "tcp", "toPort": 80]],
        "egress": [["fromPort": 0, "protocol": "-1", "self": true, "toPort": 0]], "vpcEndpointId": "vpce-5",
    ]

    private static let ofTypes: [String: [String: PropertyValue]] = [
        "aws:acm/certificate:Certificate": ["validationMethod": "DNS"],
        "aws:acm/certificateValidation:CertificateValidation": [
            "certificateArn": "arn:aws:any:us-west-2:123456789012:kind/CertificateArn",
            "validationRecordFqdns": ["Name-1"],
        ],
        "aws:appautoscaling/scheduledAction:ScheduledAction": [
            "endTime": "2030-01-01T00:00:00Z", "startTime": "2030-01-01T00:00:00Z",
        ],
        "aws:cloudwatch/eventRule:EventRule": ["state": "ENABLED"],
        "aws:ec2/eip:Eip": ["domain": "vpc"],
        "aws:ec2/instance:Instance": [
            "ebsBlockDevices": [
                ["deviceName": "/dev/sdb", "encrypted": true, "iops": 5, "volumeSize": 5, "volumeType": "gp3"]
            ],
            "instanceType": "t3.micro",
            "secondaryNetworkInterfaces": [
                [
                    "deviceIndex": 1, "interfaceType": "secondary", "networkCardIndex": 1,
                    "privateIpAddresses": ["10.0.0.5"], "secondarySubnetId": "subnet-5",
                ]
            ],
            "rootBlockDevice": [
                "deleteOnTermination": true, "encrypted": true, "iops": 5, "kmsKeyId": "5", "throughput": 5,
                "volumeSize": 5, "volumeType": "gp3",
            ],
        ],
        "aws:ec2/flowLog:FlowLog": [
            "eniId": "eni-5", "regionalNatGatewayId": "nat-5", "subnetId": "subnet-5",
            "transitGatewayAttachmentId": "tgw-attach-5", "transitGatewayId": "tgw-5", "vpcId": "vpc-5",
        ],
        "aws:autoscaling/group:Group": ["metricsGranularity": "5"],
        "aws:ec2/launchTemplate:LaunchTemplate": [
            "blockDeviceMappings": [
                [
                    "deviceName": "/dev/sdb",
                    "ebs": ["deleteOnTermination": "true", "encrypted": "true", "iops": 5, "volumeSize": 5],
                ]
            ],
            // The version that the tests' AWS has of everything.
            "defaultVersion": 7, "ebsOptimized": "true",
            "networkInterfaces": [
                [
                    "associateCarrierIpAddress": "true", "associatePublicIpAddress": "true",
                    "deleteOnTermination": "true", "deviceIndex": 5, "ipv4AddressCount": 5,
                    "ipv4Addresses": ["10.0.0.5"], "ipv4Prefixes": ["10.0.0.0/28"], "ipv6Addresses": ["::5"],
                    "ipv6Prefixes": ["::/80"], "primaryIpv6": "true", "privateIpAddress": "10.0.0.5",
                    "securityGroups": ["sg-5"],
                ]
            ],
        ],
        "aws:ec2/networkAcl:NetworkAcl": ["egress": [.map(aclRule)], "ingress": [.map(aclRule)]],
        "aws:ec2/networkAclRule:NetworkAclRule": ["egress": true, "protocol": "1", "ruleAction": "allow"],
        "aws:ec2/natGateway:NatGateway": [
            "availabilityZoneAddresses": [["allocationIds": ["eipalloc-7"], "availabilityZone": "us-west-2a"]],
            "secondaryAllocationIds": ["eipalloc-6"],
        ],
        "aws:ec2/routeTable:RouteTable": [
            "routes": [
                ["cidrBlock": "0.0.0.0/0", "gatewayId": "igw-5"], ["ipv6CidrBlock": "::/0", "vpcEndpointId": "vpce-5"],
            ]
        ],
        "aws:ec2/securityGroupRule:SecurityGroupRule": ["type": "ingress"],
        "aws:kms/key:Key": ["enableKeyRotation": false],
        "aws:lb/listener:Listener": ["protocol": "HTTPS"],
        "aws:lb/loadBalancer:LoadBalancer": [
            "loadBalancerType": "application",
            "subnetMappings": [
                [
                    "allocationId": "eipalloc-5", "ipv6Address": "::5", "privateIpv4Address": "10.0.0.5",
                    "subnetId": "subnet-5",
                ]
            ],
        ],
        "aws:scheduler/schedule:Schedule": [
            "endDate": "2030-01-01T00:00:00Z", "startDate": "2030-01-01T00:00:00Z",
        ],
        "aws:s3/bucket:Bucket": [
            "lifecycleRules": [
                [
                    "abortIncompleteMultipartUploadDays": 5, "enabled": true,
                    "expiration": ["date": "2030-01-01", "expiredObjectDeleteMarker": true], "id": "5",
                    "noncurrentVersionExpiration": ["days": 5],
                    "noncurrentVersionTransitions": [["days": 5, "storageClass": "GLACIER"]], "prefix": "5",
                    "tags": ["key": "5"],
                    "transitions": [["date": "2030-01-01", "storageClass": "GLACIER"]],
                ]
            ],
            "objectLockConfiguration": [
                "objectLockEnabled": "Enabled", "rule": ["defaultRetention": ["days": 5, "mode": "GOVERNANCE"]],
            ],
            "replicationConfiguration": [
                "role": "5",
                "rules": [
                    [
                        "deleteMarkerReplicationStatus": "Enabled", "destination": ["bucket": "5"],
                        "filter": ["prefix": "5", "tags": ["key": "5"]], "id": "5", "priority": 5, "status": "Enabled",
                    ]
                ],
            ],
            "website": [
                "errorDocument": "5", "indexDocument": "5", "redirectAllRequestsTo": "https://5",
                "routingRules": #"[{"Redirect":{"HostName":"5"}}]"#,
            ],
        ],
        "aws:ssm/parameter:Parameter": ["tier": "Advanced", "type": "String"],
        "aws:secretsmanager/secret:Secret": ["replicas": [["kmsKeyId": "5", "region": "eu-west-1"]]],
        "aws:secretsmanager/secretVersion:SecretVersion": ["secretBinary": "YWJj"],
        "aws:servicediscovery/service:Service": [
            "dnsConfig": [
                "dnsRecords": [["ttl": 5, "type": "A"]], "namespaceId": "5", "routingPolicy": "WEIGHTED",
            ]
        ],
        "aws:efs/fileSystem:FileSystem": ["throughputMode": "provisioned"],
        "aws:efs/mountTarget:MountTarget": ["ipAddressType": "DUAL_STACK"],
        "aws:lb/targetGroup:TargetGroup": [
            "healthCheck": ["matcher": "200", "path": "/health", "protocol": "HTTP", "timeout": 3],
            "stickiness": ["cookieDuration": 60, "enabled": true, "type": "lb_cookie"],
        ],
    ]

    /// Inputs beside which a property means something, where the usual example is of another kind.
    static func companions(of name: String, _ type: String) -> PropertyMap {
        switch "\(type) \(name)" {
        case "aws:acm/certificate:Certificate certificateBody": ["options": .null, "privateKey": "5"]
        case "aws:acm/certificate:Certificate certificateChain":
            ["certificateBody": "5", "options": .null, "privateKey": "5"]
        case "aws:acm/certificate:Certificate privateKey": ["certificateBody": "5", "options": .null]
        case "aws:acm/certificate:Certificate privateKeyWo":
            [
                "certificateAuthorityArn": .null, "certificateBody": "5", "keyAlgorithm": .null, "options": .null,
                "subjectAlternativeNames": .null,
            ]
        case "aws:cloudwatch/eventRule:EventRule state": ["isEnabled": .null, "state": "ENABLED"]
        case "aws:cloudwatch/eventTarget:EventTarget inputPath": ["input": .null, "inputPath": "$.detail"]
        case "aws:cloudwatch/eventTarget:EventTarget inputTransformer":
            ["input": .null, "inputTransformer": ["inputPaths": ["key": "5"], "inputTemplate": "5"]]
        case "aws:kms/key:Key enableKeyRotation", "aws:kms/key:Key rotationPeriodInDays":
            ["customKeyStoreId": .null, "enableKeyRotation": true, "xksKeyId": .null]
        case "aws:sqs/queue:Queue sqsManagedSseEnabled": ["kmsMasterKeyId": .null, "sqsManagedSseEnabled": true]
        case "aws:ec2/natGateway:NatGateway secondaryPrivateIpAddresses": ["connectivityType": "private"]
        case "aws:lb/loadBalancer:LoadBalancer dnsRecordClientRoutingPolicy",
            "aws:lb/loadBalancer:LoadBalancer enableCrossZoneLoadBalancing":
            ["loadBalancerType": "network"]
        case "aws:lb/targetGroup:TargetGroup lambdaMultiValueHeadersEnabled":
            ["healthCheck": .null, "targetType": "lambda"]
        case "aws:ssm/parameter:Parameter keyId":
            ["insecureValue": .null, "type": "SecureString", "value": "5"]
        case "aws:ssm/parameter:Parameter value": ["insecureValue": .null, "value": "5"]
        case "aws:ssm/parameter:Parameter valueWo", "aws:ssm/parameter:Parameter valueWoVersion":
            ["insecureValue": .null, "valueWo": "5"]
        case "aws:secretsmanager/secretVersion:SecretVersion secretString":
            ["secretBinary": .null, "secretString": "5"]
        case "aws:ec2/vpc:Vpc assignGeneratedIpv6CidrBlock": ["ipv6CidrBlockNetworkBorderGroup": .null]
        case "aws:ec2/vpc:Vpc ipv6IpamPoolId":
            ["ipv6CidrBlock": .null, "ipv6CidrBlockNetworkBorderGroup": .null, "ipv6NetmaskLength": .null]
        default: [:]
        }
    }

    /// A value of the same type that is another one.
    static func other(_ value: PropertyValue) -> PropertyValue {
        switch value {
        case .string(let text): others[text].map { .string($0) } ?? .string(text + "2")
        case .number(let number): .number(number + 1)
        case .bool(let flag): .bool(!flag)
        case .list(let elements): .list(elements.map(other))
        case .map(let map): .map(PropertyMap(map.map { ($0.key, other($0.value)) }))
        default: value
        }
    }

    /// Other values of texts that are of a certain form.
    private static let others = [
        policy: #"{"Statement":[{"Effect":"Allow"}]}"#, containers: #"[{"image":"caddy","name":"web"}]"#,
        #"{"approve":true}"#: #"{"approve":false}"#, "HTTP": "HTTPS", "HTTPS": "TLS", "lb_cookie": "lb_cookie",
        "allow": "deny", "true": "false", "ENABLED": "DISABLED", "2030-01-01": "2030-01-02",
        "2030-01-01T00:00:00Z": "2030-01-01T00:00:01Z", "Enabled": "Enabled",
        #"[{"Redirect":{"HostName":"5"}}]"#: #"[{"Redirect":{"HostName":"6"}}]"#,
    ]

    private static let aclRule: PropertyMap = [
        "action": "allow", "cidrBlock": "10.0.0.0/8", "fromPort": 5, "icmpCode": 0, "icmpType": 0, "ipv6CidrBlock": "",
        "protocol": "6", "ruleNo": 5, "toPort": 5,
    ]
    private static let policy = #"{"Statement":[]}"#
    private static let containers = #"[{"image":"nginx","name":"web"}]"#

    /// A value of a property of which no table has one.
    static func example(_ property: PropertySchema?) -> PropertyValue? {
        guard let property else { return nil }
        if property.name == "hookDetails" { return #"{"approve":true}"# }
        return property.isJSON ? .string(policy) : example(property.type)
    }

    private static func example(_ type: PropertyType) -> PropertyValue? {
        switch type {
        case .string: "5"
        case .integer, .number: 5
        case .boolean: true
        case .any, .json, .asset, .archive, .resource: "anything"
        case .array(let element): example(element).map { .list([$0]) }
        case .map(let element): example(element).map { .map(["key": $0]) }
        case .union(let types): types.first.flatMap(example)
        case .type:
            .map(
                PropertyMap(
                    (AWSSchema.shared.package.object(type)?.properties ?? []).compactMap { property in
                        example(property).map { (property.name, $0) }
                    }
                )
            )
        }
    }
}
