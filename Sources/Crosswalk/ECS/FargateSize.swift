/// A size that a Fargate task can have.
struct FargateSize: Equatable, Sendable {
    /// The CPU units; 1024 are one vCPU.
    let cpu: Int
    /// The memory in MiB.
    let memory: Int

    /// An error: the containers need more than the largest size has.
    struct TooLarge: Error, Equatable, CustomStringConvertible {
        let cpu: Double
        let memory: Double

        var description: String {
            """
            the containers need \(cpu / 1024) vCPU and \(memory / 1024) GB of memory together, but a Fargate task has \
            at most \(FargateSize.largestCPU / 1024) vCPU and \(FargateSize.largestMemory / 1024) GB; \
            ask for less, or spread the containers over several services
            """
        }
    }

    /// The memory sizes in MiB that AWS offers for each number of CPU units.
    ///
    /// Source: the section on task size in the Fargate task definition parameters of Amazon ECS.
    private static let offers: [(cpu: Int, memories: [Int])] = [
        (256, [512, 1024, 2048]),
        (512, gigabytes(1...4)),
        (1024, gigabytes(2...8)),
        (2048, gigabytes(4...16)),
        (4096, gigabytes(8...30)),
        (8192, gigabytes(16...60)),
        (16384, gigabytes(32...120)),
        (32768, [60, 120, 244].map { $0 * 1024 }),
    ]

    /// All sizes, sorted by memory, then by CPU: the first that is large enough is also the cheapest.
    static let all: [FargateSize] =
        offers
        .flatMap { offer in offer.memories.map { FargateSize(cpu: offer.cpu, memory: $0) } }
        .sorted { ($0.memory, $0.cpu) < ($1.memory, $1.cpu) }

    /// The most CPU units that a task can have.
    static let largestCPU = 32768
    /// The most MiB of memory that a task can have.
    static let largestMemory = 244 * 1024

    /// Returns the smallest size with at least these CPU units and MiB of memory.
    ///
    /// - Throws: ``TooLarge`` if there is none.
    static func smallest(cpu: Double, memory: Double) throws(TooLarge) -> FargateSize {
        guard let size = all.first(where: { Double($0.cpu) >= cpu && Double($0.memory) >= memory }) else {
            throw TooLarge(cpu: cpu, memory: memory)
        }
        return size
    }

    /// Returns the smallest size that holds all containers.
    ///
    /// - Throws: ``TooLarge`` if there is none.
    static func smallest(for containers: [Container]) throws(TooLarge) -> FargateSize {
        try smallest(
            cpu: containers.reduce(0) { $0 + $1.cpu },
            memory: containers.reduce(0) { $0 + $1.memory }
        )
    }

    private static func gigabytes(_ range: ClosedRange<Int>) -> [Int] { range.map { $0 * 1024 } }
}
