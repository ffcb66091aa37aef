import RPC
import StdioTransport

extension Service {
    /// The methods of the benchmark's plugin.
    static let benchmark = Service([
        "/bench.Bench/Echo": { request, _ in request },
        "/bench.Bench/Take": { _, _ in [] },
        "/bench.Bench/Give": { request, _ in
            large
        },
    ])

    static let large = [UInt8](repeating: 1, count: largeSize)
    static let largeSize = 32 << 20
}

extension ConnectionLimits {
    static let benchmark = ConnectionLimits()
}

/// Prints one figure a line.
func runBenchmarks() async throws {
    let executable = CommandLine.arguments[0]
    let only = CommandLine.arguments.dropFirst().first
    try await report(firstAnswers(executable, rounds: 50))
    let command = PluginCommand(executable, arguments: ["plugin"])
    try await withPluginProcess(command, onStandardError: { print($0) }) { plugin in
        for _ in 0..<3 {
            for inFlight in [1, 100, 1000] where only == nil || only == "calls" {
                try await smallCalls(plugin.channel, inFlight: inFlight, seconds: inFlight == 100 ? 3 : 1)
            }
            if only == nil || only == "large" {
                try await large(plugin.channel, "/bench.Bench/Take", Service.large, "host to plugin")
                try await large(plugin.channel, "/bench.Bench/Give", [], "plugin to host")
            }
        }
    }
}

private func report(_ latencies: [Duration]) {
    let sorted = latencies.sorted()
    print("spawn to first answer: median \(sorted[sorted.count / 2]), slowest \(sorted[sorted.count - 1])")
}

private func firstAnswers(_ executable: String, rounds: Int) async throws -> [Duration] {
    var latencies: [Duration] = []
    for _ in 0..<rounds {
        let start = ContinuousClock.now
        let command = PluginCommand(executable, arguments: ["plugin"])
        try await withPluginProcess(command, onStandardError: { print($0) }) { plugin in
            _ = try await plugin.channel.call("/bench.Bench/Echo", [1])
            latencies.append(ContinuousClock.now - start)
        }
    }
    return latencies
}

private func smallCalls(_ channel: any Channel, inFlight: Int, seconds: Int) async throws {
    let request = [UInt8](repeating: 1, count: 100)
    let start = ContinuousClock.now
    let end = start + .seconds(seconds)
    let calls = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<inFlight {
            group.addTask {
                var calls = 0
                while ContinuousClock.now < end {
                    _ = try await channel.call("/bench.Bench/Echo", request)
                    calls += 1
                }
                return calls
            }
        }
        return try await group.reduce(0, +)
    }
    let rate = Double(calls) / ((ContinuousClock.now - start) / .seconds(1))
    print("small calls, \(inFlight) in flight: \(Int(rate)) a second")
}

private func large(_ channel: any Channel, _ method: String, _ request: [UInt8], _ direction: String) async throws {
    let start = ContinuousClock.now
    let rounds = 32
    try await withThrowingTaskGroup(of: Void.self) { group in
        for lane in 0..<2 {
            group.addTask {
                for _ in 0..<rounds / 2 { _ = try await channel.call(method, request) }
                _ = lane
            }
        }
        try await group.waitForAll()
    }
    let rate = Double(rounds * Service.largeSize) / ((ContinuousClock.now - start) / .seconds(1)) / 1e9
    print("large messages, \(direction): \((rate * 100).rounded() / 100) GB/s")
}
