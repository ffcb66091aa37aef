import JSON
package import PackageSchema
package import PulumiProtocol

/// Facts of a property that Pulumi's format has no words for, from what the schema says under the package's name.
extension PropertySchema {
    /// A default that earlier versions of a provider filled in.
    package struct LegacyDefault: Sendable {
        /// The value.
        package let value: PropertyValue
        /// The values of other properties with which the default does not hold, by the property's name.
        package let exceptions: [String: [PropertyValue]]
    }

    /// Indicates whether adding or dropping the whole object replaces the resource; its members have their own flags.
    package var presenceReplaces: Bool { extras["block"]?.bool ?? false }

    /// Indicates whether the provider fills in an absent property: absence means "keep what there is".
    package var isComputed: Bool { extras["computed"]?.bool ?? false }

    /// Indicates whether a value stays as it is when the property leaves the program, so that this is no change.
    package var isKeptOnRemoval: Bool { isComputed || extras["onRemoval"] == "keep" }

    /// Indicates whether the property's leaving the program replaces the resource.
    package var isReplacedOnRemoval: Bool { extras["onRemoval"] == "replace" }

    /// The value that an update sends when the property leaves the program; `nil` if the schema knows none.
    package var resetValue: PropertyValue? { extras["onRemoval"]?["reset"].map(PropertyValue.init(plain:)) }

    /// Indicates whether a value is only sent: no output has it, and that it changes is no difference.
    package var isWriteOnly: Bool { extras["writeOnly"]?.bool ?? false }

    /// The inputs with whose change this output gets another value, which only the change tells.
    package var changesWith: Set<String> { Set((extras["changesWith"]?.array ?? []).compactMap(\.string)) }

    /// The input that must be true for ``changesWith`` to count; `nil` if it always does.
    package var changesIf: String? { extras["changesIf"]?.string }

    /// Indicates whether this is a list whose order means nothing.
    package var isSet: Bool { extras["set"]?.bool ?? false }

    /// Indicates whether this is text that holds JSON.
    package var isJSON: Bool { extras["json"]?.bool ?? false }

    /// The value that holds where the property is absent; it is neither sent nor a difference.
    package var assumed: PropertyValue? { extras["assumed"].map(PropertyValue.init(plain:)) }

    /// The default that states of earlier versions hold; `nil` if there is none.
    package var legacyDefault: LegacyDefault? {
        extras["legacy"].map { legacy in
            LegacyDefault(
                value: legacy["value"].map(PropertyValue.init(plain:)) ?? .null,
                exceptions: (legacy["unless"]?.object ?? [:]).reduce(into: [:]) { exceptions, member in
                    exceptions[member.key] = (member.value.array ?? []).map(PropertyValue.init(plain:))
                }
            )
        }
    }
}
