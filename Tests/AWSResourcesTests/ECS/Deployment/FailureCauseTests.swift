import Foundation
import JSON
import Testing

@testable import AWSResources

@Suite("Known causes of failing tasks")
struct FailureCauseTests {
    /// A failure as AWS writes it, and the beginning of its cause.
    struct Case: Sendable, CustomTestStringConvertible {
        var stopCode = "TaskFailedToStart"
        var reason = ""
        var containerReason: String?
        var exitCode: Int?
        var log: [String] = []
        var context: [String] = []
        var event = ""
        let cause: String

        var testDescription: String { cause }

        var failure: TaskFailure? {
            if !event.isEmpty {
                let event: JSON = ["id": "1", "createdAt": "2026-01-01T00:00:00Z", "message": .string(event)]
                return ServiceState(["events": [event]]).events.first.flatMap(TaskFailure.init)
            }
            var container: JSON.Object = ["name": "app"]
            container["exitCode"] = exitCode.map(JSON.number)
            container["reason"] = containerReason.map(JSON.string)
            return TaskFailure(stopped: [
                "taskArn": "arn:task/shop/abc", "stopCode": .string(stopCode), "stoppedReason": .string(reason),
                "containers": [.object(container)],
            ])
        }

        static func pull(_ text: String, _ cause: String) -> Case {
            Case(reason: "CannotPullContainerError: " + text, cause: cause)
        }

        static func start(_ text: String, _ cause: String) -> Case {
            Case(reason: "ResourceInitializationError: " + text, cause: cause)
        }

        static func end(
            _ code: Int,
            _ cause: String,
            reason: String = "Essential container in task exited",
            container: String? = nil,
            log: [String] = [],
            context: [String] = []
        ) -> Case {
            Case(
                stopCode: "EssentialContainerExited",
                reason: reason,
                containerReason: container,
                exitCode: code,
                log: log,
                context: context,
                cause: cause
            )
        }

        static func event(_ text: String, _ cause: String) -> Case {
            Case(event: "(service web) " + text, cause: cause)
        }
    }

    private static let secrets = "unable to pull secrets or registry auth: execution resource retrieval failed: "

    static let images: [Case] = [
        .pull("image Manifest does not contain descriptor matching platform 'linux/amd64'", "the image is for another"),
        .pull("pull: toomanyrequests: You have reached your pull rate limit", "the registry refuses further pulls"),
        .pull("failed to resolve ref docker.io/x: dial tcp 1.2.3.4:443: i/o timeout", "the registry cannot be reached"),
        .start(
            secrets + "unable to retrieve ecr registry auth: RequestCanceled: context deadline exceeded",
            "the registry cannot be reached"
        ),
        .pull(
            "pull access denied, repository does not exist or may require authorization",
            "the image may not be pulled"
        ),
        .start(
            secrets + "unable to retrieve ecr registry auth: AccessDeniedException: not authorized to perform: "
                + "ecr:GetAuthorizationToken",
            "the image may not be pulled"
        ),
        .pull("123.dkr.ecr.us-west-2.amazonaws.com/web:9: not found", "the image does not exist"),
        .pull("failed to extract layer: no space left on device", "the task has no disk space left"),
        .pull("pull image manifest has been retried 5 time(s)", "the image cannot be pulled"),
    ]

    static let startUp: [Case] = [
        .start(
            secrets + "unable to retrieve secret from asm: dial tcp 1.2.3.4:443: i/o timeout",
            "the secrets cannot be reached"
        ),
        .start(
            secrets + "unable to retrieve secret from asm: failed to fetch secret arn: AccessDeniedException",
            "the secrets may not be read"
        ),
        .start(
            secrets + "unable to retrieve secrets from ssm: invalid ssm parameters: /db/password",
            "a secret does not exist"
        ),
        .start(
            secrets + "retrieved secret from Secrets Manager did not contain json key user",
            "a secret does not exist"
        ),
        .start(secrets + "unknown error", "secrets or the registry's credentials"),
        .start(
            "failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log "
                + "stream: ResourceNotFoundException: The specified log group does not exist.",
            "the log group cannot be written"
        ),
        .start(
            "failed to invoke EFS utils commands to set up EFS volumes: mount.nfs4: Connection timed out",
            "the file system cannot be mounted"
        ),
        .event(
            "failed to launch a task with (error ECS was unable to assume the role 'arn:role/x')",
            "ECS may not assume"
        ),
        Case(
            reason: "CannotStartContainerError: exec: \"serve\": executable file not found in $PATH",
            cause: "the container's command does not exist"
        ),
        Case(reason: "CannotCreateContainerError: conflict", cause: "the container cannot be created"),
    ]

    static let placement: [Case] = [
        Case(
            stopCode: "SpotInterruption",
            reason: "Your Spot Task was interrupted.",
            cause: "Spot took the capacity back"
        ),
        Case(stopCode: "TerminationNotice", reason: "Host EC2 (instance i-1) terminated.", cause: "the instance was"),
        .event("was unable to place a task. Reason: Capacity is unavailable at this time.", "AWS has no capacity"),
        .event(
            "was unable to place a task because no container instance met all of its requirements. Reason: No "
                + "Container Instances were found in your cluster.",
            "the cluster has no container instances"
        ),
        .event(
            "was unable to place a task because no container instance met all of its requirements. The closest "
                + "matching container-instance 1 has insufficient memory available.",
            "no instance has room"
        ),
        .event(
            "was unable to stop or start tasks during a deployment because of the service deployment configuration.",
            "the percents leave no room"
        ),
        Case(
            reason: "You've reached the limit on the number of vCPUs you can run concurrently",
            cause: "the account's limit of vCPUs"
        ),
        Case(
            reason: "Unexpected EC2 error while attempting to Create Network Interface: the subnet has not enough free "
                + "addresses",
            cause: "the subnets have no free addresses"
        ),
        .event(
            "failed to register targets in (target-group arn:x) with (error The IP address is not valid)",
            "targets cannot be registered"
        ),
    ]

    static let health: [Case] = [
        .end(
            143,
            "the load balancer's health checks get another answer",
            reason: "Task failed ELB health checks in (target-group arn:x)",
            context: ["targets of web: 1 unhealthy (Health checks failed with these codes: [404])"]
        ),
        .end(
            143,
            "the load balancer's health checks time out",
            reason: "Task failed ELB health checks in (target-group arn:x)",
            context: ["targets of web: 1 unhealthy (Request timed out)"]
        ),
        .end(
            143,
            "the load balancer's health checks fail",
            reason: "Task failed ELB health checks in (target-group arn:x)"
        ),
        .end(137, "the container's health check fails", reason: "Task failed container health checks"),
    ]

    static let ends: [Case] = [
        .end(137, "the container ran out", container: "OutOfMemoryError: Container killed due to memory usage"),
        .end(255, "the program is for another platform", log: ["exec /app/serve: exec format error"]),
        .end(1, "the program's port is in use", log: ["Error: listen EADDRINUSE: address already in use :::80"]),
        .end(
            1,
            "the program may not do something in AWS",
            log: ["User: arn:x is not authorized to perform: s3:GetObject"]
        ),
        .end(1, "the program cannot reach another service", log: ["connect ECONNREFUSED 10.0.0.1:5432"]),
        .end(127, "the container's shell finds no such command"),
        .end(126, "the container's command cannot be executed"),
        .end(137, "the program was killed"),
        .end(139, "the program accessed memory"),
        .end(0, "the program ended, although a service must keep running"),
        .end(3, "the program ended with an error"),
    ]

    @Test("are told by AWS's words", arguments: images + startUp + placement + health + ends)
    func toldByWords(_ one: Case) throws {
        let failure = try #require(one.failure)
        let cause = try #require(FailureCause.of(failure, log: one.log, context: one.context))
        #expect(cause.name.hasPrefix(one.cause), "\(cause.name)")
    }

    @Test("are all told by some words", arguments: FailureCause.known.map(\.name))
    func allAreTold(_ name: String) {
        let cases = Self.images + Self.startUp + Self.placement + Self.health + Self.ends
        #expect(cases.contains { name.hasPrefix($0.cause) })
    }

    @Test("are listed in the docs, and no others")
    func documented() throws {
        let root = #filePath.split(separator: "/Tests/AWSResourcesTests/")[0]
        let page = try String(contentsOfFile: "\(root)/docs/deployments.md", encoding: .utf8)
        let rows = FailureCause.known.map { "| \($0.name) | \($0.remedy) |\n" }.joined()
        #expect(page.hasSuffix("| cause | what to do |\n| --- | --- |\n" + rows))
    }

    @Test("are only looked for where something failed", arguments: ["UserInitiated", "ServiceSchedulerInitiated"])
    func wantedStops(_ code: String) {
        let reason = "Scaling activity initiated by (deployment ecs-svc/1)"
        let task: JSON = ["taskArn": "a", "stopCode": .string(code), "stoppedReason": .string(reason)]
        #expect(TaskFailure(stopped: task) == nil)
    }

    @Test("of an unknown kind are told apart by words, and not by ids")
    func unknownKinds() throws {
        func kind(_ reason: String) throws -> String {
            let task: JSON = ["taskArn": "a", "stopCode": "TaskFailedToStart", "stoppedReason": .string(reason)]
            return try #require(TaskFailure(stopped: task)).kind
        }
        let first = try kind("Unexpected end of volume vol-0123456789abcdef")
        #expect(try first == kind("Unexpected end of volume vol-fedcba9876543210"))
        #expect(try first != kind("Unexpected start of volume vol-0123456789abcdef"))
    }
}
