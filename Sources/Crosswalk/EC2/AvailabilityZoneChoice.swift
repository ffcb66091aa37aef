import ProviderKit
import PulumiProtocol

/// The availability zones of a VPC, as its inputs choose them.
enum AvailabilityZoneChoice: Equatable, Sendable {
    /// The zones with these names, in this order.
    case named([String])
    /// The first zones of a region, in the order in which AWS lists them; of the provider's region if none is given.
    case first(Int, region: String?)

    /// The number of zones if the inputs say nothing.
    static let defaultCount = 3

    /// The choice of inputs.
    ///
    /// - Throws: ``InputFailure`` if the inputs contradict each other, or are not known at once.
    init(_ inputs: VpcInputs) throws(InputFailure) {
        let count = try inputs.numberOfAvailabilityZones.knownInteger()
        guard let names = try Self.names(inputs.availabilityZoneNames) else {
            guard count ?? 1 > 0 else {
                throw inputs.numberOfAvailabilityZones.failure("must be at least 1, so that there are subnets")
            }
            self = .first(count ?? Self.defaultCount, region: try Self.region(inputs.region))
            return
        }
        if inputs.numberOfAvailabilityZones.isTruthy {
            try inputs.availabilityZoneNames.exclude(inputs.numberOfAvailabilityZones)
        }
        self = .named(names)
    }

    /// The number of zones.
    var count: Int {
        switch self {
        case .named(let names): names.count
        case .first(let count, _): count
        }
    }

    /// The names of the zones that are given; `nil` if they are to be looked up.
    var givenNames: [String]? { if case .named(let names) = self { names } else { nil } }

    /// Returns the names of the zones, in order; the engine is asked for those that are not given.
    ///
    /// - Throws: ``InputFailure`` if the region does not have as many.
    func names(in scope: ComponentScope) async throws -> [String] {
        switch self {
        case .named(let names): names
        case .first(let count, let region): try await Self.first(count, of: region, in: scope)
        }
    }

    private static func first(_ count: Int, of region: String?, in scope: ComponentScope) async throws -> [String] {
        let arguments = PropertyMap(present: ["region": region.map { .string($0) }])
        let answer = try await scope.invoke("aws:index/getAvailabilityZones:getAvailabilityZones", arguments)
        let names = (answer.value?["names"]?.list ?? []).compactMap(\.string)
        guard !names.isEmpty else {
            throw InputFailure(
                scope.urn,
                at: "region",
                "\(region.map { "\($0) " } ?? "")has no availability zones that this account may use; "
                    + "enable the region for the account, or choose another"
            )
        }
        guard names.count >= count else {
            throw InputFailure(
                scope.urn,
                at: "numberOfAvailabilityZones",
                "is \(count), but the region has \(names.count): \(names.joined(separator: ", "))"
            )
        }
        return Array(names.prefix(count))
    }

    /// Returns the names that are given; `nil` if none are.
    private static func names(_ input: Input<[PropertyValue]>) throws(InputFailure) -> [String]? {
        guard input.nonNull != nil else { return nil }
        guard let elements = input.elements() else {
            throw input.failure("decides which subnets there are, so it must be a list that is known at once")
        }
        guard !elements.isEmpty else { throw input.failure("is empty; name at least one zone, or omit it") }
        var names: [String] = []
        for element in elements {
            guard let name = try element.knownText() else { throw element.failure("must be a string, not null") }
            if names.contains(name) {
                throw element.failure(
                    "is \(name) again; list each zone once, because its number and its suffix name its subnets"
                )
            }
            names.append(name)
        }
        return names
    }

    /// Returns the region to look for zones in; `nil` for that of the provider.
    private static func region(_ input: Input<PropertyValue>) throws(InputFailure) -> String? {
        guard let value = input.nonNull else { return nil }
        guard let region = Output(gathering: value).value?.string else {
            throw input.failure(
                "must be known at once, so that its zones can be looked up; or give availabilityZoneNames"
            )
        }
        return region
    }
}
