import PulumiProtocol

/// Inputs of every type that AWS would take: what a program must give, and nothing else.
enum ValidInputs {
    /// Returns the inputs of a type; none where it needs none.
    static func of(_ type: String) -> PropertyMap { table[type] ?? [:] }

    private static let arn = "arn:aws:elasticloadbalancing:us-west-2:123456789012"
    private static let listener: PropertyMap = [
        "loadBalancerArn": .string("\(arn):loadbalancer/app/web/1"), "port": 80, "protocol": "HTTP",
        "defaultActions": [["type": "forward", "targetGroupArn": .string("\(arn):targetgroup/web/1")]],
    ]
    private static let lifecyclePolicy =
        #"{"rules": [{"rulePriority": 1, "selection": {"tagStatus": "any", "countType": "imageCountMoreThan", "#
        + #""countNumber": 9}, "action": {"type": "expire"}}]}"#
    private static let rule: PropertyMap = [
        "securityGroupId": "sg-1", "ipProtocol": "tcp", "fromPort": 80, "toPort": 80, "cidrIpv4": "10.0.0.0/8",
    ]
    private static let group: PropertyValue = [
        "autoScalingGroupArn": "arn:aws:autoscaling:us-west-2:123456789012:autoScalingGroup:1:autoScalingGroupName/web"
    ]

    private static let statement =
        #"{"Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}"#

    private static let scaled: PropertyMap = [
        "serviceNamespace": "ecs", "resourceId": "service/web/web", "scalableDimension": "ecs:service:DesiredCount",
    ]

    private static let table: [String: PropertyMap] = [
        "aws:acm/certificate:Certificate": ["domainName": "www.example.com", "validationMethod": "DNS"],
        "aws:acm/certificateValidation:CertificateValidation": [
            "certificateArn": "arn:aws:acm:us-west-2:123456789012:certificate/1"
        ],
        "aws:appautoscaling/policy:Policy": scaled.merging([
            "policyType": "TargetTrackingScaling",
            "targetTrackingScalingPolicyConfiguration": [
                "predefinedMetricSpecification": ["predefinedMetricType": "ECSServiceAverageCPUUtilization"],
                "targetValue": 50,
            ],
        ]),
        "aws:appautoscaling/scheduledAction:ScheduledAction": scaled.merging([
            "schedule": "cron(0 8 * * ? *)", "scalableTargetAction": ["minCapacity": 1],
        ]),
        "aws:appautoscaling/target:Target": scaled.merging(["minCapacity": 1, "maxCapacity": 2]),
        "aws:cloudtrail/trail:Trail": [
            "s3BucketName": "audit", "cloudWatchLogsGroupArn": "arn:aws:logs:us-west-2:123456789012:log-group:audit:*",
            "cloudWatchLogsRoleArn": "arn:aws:iam::123456789012:role/audit",
        ],
        "aws:cloudwatch/eventRule:EventRule": ["scheduleExpression": "rate(1 hour)"],
        "aws:cloudwatch/eventTarget:EventTarget": [
            "rule": "hourly", "arn": "arn:aws:sqs:us-west-2:123456789012:jobs",
        ],
        "aws:cloudwatch/metricAlarm:MetricAlarm": [
            "comparisonOperator": "GreaterThanThreshold", "evaluationPeriods": 1, "metricName": "CPUUtilization",
            "namespace": "AWS/ECS", "period": 60, "statistic": "Average", "threshold": 80,
        ],
        "aws:autoscaling/group:Group": [
            "minSize": 1, "maxSize": 1, "availabilityZones": ["us-west-2a"], "launchTemplate": ["id": "lt-1"],
        ],
        "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": [
            "clusterName": "shop", "capacityProviders": ["FARGATE"],
            "defaultCapacityProviderStrategies": [["capacityProvider": "FARGATE", "weight": 1]],
        ],
        "aws:ec2/instance:Instance": ["ami": "ami-1", "instanceType": "t3.micro"],
        "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway": ["vpcId": "vpc-1"],
        "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation": [
            "vpcId": "vpc-1", "cidrBlock": "10.1.0.0/16",
        ],
        "aws:ec2/vpcPeeringConnection:VpcPeeringConnection": ["vpcId": "vpc-1", "peerVpcId": "vpc-2"],
        "aws:ec2/flowLog:FlowLog": [
            "vpcId": "vpc-1", "trafficType": "ALL", "iamRoleArn": "arn:aws:iam::123456789012:role/web",
            "logDestination": "arn:aws:logs:us-west-2:123456789012:log-group:web",
        ],
        "aws:ec2/networkAcl:NetworkAcl": ["vpcId": "vpc-1"],
        "aws:ec2/networkAclRule:NetworkAclRule": [
            "networkAclId": "acl-1", "ruleNumber": 100, "protocol": "-1", "ruleAction": "allow",
            "cidrBlock": "0.0.0.0/0",
        ],
        "aws:ec2/natGateway:NatGateway": ["subnetId": "subnet-1", "allocationId": "eipalloc-1"],
        "aws:ec2/route:Route": [
            "routeTableId": "rtb-1", "destinationCidrBlock": "10.0.0.0/16", "gatewayId": "igw-1",
        ],
        "aws:ec2/routeTable:RouteTable": ["vpcId": "vpc-1"],
        "aws:ec2/routeTableAssociation:RouteTableAssociation": ["routeTableId": "rtb-1", "subnetId": "subnet-1"],
        "aws:ec2/securityGroupRule:SecurityGroupRule": [
            "securityGroupId": "sg-1", "type": "ingress", "protocol": "tcp", "fromPort": 80, "toPort": 80,
            "cidrBlocks": ["10.0.0.0/8"],
        ],
        "aws:ec2/subnet:Subnet": ["vpcId": "vpc-1", "cidrBlock": "10.0.0.0/24"],
        "aws:ec2/vpc:Vpc": ["cidrBlock": "10.0.0.0/16"],
        "aws:ec2/vpcEndpoint:VpcEndpoint": ["vpcId": "vpc-1", "serviceName": "com.amazonaws.us-west-2.s3"],
        "aws:ecr/lifecyclePolicy:LifecyclePolicy": ["repository": "web", "policy": .string(lifecyclePolicy)],
        "aws:ecr/repositoryPolicy:RepositoryPolicy": ["repository": "web", "policy": #"{"Statement":[]}"#],
        "aws:ecs/capacityProvider:CapacityProvider": ["autoScalingGroupProvider": group],
        "aws:ecs/service:Service": ["taskDefinition": "web:1"],
        "aws:ecs/taskDefinition:TaskDefinition": [
            "family": "web", "containerDefinitions": #"[{"name": "web", "image": "nginx", "memory": 64}]"#,
        ],
        "aws:iam/policy:Policy": ["policy": .string(statement)],
        "aws:iam/role:Role": [
            "assumeRolePolicy": #"{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}]}"#
        ],
        "aws:iam/rolePolicy:RolePolicy": ["role": "web", "policy": #"{"Statement":[]}"#],
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment": [
            "role": "web", "policyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess",
        ],
        "aws:lambda/permission:Permission": [
            "action": "lambda:InvokeFunction", "function": "web", "principal": "elasticloadbalancing.amazonaws.com",
        ],
        "aws:lb/listener:Listener": listener,
        "aws:route53/record:Record": [
            "zoneId": "Z1", "name": "www", "type": "A", "ttl": 300, "records": ["192.0.2.1"],
        ],
        "aws:route53/zone:Zone": ["name": "example.com"],
        "aws:lb/listenerCertificate:ListenerCertificate": [
            "listenerArn": .string("\(arn):listener/app/web/1/2"),
            "certificateArn": "arn:aws:acm:us-west-2:123456789012:certificate/1",
        ],
        "aws:lb/listenerRule:ListenerRule": [
            "listenerArn": .string("\(arn):listener/app/web/1/2"), "conditions": [["pathPattern": ["values": ["/a"]]]],
            "actions": [["type": "forward", "targetGroupArn": .string("\(arn):targetgroup/web/1")]],
        ],
        "aws:lb/loadBalancer:LoadBalancer": ["subnets": ["subnet-1", "subnet-2"]],
        "aws:lb/targetGroup:TargetGroup": ["port": 80, "protocol": "HTTP", "vpcId": "vpc-1"],
        "aws:lb/targetGroupAttachment:TargetGroupAttachment": [
            "targetGroupArn": .string("\(arn):targetgroup/web/1"), "targetId": "i-1",
        ],
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": rule,
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": rule,
        "aws:scheduler/schedule:Schedule": [
            "flexibleTimeWindow": ["mode": "OFF"], "scheduleExpression": "rate(1 hour)",
            "target": [
                "arn": "arn:aws:sqs:us-west-2:123456789012:jobs", "roleArn": "arn:aws:iam::123456789012:role/jobs",
            ],
        ],
        "aws:s3/bucketPolicy:BucketPolicy": [
            "bucket": "logs",
            "policy": #"{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"}]}"#,
        ],
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": ["bucket": "logs"],
        "aws:ssm/parameter:Parameter": ["type": "String", "insecureValue": "on"],
        "aws:secretsmanager/secretVersion:SecretVersion": ["secretId": "shop", "secretString": "hunter2"],
        "aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace": ["vpc": "vpc-1"],
        "aws:efs/mountTarget:MountTarget": ["fileSystemId": "fs-1", "subnetId": "subnet-1"],
        "aws:efs/accessPoint:AccessPoint": ["fileSystemId": "fs-1"],
    ]
}
