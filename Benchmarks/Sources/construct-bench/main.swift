import PulumiProtocol
import RPC
import StdioTransport

// Times Construct of components whose monitor answers at once: construct-bench PROVIDER [COUNT]

let provider = CommandLine.arguments.count > 1 ? CommandLine.arguments[1] : "bin/pulumi-resource-awsx"
let count = CommandLine.arguments.count > 2 ? Int(CommandLine.arguments[2]) ?? 300 : 300

let container: PropertyMap = [
    "name": "web", "image": "nginx:latest", "cpu": 128, "memory": 512, "essential": true,
    "portMappings": [["containerPort": 80]],
]
let service: PropertyMap = [
    "cluster": "arn:aws:ecs:us-west-2:123456789012:cluster/bench", "assignPublicIp": true, "desiredCount": 2,
    "taskDefinitionArgs": ["container": .map(container)],
]

let scaled = service.merging([
    "scaling": ["maxCapacity": 10, "cpuUtilization": 60, "memoryUtilization": 75]
])

/// The components, with their inputs and the milliseconds that the median may take.
let components: [(name: String, type: String, inputs: PropertyMap, target: Int)] = [
    ("FargateService", "awsx:ecs:FargateService", service, 3),
    ("FargateService with scaling", "awsx:ecs:FargateService", scaled, 3),
    ("EC2Service", "awsx:ecs:EC2Service", service.filter { $0.key != "assignPublicIp" }, 3),
    ("Vpc", "awsx:ec2:Vpc", [:], 5),
]

func milliseconds(_ duration: Duration) -> Double { duration / .milliseconds(1) }

let command = PluginCommand(provider, arguments: ["--stdio", "--package", "awsx"])
try await withPluginProcess(command, serving: InstantMonitor.service, onStandardError: { print($0) }) { plugin in
    let service = "/pulumirpc.ResourceProvider/"
    _ = try await plugin.channel.call(
        service + "Handshake",
        ProviderHandshakeRequest(engineAddress: "stdio:").encoded()
    )
    _ = try await plugin.channel.call(service + "Configure", ConfigureRequest(acceptSecrets: true).encoded())
    for component in components {
        var times: [Double] = []
        for number in 0..<count {
            let request = try ConstructRequest(
                project: "bench",
                stack: "dev",
                monitorEndpoint: "stdio:",
                type: component.type,
                name: "it-\(number)",
                inputs: component.inputs
            ).encoded()
            let began = ContinuousClock.now
            _ = try await plugin.channel.call(service + "Construct", request)
            times.append(milliseconds(ContinuousClock.now - began))
        }
        let first = times[0]
        times.sort()
        print(
            "construct of a \(component.name): median \(times[count / 2]) ms, best \(times[0]) ms, first \(first) ms"
                + "  (target \(component.target))"
        )
    }
}
