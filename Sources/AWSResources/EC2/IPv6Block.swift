import JSON
import PulumiProtocol
import ResourceKit

/// The IPv6 addresses of a VPC or a subnet, which are an association with an id of its own.
struct IPv6Block: Sendable {
    /// The output that holds the association's id.
    let property: String
    let associate: String
    let disassociate: String

    /// The block that an object of AWS's has; `nil` if none.
    static func current(_ found: JSON) -> JSON? {
        found.list(at: "Ipv6CidrBlockAssociationSet").first {
            ["associated", "associating"].contains($0.text(at: "Ipv6CidrBlockState.State"))
        }
    }

    /// Takes the old block away, and brings the new one.
    ///
    /// - Parameters:
    ///   - resource: The operation on the resource that has the block.
    ///   - members: The members that ask for the new block; `nil` if there shall be none.
    /// - Throws: ``AWSError`` if a call fails, ``WaitTimeout`` if a block does not change in time.
    func change(_ resource: ResourceOperation, to members: JSON.Object?) async throws {
        if let association = resource.state[property]?.string, !association.isEmpty {
            try await resource.call(disassociate, ["AssociationId": .string(association)])
        }
        guard let members else { return }
        try await resource.call(associate, members)
        try await resource.wait(after: "ipv6", for: "the IPv6 addresses of \(resource.subject)")
    }

    /// The outputs that tell of the current block; empty texts if there is none.
    func outputs(_ found: JSON) -> PropertyMap {
        let block = Self.current(found)
        return [
            property: .string(block?["AssociationId"]?.string ?? ""),
            "ipv6CidrBlock": .string(block?["Ipv6CidrBlock"]?.string ?? ""),
        ]
    }
}
