import Foundation
import JSON
import TestKit
import Testing

@testable import Crosswalk

/// Layouts by an independent formulation of the rules; see `Tests/Oracles/vpc_layout.py`.
enum LayoutOracle {
    static func answers(_ cases: [LayoutCase]) throws -> [JSON] {
        let bytes = try PythonOracle("vpc_layout.py").answer(Data(JSON.array(cases.map(\.json)).bytes()))
        return try #require(try JSON(parsing: Array(bytes)).array)
    }
}

/// The inputs of a layout.
struct LayoutCase {
    var vpc: IPv4Block
    var zones: Int
    var zoneMask: Int?
    var strategy: SubnetStrategy
    var isDynamic = false
    var specs: [SubnetSpec]?
    var nat = "None"
    var addresses = 0
    var zoneName = "us-east-1a"

    var request: LayoutRequest {
        get throws {
            try LayoutRequest(
                name: "v",
                zones: zones,
                zoneMask: zoneMask,
                specs: specs,
                strategy: strategy,
                isDynamic: isDynamic
            )
        }
    }

    func layout() throws -> VPCLayout { try request.layout(in: vpc) }

    /// The case as the oracle reads it.
    var json: JSON {
        var object: JSON.Object = [
            "name": "v", "vpc": .string("\(vpc)"), "zones": .number(zones), "strategy": .string(strategy.rawValue),
            "dynamic": .bool(isDynamic), "nat": .string(nat), "addresses": .number(addresses),
            "zoneName": .string(zoneName),
        ]
        if let zoneMask { object["zoneMask"] = .number(zoneMask) }
        if let specs { object["specs"] = .array(specs.map(Self.json)) }
        return .object(object)
    }

    private static func json(_ spec: SubnetSpec) -> JSON {
        var object: JSON.Object = ["type": .string(spec.type.text)]
        if let name = spec.name { object["name"] = .string(name) }
        if let mask = spec.cidrMask { object["cidrMask"] = .number(mask) }
        if let size = spec.size { object["size"] = .number(size) }
        if let blocks = spec.cidrBlocks { object["cidrBlocks"] = .array(blocks.map { .string($0) }) }
        return .object(object)
    }
}
