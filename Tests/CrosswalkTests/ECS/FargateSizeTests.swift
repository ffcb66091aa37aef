import PulumiProtocol
import Testing

@testable import Crosswalk

@Suite("Fargate size")
struct FargateSizeTests {
    @Test(
        "is the smallest that holds the containers",
        arguments: [
            (0, 0, 256, 512), (256, 512, 256, 512), (512, 128, 512, 1024), (256, 1024, 256, 1024),
            (256, 2049, 512, 3072), (1024, 512, 1024, 2048), (1000, 2000, 1024, 2048), (1025, 1, 2048, 4096),
            (2048, 2048, 2048, 4096), (4096, 1024, 4096, 8192), (512, 5000, 1024, 5120), (256, 9000, 2048, 9216),
            (8192, 1, 8192, 16384), (8193, 1, 16384, 32768), (16385, 1, 32768, 61440), (256, 61441, 16384, 62464),
            (16384, 122880, 16384, 122880), (256, 122881, 32768, 249856), (17000, 70000, 32768, 122880),
            (32768, 249856, 32768, 249856),
        ] as [(Double, Double, Int, Int)]
    )
    func smallest(_ cpu: Double, _ memory: Double, _ chosenCPU: Int, _ chosenMemory: Int) throws {
        #expect(try FargateSize.smallest(cpu: cpu, memory: memory) == FargateSize(cpu: chosenCPU, memory: chosenMemory))
    }

    @Test("there are 187 of them, by memory and then by CPU")
    func all() {
        let first = FargateSize.all.prefix(8).map { [$0.cpu, $0.memory / 512] }
        #expect(FargateSize.all.count == 187)
        #expect(first == [[256, 1], [256, 2], [512, 2], [256, 4], [512, 4], [1024, 4], [512, 6], [1024, 6]])
    }

    @Test("is always the cheapest that is large enough")
    func cheapest() throws {
        func price(_ size: FargateSize) -> Double {
            0.04048 * Double(size.cpu) / 1024 + 0.004445 * Double(size.memory) / 1024
        }
        for wanted in FargateSize.all {
            let chosen = try FargateSize.smallest(cpu: Double(wanted.cpu), memory: Double(wanted.memory) - 1)
            let cheapest = FargateSize.all
                .filter { $0.cpu >= wanted.cpu && $0.memory >= wanted.memory - 1 }
                .map(price)
                .min()
            #expect(price(chosen) == cheapest)
        }
    }

    @Test("memory that is set aside counts before memory that may be used")
    func reservation() throws {
        let two = [
            Container(name: "a", properties: ["memoryReservation": 100, "memory": 9999]),
            Container(name: "b", properties: ["memory": 300, "cpu": 10]),
        ]
        #expect(try FargateSize.smallest(for: two) == FargateSize(cpu: 256, memory: 512))
        let zero = [Container(name: "a", properties: ["memoryReservation": 0, "memory": 3000])]
        #expect(try FargateSize.smallest(for: zero) == FargateSize(cpu: 512, memory: 3072))
    }

    @Test("needs that no size meets are refused", arguments: [(32769, 1), (1, 249857)] as [(Double, Double)])
    func tooLarge(_ cpu: Double, _ memory: Double) {
        let error = #expect(throws: FargateSize.TooLarge.self) { try FargateSize.smallest(cpu: cpu, memory: memory) }
        #expect(error?.description.contains("at most 32 vCPU and 244 GB; ask for less") == true)
    }
}
