/// A place for a subnet in every zone: a spec, or one of the default subnets.
struct SubnetSlot: Sendable {
    /// The subnet as it is asked for.
    var spec: SubnetSpec
    /// The index of the program's spec; `nil` for a default subnet that no spec changes.
    var specIndex: Int?
    /// The bits by which the mask is longer than a default zone's, for a default subnet of the newer allocator.
    var defaultBits: Int?

    /// The subnets of a VPC for which none are listed.
    static let defaults = [
        SubnetSlot(spec: SubnetSpec(.private), defaultBits: 1),
        SubnetSlot(spec: SubnetSpec(.public), defaultBits: 2),
    ]

    /// The path of the input that a fault of the subnet is told with.
    var path: String { specIndex.map { "subnetSpecs[\($0)]" } ?? "cidrBlock" }

    /// Returns the slots of specs.
    static func slots(_ specs: [SubnetSpec]) -> [SubnetSlot] {
        specs.enumerated().map { SubnetSlot(spec: $0.element, specIndex: $0.offset) }
    }

    /// Returns the slots of specs with their types in the schema's spelling.
    static func canonicalSlots(_ specs: [SubnetSpec]) -> [SubnetSlot] {
        slots(specs).map { slot in
            var slot = slot
            slot.spec.type = slot.spec.type.inSchemaSpelling
            return slot
        }
    }

    /// Returns the default subnets as specs change and extend them.
    ///
    /// A spec without a name takes the place of the default of its type, also in what it does not say: the mask of the
    /// default is lost.
    static func merging(_ specs: [SubnetSpec]) -> [SubnetSlot] {
        var merged = defaults
        for slot in slots(specs) {
            if slot.spec.name == nil,
                let place = defaults.firstIndex(where: { $0.spec.type.kind == slot.spec.type.kind })
            {
                merged[place] = slot
            } else {
                merged.append(slot)
            }
        }
        return merged
    }
}
