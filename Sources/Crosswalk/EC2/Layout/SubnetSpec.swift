/// A way in which the subnets of a VPC get their blocks; compared with its case.
enum SubnetStrategy: String, Sendable, CaseIterable {
    /// Private, public and isolated subnets one after the other, with masks that do not depend on the VPC where possible.
    case legacy = "Legacy"
    /// The subnets as they are listed; what has no mask gets an equal share of the zone.
    case auto = "Auto"
    /// The default subnets, changed and extended by those that are listed.
    case autoMerge = "AutoMerge"
    /// As `Auto`, and nothing of the VPC may be left over.
    case exact = "Exact"
}

/// A subnet's type, as it is written.
struct SubnetType: Hashable, Sendable {
    /// The groups of types, in the order in which the subnets of a zone are created.
    enum Kind: Int, Sendable, CaseIterable {
        case `public`, `private`, isolated, other
    }

    /// The type as it is written, such as `Public` or `public`.
    let text: String
    /// The group that the type is of, whatever its case.
    let kind: Kind

    init(_ text: String) {
        self.text = text
        switch text.lowercased() {
        case "public": kind = .public
        case "private": kind = .private
        case "isolated": kind = .isolated
        default: kind = .other
        }
    }

    static let `public` = SubnetType("Public")
    static let `private` = SubnetType("Private")
    static let isolated = SubnetType("Isolated")
    static let unused = SubnetType("Unused")

    /// The type in the schema's spelling; itself if it is none of those.
    var inSchemaSpelling: SubnetType {
        switch kind {
        case .public: .public
        case .private: .private
        case .isolated: .isolated
        case .other: self
        }
    }

    /// Indicates whether the type keeps a block free; only this spelling does.
    var isUnused: Bool { text == "Unused" }
}

/// A subnet that every availability zone gets, as far as the layout depends on it.
struct SubnetSpec: Sendable, Hashable {
    /// The type.
    var type: SubnetType
    /// The name that takes the place of the type in names; `nil` if there is none or it is empty.
    var name: String?
    /// The length of the mask in bits.
    var cidrMask: Int?
    /// The number of addresses.
    var size: Int?
    /// The block in each zone.
    var cidrBlocks: [String]?

    init(_ type: SubnetType, name: String? = nil, cidrMask: Int? = nil, size: Int? = nil, cidrBlocks: [String]? = nil) {
        self.type = type
        self.name = name == "" ? nil : name
        self.cidrMask = cidrMask
        self.size = size
        self.cidrBlocks = cidrBlocks
    }

    /// The part of a subnet's name between the VPC's name and the zone.
    var label: String { name ?? type.text.lowercased() }
}
