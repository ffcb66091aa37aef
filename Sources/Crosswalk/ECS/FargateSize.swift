/// A size that a Fargate task can have.
struct FargateSize: Equatable, Sendable {
    /// CPU units; 1024 are one vCPU.
    let cpu: Int
    /// MiB.
    let memory: Int

    /// The task needs more than the largest size has.
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

    /// By CPU units, the memories in MiB that AWS offers.
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

    /// Every size, by memory, then by CPU: the first that is large enough is also the cheapest.
    static let all: [FargateSize] =
        offers
        .flatMap { offer in offer.memories.map { FargateSize(cpu: offer.cpu, memory: $0) } }
        .sorted { ($0.memory, $0.cpu) < ($1.memory, $1.cpu) }

    static let largestCPU = 32768
    static let largestMemory = 244 * 1024

    /// The smallest size for needs in CPU units and MiB.
    ///
    /// - Throws: ``TooLarge`` if there is none.
    static func smallest(cpu: Double, memory: Double) throws(TooLarge) -> FargateSize {
        guard let size = all.first(where: { Double($0.cpu) >= cpu && Double($0.memory) >= memory }) else {
            throw TooLarge(cpu: cpu, memory: memory)
        }
        return size
    }

    /// The smallest size for containers: memory that is set aside counts before memory that may be used.
    static func smallest(for containers: [Container]) throws(TooLarge) -> FargateSize {
        var (cpu, memory) = (0.0, 0.0)
        for container in containers {
            cpu += container.number("cpu") ?? 0
            let reserved = container.number("memoryReservation") ?? 0
            memory += reserved != 0 ? reserved : container.number("memory") ?? 0
        }
        return try smallest(cpu: cpu, memory: memory)
    }

    private static func gigabytes(_ range: ClosedRange<Int>) -> [Int] { range.map { $0 * 1024 } }
}
