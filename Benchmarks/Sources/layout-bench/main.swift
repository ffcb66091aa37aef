// Times the layout of a VPC, whose sources are compiled into this program because they are internal to Crosswalk.

let zones = 16
let rounds = 100
let specs = (0..<13).map { number in
    SubnetSpec([.public, .private, .isolated][number % 3], name: "subnet-\(number)", cidrMask: 28)
}
let vpc = try IPv4Block(parsing: "10.0.0.0/16")

for strategy in [SubnetStrategy.legacy, .auto, .autoMerge] {
    let times = try (0..<5).map { _ in
        try ContinuousClock().measure {
            for _ in 0..<rounds {
                let request = try LayoutRequest(name: "vpc", zones: zones, specs: specs, strategy: strategy)
                let layout = try request.layout(in: vpc)
                precondition(layout.children.count >= zones * specs.count && !layout.entries.isEmpty)
            }
        }
    }
    // The best of the rounds, because others use the machine too.
    let microseconds = Int(((times.min() ?? .zero) / .microseconds(rounds)).rounded())
    print("layout of \(zones * specs.count) subnets in \(zones) zones, \(strategy): \(microseconds) µs  (target 1000)")
}
