extension VPCLayout {
    /// The input by which a layout as a whole is told.
    private var path: String { request.specs == nil ? "cidrBlock" : "subnetSpecs" }

    private static func text(_ subnets: [PlannedSubnet]) -> String {
        subnets.map { "\($0.name) (\($0.block))" }.joined(separator: ", ")
    }

    /// Checks that no two blocks share addresses.
    ///
    /// - Throws: ``LayoutFailure`` with the name and block of each subnet that overlaps another.
    func checkOverlaps() throws(LayoutFailure) {
        let ascending = subnets.indices.sorted { subnets[$0].block.first < subnets[$1].block.first }
        var overlapping: Set<Int> = []
        var furthest: Int?
        for index in ascending {
            if let reached = furthest, subnets[reached].block.last >= subnets[index].block.first {
                overlapping.formUnion([reached, index])
                if subnets[reached].block.last >= subnets[index].block.last { continue }
            }
            furthest = index
        }
        guard !overlapping.isEmpty else { return }
        throw LayoutFailure(
            .overlap,
            at: path,
            "these subnets overlap: \(Self.text(overlapping.sorted().map { subnets[$0] })); change cidrMask, size or "
                + "cidrBlocks in subnetSpecs, or give the VPC \(vpc) a larger block"
        )
    }

    /// Checks that the subnets that are created lie in the VPC.
    func checkInside() throws(LayoutFailure) {
        let outside = outside
        guard !outside.isEmpty else { return }
        throw LayoutFailure(
            .outside,
            at: request.zoneMask == nil ? path : "availabilityZoneCidrMask",
            "the VPC \(vpc) ends at \(IPv4Block.text(of: vpc.last)), and these subnets would lie outside it: "
                + "\(Self.text(outside)); give longer masks, or a larger block to the VPC"
        )
    }

    /// Checks that the blocks follow each other from the start of the VPC to its end.
    ///
    /// - Throws: ``LayoutFailure`` with a fault for every gap.
    func checkGaps() throws(LayoutFailure) {
        var gaps: [String] = []
        var end = vpc.first
        var place = "at the start of the VPC \(vpc)"
        for subnet in subnets {
            if subnet.block.first != end {
                gaps.append(
                    "\(place) \(subnet.name) (\(subnet.block)) should start at \(IPv4Block.text(of: end)), but starts at "
                        + IPv4Block.text(of: subnet.block.first)
                )
            }
            end = subnet.block.last + 1
            place = "after \(subnet.name) (\(subnet.block))"
        }
        if end != vpc.last + 1 {
            gaps.append(
                "\(place) the subnets end at \(IPv4Block.text(of: end - 1)), but the VPC \(vpc) at "
                    + IPv4Block.text(of: vpc.last)
            )
        }
        guard !gaps.isEmpty else { return }
        throw LayoutFailure(
            .gaps,
            at: "subnetStrategy",
            "Exact allows no gap between subnets, zone by zone in the order of subnetSpecs, and there are \(gaps.count): "
                + gaps.joined(separator: "; ")
                + "; add specs of the type Unused for what shall stay free, or use the strategy Auto"
        )
    }
}
