import PulumiProtocol

extension RegisterResourceRequest {
    /// A registration as a component makes it: an ECS service with its inputs, dependencies and options.
    static var service: RegisterResourceRequest {
        let base = "urn:pulumi:dev::shop::awsx:ecs:FargateService"
        let role = "\(base)$awsx:ecs:FargateTaskDefinition$aws:iam/role:Role::web-execution"
        let group = "\(base)$aws:ec2/securityGroup:SecurityGroup::web-sg"
        return RegisterResourceRequest(
            type: "aws:ecs/service:Service",
            name: "web",
            parent: "\(base)::web",
            custom: true,
            object: serviceInputs(dependingOn: role),
            dependencies: [role, group],
            provider: "urn:pulumi:dev::shop::pulumi:providers:aws::default::82f25c30-5e25-4937-9d51-74bd880399dc",
            propertyDependencies: [
                "cluster": [role], "desiredCount": [], "launchType": [], "loadBalancers": [role, group],
                "networkConfiguration": [group], "taskDefinition": [role], "waitForSteadyState": [],
            ],
            version: "7.41.0",
            acceptSecrets: true,
            customTimeouts: .init(create: "5m"),
            supportsPartialValues: true,
            acceptResources: true,
            aliasSpecs: true,
            supportsResultReporting: true
        )
    }

    private static func serviceInputs(dependingOn urn: String) -> PropertyMap {
        let arn = "arn:aws:ecs:us-west-2:123456789012"
        let target = "arn:aws:elasticloadbalancing:us-west-2:123456789012:targetgroup/web/b91a8e5d038513fa0"
        let balancer: PropertyMap = [
            "containerName": "web", "containerPort": 80,
            "targetGroupArn": .output(Output(.string(target), dependencies: [urn])),
        ]
        let containers =
            #"[{"name":"web","image":"nginx:latest","cpu":128,"memory":512,"essential":true,"#
            + #""portMappings":[{"containerPort":80,"hostPort":80}],"logConfiguration":{"logDriver":"awslogs","#
            + #""options":{"awslogs-group":"web-a8627d5","awslogs-region":"us-west-2"}}}]"#
        return [
            "cluster": .string("\(arn):cluster/web-0ad2eea"),
            "containerDefinitions": .secret(.string(containers)),
            "desiredCount": 2,
            "launchType": "FARGATE",
            "loadBalancers": [.map(balancer)],
            "name": "web-b7077c3",
            "networkConfiguration": [
                "assignPublicIp": true, "securityGroups": ["sg-122c2f86240aa745b"],
                "subnets": ["subnet-0aaa", "subnet-0bbb", "subnet-0ccc"],
            ],
            "tags": ["owner": "team", "stage": "dev"],
            "taskDefinition": .string("\(arn):task-definition/web-2255ecbf:1"),
            "waitForSteadyState": true,
        ]
    }
}
