import JSON
import ProviderKit
import PulumiProtocol
import Testing

@testable import AWSResources

@Suite("An import")
struct ImportTests {
    private static let ecs = "arn:aws:ecs:us-west-2:123456789012"
    private static let secret = "arn:aws:secretsmanager:us-west-2:123456789012:secret:shop-AbCdEf"
    private static let elb = "arn:aws:elasticloadbalancing:us-west-2:123456789012"

    /// The id that Pulumi's documentation of each type gives, and a call that finds the object by it.
    static let documented: [(type: String, id: String, operation: String, input: JSON.Object)] = [
        (
            "aws:route53/record:Record", "Z1__dmarc.example.com_TXT_blue_2", "route53.ListResourceRecordSets",
            [
                "HostedZoneId": "Z1", "StartRecordName": "_dmarc.example.com", "StartRecordType": "TXT",
                "StartRecordIdentifier": "blue_2", "MaxItems": "100",
            ]
        ),
        (
            "aws:acm/certificate:Certificate", "arn:aws:acm:us-west-2:123456789012:certificate/1",
            "acm.DescribeCertificate", ["CertificateArn": "arn:aws:acm:us-west-2:123456789012:certificate/1"]
        ),
        (
            "aws:acm/certificateValidation:CertificateValidation",
            "arn:aws:acm:us-west-2:123456789012:certificate/1", "acm.DescribeCertificate",
            ["CertificateArn": "arn:aws:acm:us-west-2:123456789012:certificate/1"]
        ),
        ("aws:route53/zone:Zone", "Z1", "route53.GetHostedZone", ["Id": "Z1"]),
        (
            "aws:iam/policy:Policy", "arn:aws:iam::123456789012:policy/web", "iam.GetPolicy",
            ["PolicyArn": "arn:aws:iam::123456789012:policy/web"]
        ),
        (
            "aws:iam/instanceProfile:InstanceProfile", "web", "iam.GetInstanceProfile",
            ["InstanceProfileName": "web"]
        ),
        (
            "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway", "eigw-1",
            "ec2.DescribeEgressOnlyInternetGateways", ["EgressOnlyInternetGatewayIds": ["eigw-1"]]
        ),
        (
            "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation", "vpc-cidr-assoc-1", "ec2.DescribeVpcs",
            ["Filters": [["Name": "cidr-block-association.association-id", "Values": ["vpc-cidr-assoc-1"]]]]
        ),
        (
            "aws:ec2/vpcPeeringConnection:VpcPeeringConnection", "pcx-1", "ec2.DescribeVpcPeeringConnections",
            ["VpcPeeringConnectionIds": ["pcx-1"]]
        ),
        ("aws:ec2/flowLog:FlowLog", "fl-1", "ec2.DescribeFlowLogs", ["FlowLogIds": ["fl-1"]]),
        (
            "aws:autoscaling/group:Group", "web", "autoscaling.DescribeAutoScalingGroups",
            ["AutoScalingGroupNames": ["web"]]
        ),
        (
            "aws:ec2/launchTemplate:LaunchTemplate", "lt-1", "ec2.DescribeLaunchTemplates",
            ["LaunchTemplateIds": ["lt-1"]]
        ),
        ("aws:ec2/networkAcl:NetworkAcl", "acl-1", "ec2.DescribeNetworkAcls", ["NetworkAclIds": ["acl-1"]]),
        (
            "aws:ec2/networkAclRule:NetworkAclRule", "acl-1:100:6:false", "ec2.DescribeNetworkAcls",
            ["NetworkAclIds": ["acl-1"]]
        ),
        (
            "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders", "shop", "ecs.DescribeClusters",
            ["clusters": ["shop"]]
        ),
        (
            "aws:appautoscaling/policy:Policy", "ecs/service/shop/web/ecs:service:DesiredCount/cpu",
            "application-autoscaling.DescribeScalingPolicies",
            [
                "PolicyNames": ["cpu"], "ServiceNamespace": "ecs", "ResourceId": "service/shop/web",
                "ScalableDimension": "ecs:service:DesiredCount",
            ]
        ),
        (
            "aws:appautoscaling/scheduledAction:ScheduledAction",
            "ecs/service/shop/web/ecs:service:DesiredCount/night",
            "application-autoscaling.DescribeScheduledActions",
            [
                "ScheduledActionNames": ["night"], "ServiceNamespace": "ecs", "ResourceId": "service/shop/web",
                "ScalableDimension": "ecs:service:DesiredCount",
            ]
        ),
        (
            "aws:appautoscaling/target:Target", "ecs/service/shop/web/ecs:service:DesiredCount",
            "application-autoscaling.DescribeScalableTargets",
            [
                "ServiceNamespace": "ecs", "ResourceIds": ["service/shop/web"],
                "ScalableDimension": "ecs:service:DesiredCount",
            ]
        ),
        (
            "aws:cloudwatch/eventRule:EventRule", "partner/orders/nightly", "events.DescribeRule",
            ["Name": "nightly", "EventBusName": "partner/orders"]
        ),
        (
            "aws:cloudwatch/eventTarget:EventTarget", "nightly/jobs", "events.ListTargetsByRule",
            ["Rule": "nightly", "EventBusName": "default"]
        ),
        (
            "aws:cloudwatch/metricAlarm:MetricAlarm", "cpu", "cloudwatch.DescribeAlarms",
            ["AlarmNames": ["cpu"], "AlarmTypes": ["MetricAlarm"]]
        ),
        (
            "aws:cloudwatch/logGroup:LogGroup", "shop/web", "logs.DescribeLogGroups",
            ["logGroupNamePrefix": "shop/web"]
        ),
        (
            "aws:cloudtrail/trail:Trail", "arn:aws:cloudtrail:us-west-2:123456789012:trail/audit",
            "cloudtrail.GetTrail",
            ["Name": "arn:aws:cloudtrail:us-west-2:123456789012:trail/audit"]
        ),
        ("aws:ec2/eip:Eip", "eipalloc-1", "ec2.DescribeAddresses", ["AllocationIds": ["eipalloc-1"]]),
        ("aws:ec2/instance:Instance", "i-1", "ec2.DescribeInstances", ["InstanceIds": ["i-1"]]),
        (
            "aws:ec2/internetGateway:InternetGateway", "igw-1", "ec2.DescribeInternetGateways",
            ["InternetGatewayIds": ["igw-1"]]
        ),
        ("aws:ec2/natGateway:NatGateway", "nat-1", "ec2.DescribeNatGateways", ["NatGatewayIds": ["nat-1"]]),
        ("aws:ec2/route:Route", "rtb-1_0.0.0.0/0", "ec2.DescribeRouteTables", ["RouteTableIds": ["rtb-1"]]),
        ("aws:ec2/routeTable:RouteTable", "rtb-1", "ec2.DescribeRouteTables", ["RouteTableIds": ["rtb-1"]]),
        (
            "aws:ec2/routeTableAssociation:RouteTableAssociation", "subnet-1/rtb-1", "ec2.DescribeRouteTables",
            ["Filters": [["Name": "association.subnet-id", "Values": ["subnet-1"]]]]
        ),
        ("aws:ec2/securityGroup:SecurityGroup", "sg-1", "ec2.DescribeSecurityGroups", ["GroupIds": ["sg-1"]]),
        (
            "aws:ec2/securityGroupRule:SecurityGroupRule", "sg-1_ingress_tcp_80_443_10.0.0.0/8_10.1.0.0/16",
            "ec2.DescribeSecurityGroupRules", ["Filters": [["Name": "group-id", "Values": ["sg-1"]]]]
        ),
        ("aws:ec2/subnet:Subnet", "subnet-1", "ec2.DescribeSubnets", ["SubnetIds": ["subnet-1"]]),
        ("aws:ec2/vpc:Vpc", "vpc-1", "ec2.DescribeVpcs", ["VpcIds": ["vpc-1"]]),
        ("aws:ec2/vpcEndpoint:VpcEndpoint", "vpce-1", "ec2.DescribeVpcEndpoints", ["VpcEndpointIds": ["vpce-1"]]),
        ("aws:ecr/lifecyclePolicy:LifecyclePolicy", "web", "ecr.GetLifecyclePolicy", ["repositoryName": "web"]),
        ("aws:ecr/repository:Repository", "web", "ecr.DescribeRepositories", ["repositoryNames": ["web"]]),
        ("aws:ecr/repositoryPolicy:RepositoryPolicy", "web", "ecr.GetRepositoryPolicy", ["repositoryName": "web"]),
        (
            "aws:ecs/capacityProvider:CapacityProvider", "\(ecs):capacity-provider/web",
            "ecs.DescribeCapacityProviders",
            ["capacityProviders": [.string("\(ecs):capacity-provider/web")], "include": ["TAGS"]]
        ),
        (
            "aws:ecs/cluster:Cluster", "shop", "ecs.DescribeClusters",
            ["clusters": ["shop"], "include": ["TAGS", "SETTINGS", "CONFIGURATIONS"]]
        ),
        (
            "aws:ecs/service:Service", "shop/web", "ecs.DescribeServices",
            ["cluster": "shop", "services": ["web"], "include": ["TAGS"]]
        ),
        (
            "aws:ecs/service:Service", "\(ecs):service/shop/web", "ecs.DescribeServices",
            ["cluster": "shop", "services": [.string("\(ecs):service/shop/web")], "include": ["TAGS"]]
        ),
        (
            "aws:ecs/taskDefinition:TaskDefinition", "\(ecs):task-definition/web:3", "ecs.DescribeTaskDefinition",
            ["taskDefinition": .string("\(ecs):task-definition/web:3"), "include": ["TAGS"]]
        ),
        ("aws:iam/role:Role", "web", "iam.GetRole", ["RoleName": "web"]),
        ("aws:iam/rolePolicy:RolePolicy", "web:logs", "iam.GetRolePolicy", ["RoleName": "web", "PolicyName": "logs"]),
        (
            "aws:iam/rolePolicyAttachment:RolePolicyAttachment", "web/arn:aws:iam::aws:policy/ReadOnlyAccess",
            "iam.ListAttachedRolePolicies", ["RoleName": "web"]
        ),
        (
            "aws:lambda/permission:Permission", "web:live/balancer", "lambda.GetPolicy",
            ["FunctionName": "web", "Qualifier": "live"]
        ),
        (
            "aws:lb/listener:Listener", "\(elb):listener/app/web/1/2", "elbv2.DescribeListeners",
            ["ListenerArns": [.string("\(elb):listener/app/web/1/2")]]
        ),
        (
            "aws:lb/listenerCertificate:ListenerCertificate",
            "\(elb):listener/app/web/1/2_arn:aws:acm:us-west-2:123456789012:certificate/1",
            "elbv2.DescribeListenerCertificates", ["ListenerArn": .string("\(elb):listener/app/web/1/2")]
        ),
        (
            "aws:lb/listenerRule:ListenerRule", "\(elb):listener-rule/app/web/1/2/3", "elbv2.DescribeRules",
            ["RuleArns": [.string("\(elb):listener-rule/app/web/1/2/3")]]
        ),
        (
            "aws:lb/loadBalancer:LoadBalancer", "\(elb):loadbalancer/app/web/1", "elbv2.DescribeLoadBalancers",
            ["LoadBalancerArns": [.string("\(elb):loadbalancer/app/web/1")]]
        ),
        (
            "aws:lb/targetGroup:TargetGroup", "\(elb):targetgroup/web/1", "elbv2.DescribeTargetGroups",
            ["TargetGroupArns": [.string("\(elb):targetgroup/web/1")]]
        ),
        (
            "aws:lb/targetGroupAttachment:TargetGroupAttachment", "\(elb):targetgroup/web/1,10.0.0.5,80",
            "elbv2.DescribeTargetHealth",
            [
                "TargetGroupArn": .string("\(elb):targetgroup/web/1"), "Targets": [["Id": "10.0.0.5", "Port": 80]],
            ]
        ),
        (
            "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule", "sgr-1", "ec2.DescribeSecurityGroupRules",
            ["SecurityGroupRuleIds": ["sgr-1"]]
        ),
        (
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "sgr-1", "ec2.DescribeSecurityGroupRules",
            ["SecurityGroupRuleIds": ["sgr-1"]]
        ),
        (
            "aws:scheduler/schedule:Schedule", "jobs/night", "scheduler.GetSchedule",
            ["GroupName": "jobs", "Name": "night"]
        ),
        ("aws:scheduler/scheduleGroup:ScheduleGroup", "jobs", "scheduler.GetScheduleGroup", ["Name": "jobs"]),
        ("aws:kms/key:Key", "1234abcd", "kms.DescribeKey", ["KeyId": "1234abcd"]),
        (
            "aws:sqs/queue:Queue", "https://sqs.us-west-2.amazonaws.com/123456789012/jobs", "sqs.GetQueueAttributes",
            ["QueueUrl": "https://sqs.us-west-2.amazonaws.com/123456789012/jobs", "AttributeNames": ["All"]]
        ),
        ("aws:s3/bucket:Bucket", "logs", "s3.HeadBucket", ["Bucket": "logs"]),
        ("aws:s3/bucketPolicy:BucketPolicy", "logs", "s3.GetBucketPolicy", ["Bucket": "logs"]),
        (
            "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "logs", "s3.GetPublicAccessBlock",
            ["Bucket": "logs"]
        ),
        (
            "aws:ssm/parameter:Parameter", "/shop/mode", "ssm.GetParameter",
            ["Name": "/shop/mode", "WithDecryption": true]
        ),
        (
            "aws:secretsmanager/secret:Secret", secret, "secretsmanager.DescribeSecret",
            ["SecretId": .string(secret)]
        ),
        (
            "aws:secretsmanager/secretVersion:SecretVersion", "\(secret)|v1", "secretsmanager.GetSecretValue",
            ["SecretId": .string(secret), "VersionId": "v1"]
        ),
        (
            "aws:servicediscovery/httpNamespace:HttpNamespace", "ns-1", "servicediscovery.GetNamespace",
            ["Id": "ns-1"]
        ),
        (
            "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace", "ns-1:vpc-1",
            "servicediscovery.GetNamespace", ["Id": "ns-1"]
        ),
        ("aws:servicediscovery/service:Service", "srv-1", "servicediscovery.GetService", ["Id": "srv-1"]),
        ("aws:efs/fileSystem:FileSystem", "fs-1", "efs.DescribeFileSystems", ["FileSystemId": "fs-1"]),
        ("aws:efs/mountTarget:MountTarget", "fsmt-1", "efs.DescribeMountTargets", ["MountTargetId": "fsmt-1"]),
        ("aws:efs/accessPoint:AccessPoint", "fsap-1", "efs.DescribeAccessPoints", ["AccessPointId": "fsap-1"]),
    ]

    @Test("has a documented id for every type")
    func everyType() {
        #expect(Set(Self.documented.map(\.type)) == Set(ResourceDescriptor.all.keys))
    }

    @Test("by the documented id looks for the object by what the id tells", arguments: documented)
    func looksForTheObject(_ type: String, _ id: String, _ operation: String, _ input: JSON.Object) async throws {
        let aws = ScriptedAWS()
        // A record is looked for by its name in the zone.
        aws.on("route53.GetHostedZone", ["HostedZone": ["Id": "/hostedzone/Z1", "Name": "example.com."]])
        let provider = try await AWSProvider.scripted(aws)
        _ = try await provider.read(ReadRequest(id: id, urn: urn(type)), .test)
        #expect(aws.inputs(of: operation).first == input)
        #expect(aws.refusals == [])
    }

    @Test("of a service by cluster and name, or by ARN, is the service with its cluster")
    func service() async throws {
        let arn = "\(Self.ecs):service/shop/web"
        let aws = ScriptedAWS()
        let service: JSON = [
            "serviceArn": .string(arn), "serviceName": "web", "status": "ACTIVE", "desiredCount": 2,
            "clusterArn": .string("\(Self.ecs):cluster/shop"), "taskDefinition": "arn:task",
        ]
        aws.on("ecs.DescribeServices", ["services": [service]])
        let provider = try await AWSProvider.scripted(aws)
        for id in ["shop/web", arn] {
            let read = try await provider.read(ReadRequest(id: id, urn: urn("aws:ecs/service:Service")), .test)
            #expect(read.id == arn)
            #expect(read.inputs?["name"] == "web")
            #expect(read.inputs?["cluster"] == "shop")
            #expect(read.inputs?["desiredCount"] == 2)
        }
    }

    @Test(
        "of a route tells its destination by its form",
        arguments: [
            ("rtb-1_10.0.0.0/8", "DestinationCidrBlock", "10.0.0.0/8", "destinationCidrBlock"),
            ("rtb-1_::/0", "DestinationIpv6CidrBlock", "::/0", "destinationIpv6CidrBlock"),
            ("rtb-1_pl-1", "DestinationPrefixListId", "pl-1", "destinationPrefixListId"),
        ]
    )
    func route(_ id: String, _ member: String, _ destination: String, _ property: String) async throws {
        let aws = ScriptedAWS()
        let route: JSON = .object([member: .string(destination), "NatGatewayId": "nat-1"])
        aws.on("ec2.DescribeRouteTables", ["RouteTables": [["RouteTableId": "rtb-1", "Routes": [route]]]])
        let provider = try await AWSProvider.scripted(aws)
        let read = try await provider.read(ReadRequest(id: id, urn: urn("aws:ec2/route:Route")), .test)
        #expect(read.id == "r-rtb-1\(CRC32.checksum(destination))")
        #expect(read.inputs?[property] == .string(destination))
        #expect(read.inputs?["natGatewayId"] == "nat-1")
    }

    @Test(
        "of an association is the one that AWS has now",
        arguments: [("subnet-1", "SubnetId"), ("igw-1", "GatewayId")]
    )
    func association(_ target: String, _ member: String) async throws {
        let aws = ScriptedAWS()
        let association: JSON = .object([
            member: .string(target), "RouteTableId": "rtb-1", "RouteTableAssociationId": "rtbassoc-1",
        ])
        aws.on("ec2.DescribeRouteTables", ["RouteTables": [["Associations": [association]]]])
        let provider = try await AWSProvider.scripted(aws)
        let type = "aws:ec2/routeTableAssociation:RouteTableAssociation"
        let read = try await provider.read(ReadRequest(id: "\(target)/rtb-1", urn: urn(type)), .test)
        #expect(read.id == "rtbassoc-1")
        #expect(read.inputs?["routeTableId"] == "rtb-1")
    }
}
