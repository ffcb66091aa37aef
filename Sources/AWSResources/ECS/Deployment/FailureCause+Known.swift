extension FailureCause {
    /// All causes, the more special ones before the more general.
    static let known = images + startUp + placement + health + ends

    private static let noConnection = [
        "i/o timeout", "deadline exceeded", "connection refused", "dial tcp", "handshake timeout", "request canceled",
        "connection issue", "no such host",
    ]

    /// AWS speaks of secrets and registry at once where it means either; these name one of them.
    private static let fromRegistry = ["CannotPull", "ecr registry auth", "registry auth from", "ecr:GetAuthorization"]
    private static let fromSecrets = ["from asm", "from ssm", "fetch secret", "retrieve secret", "ssm parameter"]

    private static let images: [FailureCause] = [
        FailureCause(
            name: "the image is for another platform",
            remedy: "Build it for the task's platform (linux/amd64, unless `runtimePlatform` says otherwise).",
            signs: [["CannotPull"], ["matching platform", "no match for platform", "exec format error"]]
        ),
        FailureCause(
            name: "the registry refuses further pulls for now",
            remedy: "Docker Hub limits pulls by address: give `repositoryCredentials`, or copy the image to ECR.",
            signs: [["CannotPull"], ["toomanyrequests", "429", "rate limit"]]
        ),
        FailureCause(
            name: "the registry cannot be reached from the task's subnets",
            remedy:
                "Set `assignPublicIp` in a public subnet, or give the subnets a NAT gateway or VPC endpoints for ECR "
                + "and S3; the security group must allow HTTPS out.",
            signs: [fromRegistry, noConnection]
        ),
        FailureCause(
            name: "the image may not be pulled",
            remedy: "The execution role needs `ecr:GetAuthorizationToken`, `ecr:BatchGetImage` and "
                + "`ecr:GetDownloadUrlForLayer`, and another account's repository a policy that allows it; a private "
                + "registry needs `repositoryCredentials`. Docker Hub says this too of images that do not exist.",
            signs: [
                fromRegistry,
                ["403", "access denied", "AccessDenied", "denied:", "unauthorized", "no basic auth", "not authorized"],
            ]
        ),
        FailureCause(
            name: "the image does not exist",
            remedy:
                "Check its name and tag, that it has been pushed, and that the registry is that of the task's region.",
            signs: [["CannotPull"], ["not found", "manifest unknown", "does not exist", "name unknown"]]
        ),
        FailureCause(
            name: "the task has no disk space left",
            remedy: "Raise `ephemeralStorage.sizeInGib`, or make the image smaller.",
            signs: [["no space left on device", "CannotCreateVolume"]]
        ),
        FailureCause(
            name: "the image cannot be pulled",
            remedy: "Check the image's name and tag, the execution role, and the way from the subnets to the registry.",
            signs: [["CannotPull"]]
        ),
    ]

    private static let startUp: [FailureCause] = [
        FailureCause(
            name: "the secrets cannot be reached from the task's subnets",
            remedy: "Set `assignPublicIp` in a public subnet, or give the subnets a NAT gateway or VPC endpoints for "
                + "Secrets Manager, SSM and KMS.",
            signs: [fromSecrets, noConnection]
        ),
        FailureCause(
            name: "the secrets may not be read",
            remedy: "The execution role needs `secretsmanager:GetSecretValue` or `ssm:GetParameters` for them, and "
                + "`kms:Decrypt` for a key of your own.",
            signs: [fromSecrets, ["AccessDenied", "not authorized"]]
        ),
        FailureCause(
            name: "a secret does not exist",
            remedy: "Check the ARNs in `secrets`, their region, and the JSON key or version that they name.",
            signs: [
                fromSecrets + ["did not contain json key"],
                [
                    "ResourceNotFound", "can't find the specified secret", "invalid ssm parameter",
                    "invalid parameters",
                    "did not contain json key",
                ],
            ]
        ),
        FailureCause(
            name: "secrets or the registry's credentials cannot be fetched",
            remedy:
                "Check the ARNs in `secrets`, the execution role, and the way from the subnets to Secrets "
                + "Manager, SSM and ECR.",
            signs: [fromSecrets + ["secrets or registry auth"]]
        ),
        FailureCause(
            name: "the log group cannot be written",
            remedy:
                "Create the log group that `logConfiguration` names, in the region that it names; the execution role "
                + "needs `logs:CreateLogStream` and `logs:PutLogEvents`.",
            signs: [
                [
                    "create cloudwatch log stream", "logger args", "log group does not exist", "awslogs",
                    "initialize logging driver",
                ]
            ]
        ),
        FailureCause(
            name: "the file system cannot be mounted",
            remedy: "It needs a mount target in each zone of the task, whose security group admits port 2049 from the "
                + "task's; with IAM, the task role needs `elasticfilesystem:ClientMount`.",
            signs: [["EFS utils", "mount.nfs", "efs mount", "mount target"]]
        ),
        FailureCause(
            name: "ECS may not assume the task's roles",
            remedy: "The trust policies of task role and execution role must allow `ecs-tasks.amazonaws.com`.",
            signs: [["unable to assume", "assume the role", "assume role"]]
        ),
        FailureCause(
            name: "the container's command does not exist",
            remedy: "Check `entryPoint`, `command` and `workingDirectory` against the image.",
            signs: [["executable file not found", "no such file or directory", "CannotStartContainer"]]
        ),
        FailureCause(
            name: "the container cannot be created",
            remedy: "Check the container's definition against what AWS says.",
            signs: [["CannotCreateContainer", "CannotInspectContainer"]]
        ),
    ]

    private static let placement: [FailureCause] = [
        FailureCause(
            name: "Spot took the capacity back",
            remedy: "Give the strategy a base of FARGATE or of on-demand instances.",
            signs: [["SpotInterruption", "Spot Task was interrupted"]],
            isTransient: true
        ),
        FailureCause(
            name: "the instance was terminated",
            remedy: "ECS starts the task on another instance.",
            signs: [["TerminationNotice", "Host EC2"]],
            isTransient: true
        ),
        FailureCause(
            name: "AWS has no capacity at the moment",
            remedy: "Use subnets in more zones, or another capacity provider.",
            signs: [["Capacity is unavailable", "RESOURCE:FARGATE", "being throttled"]],
            isTransient: true
        ),
        FailureCause(
            name: "the cluster has no container instances",
            remedy: "Instances may still be on their way. If not: their user data must name the cluster in "
                + "`ECS_CLUSTER`, and they need an ECS-optimized AMI, the instance role and a way to ECS. What "
                + "should run on Fargate needs `launchType: FARGATE`.",
            signs: [["No Container Instances were found"]],
            isTransient: true
        ),
        FailureCause(
            name: "no instance has room for the task",
            remedy:
                "Add instances, or lower the task's CPU, memory and host ports; a capacity provider adds them itself.",
            signs: [["unable to place a task", "RESOURCE:"]],
            isTransient: true
        ),
        FailureCause(
            name: "the percents leave no room for a roll-out",
            remedy: "Lower `deploymentMinimumHealthyPercent` or raise `deploymentMaximumPercent`.",
            signs: [["unable to stop or start tasks"]]
        ),
        FailureCause(
            name: "the account's limit of vCPUs is reached",
            remedy: "Ask for more in Service Quotas, or run fewer or smaller tasks.",
            signs: [["limit on the number of vCPUs", "limit on the number of tasks"]]
        ),
        FailureCause(
            name: "the subnets have no free addresses",
            remedy: "Use larger subnets or more of them.",
            signs: [["free addresses", "free IP addresses", "network interface provisioning"]]
        ),
        FailureCause(
            name: "targets cannot be registered",
            remedy: "The target group's type must suit the network mode (`ip` for awsvpc), its VPC must be the task's, "
                + "and a listener must use it.",
            signs: [["failed to register"]]
        ),
    ]

    private static let health: [FailureCause] = [
        FailureCause(
            name: "the load balancer's health checks get another answer than expected",
            remedy:
                "The service answers, but not as `healthCheck.path` and `healthCheck.matcher` of the target group ask.",
            signs: [["ELB health checks", "unhealthy in"], ["with these codes", "ResponseCodeMismatch"]]
        ),
        FailureCause(
            name: "the load balancer's health checks time out",
            remedy: "Nothing answers in time at the port of the target group: check that the container listens on "
                + "`containerPort` on all interfaces, and that the task's security group admits the load balancer's.",
            signs: [["ELB health checks", "unhealthy in"], ["timed out", "Target.Timeout"]]
        ),
        FailureCause(
            name: "the load balancer's health checks fail",
            remedy: "Check that the container listens on `containerPort`, on all interfaces, and answers at "
                + "`healthCheck.path`; if it only starts slowly, raise `healthCheckGracePeriodSeconds`.",
            signs: [["ELB health checks", "unhealthy in"]]
        ),
        FailureCause(
            name: "the container's health check fails",
            remedy: "Run the command of `healthCheck` in the image: it may lack the program, such as curl, or ask at "
                + "another port. If the container only starts slowly, raise `healthCheck.startPeriod`.",
            signs: [["container health checks"]]
        ),
    ]

    private static let ends: [FailureCause] = [
        FailureCause(
            name: "the container ran out of memory",
            remedy: "Raise the memory of container and task, or find what uses it.",
            signs: [["OutOfMemory"]]
        ),
        FailureCause(
            name: "the program is for another platform",
            remedy: "Build the image for the task's platform (linux/amd64, unless `runtimePlatform` says otherwise).",
            logSigns: ["exec format error"]
        ),
        FailureCause(
            name: "the program's port is in use",
            remedy: "Containers of a task share its ports: give each container a port of its own.",
            exitCodes: Set(1...255),
            logSigns: ["address already in use", "EADDRINUSE"]
        ),
        FailureCause(
            name: "the program may not do something in AWS",
            remedy: "Give the task role (`taskRole`) the permission that the log names; the execution role is not the "
                + "program's.",
            exitCodes: Set(1...255),
            logSigns: ["AccessDenied", "is not authorized to perform"]
        ),
        FailureCause(
            name: "the program cannot reach another service",
            remedy: "Check the address that the log names, and the security groups and routes on the way to it.",
            exitCodes: Set(1...255),
            logSigns: ["connection refused", "ECONNREFUSED", "could not connect", "name resolution", "ENOTFOUND"]
        ),
        FailureCause(
            name: "the container's shell finds no such command",
            remedy: "Exit code 127: check the names in `entryPoint` and `command`, and what the image has.",
            exitCodes: [127]
        ),
        FailureCause(
            name: "the container's command cannot be executed",
            remedy: "The file needs the permission to be executed, and the image's user the right to do so.",
            exitCodes: [126]
        ),
        FailureCause(
            name: "the program was killed",
            remedy: "Exit code 137 is SIGKILL: of too much memory, or because the program did not end within "
                + "`stopTimeout` after SIGTERM.",
            exitCodes: [137]
        ),
        FailureCause(
            name: "the program accessed memory that it may not",
            remedy: "Exit code 139 is SIGSEGV: an error of the program, or of a library for another platform.",
            exitCodes: [139]
        ),
        FailureCause(
            name: "the program ended, although a service must keep running",
            remedy: "Start it in the foreground; for work that ends, run a task rather than a service.",
            signs: [["Essential container", "EssentialContainerExited"]],
            exitCodes: [0]
        ),
        FailureCause(
            name: "the program ended with an error",
            remedy: "Its log says why.",
            exitCodes: Set(1...255)
        ),
    ]
}
