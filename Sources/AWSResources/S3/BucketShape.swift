import JSON

/// The difference between the shape that a setting of a bucket has by its members' names, and the one that S3 has.
struct BucketShape: Sendable {
    /// Brings a value into S3's shape.
    let sent: @Sendable (JSON) -> JSON
    /// Brings a value out of S3's shape.
    let found: @Sendable (JSON) -> JSON

    /// S3 has the shape of the properties.
    static let plain = BucketShape(sent: { $0 }, found: { $0 })

    /// S3 wants a member that the program need not give.
    static func requiring(_ member: String, or value: JSON) -> BucketShape {
        BucketShape(sent: { $0[member] == nil ? $0.setting(value, at: member) : $0 }, found: { $0 })
    }

    // MARK: Life cycles and replication

    /// A rule is about objects that a filter chooses, and dates are times.
    static let lifecycle = BucketShape(
        sent: { rules in rules.mapped { dated($0.filtered(by: filter($0)), time) } },
        found: { rules in rules.mapped { dated(unfiltered($0), date) } }
    )

    /// A filter has one member, and a rule with a filter says what becomes of delete markers.
    static let replication = BucketShape(
        sent: { configuration in
            configuration.changing("Rules") { rules in
                rules.mapped { rule in
                    guard let wanted = rule["Filter"] else { return rule }
                    let filtered = rule.setting(filter(wanted), at: "Filter")
                    let path = "DeleteMarkerReplication.Status"
                    return filtered.at(path) == nil ? filtered.setting("Disabled", at: path) : filtered
                }
            }
        },
        found: { configuration in
            configuration.changing("Rules") { rules in
                rules.mapped { rule in
                    let rule = rule.changing("Filter") { unfiltered(["Filter": $0]) }
                    // The only status that a program may give.
                    return rule.at("DeleteMarkerReplication.Status") == "Enabled"
                        ? rule : rule.removing("DeleteMarkerReplication")
                }
            }
        }
    )

    /// The filter that chooses objects by a beginning of their names and by tags.
    private static func filter(_ wanted: JSON) -> JSON {
        let tags = wanted["Tags"]?.array ?? []
        let prefix = wanted["Prefix"].flatMap { $0 == "" ? nil : $0 }
        if let only = tags.first, tags.count == 1, prefix == nil { return ["Tag": only] }
        guard !tags.isEmpty else { return ["Prefix": prefix ?? ""] }
        let both: JSON = ["Tags": .array(tags)]
        return ["And": prefix.map { both.setting($0, at: "Prefix") } ?? both]
    }

    /// A rule with what its filter chooses by.
    private static func unfiltered(_ rule: JSON) -> JSON {
        let filter = rule["Filter"]?["And"] ?? rule["Filter"] ?? [:]
        var result = rule.removing("Filter")
        if let prefix = filter["Prefix"] { result = result.setting(prefix, at: "Prefix") }
        if let tags = filter["Tags"] ?? filter["Tag"].map({ [$0] }) { result = result.setting(tags, at: "Tags") }
        return result
    }

    private static func dated(_ rule: JSON, _ change: (JSON) -> JSON) -> JSON {
        rule.changing("Expiration") { $0.changing("Date", change) }
            .changing("Transitions") { $0.mapped { $0.changing("Date", change) } }
    }

    private static func time(_ date: JSON) -> JSON { .string("\(date.string ?? "")T00:00:00Z") }

    private static func date(_ time: JSON) -> JSON { .string(String((time.string ?? "").prefix { $0 != "T" })) }

    // MARK: Websites

    /// A redirection is a protocol and a host.
    static let website = BucketShape(
        sent: { website in
            website.changing("RedirectAllRequestsTo") { target in
                let parts = (target.string ?? "").split(separator: "/", omittingEmptySubsequences: false)
                guard parts.count > 2, parts[0].hasSuffix(":"), parts[1].isEmpty else { return ["HostName": target] }
                let host = parts[2...].joined(separator: "/")
                return ["HostName": .string(host), "Protocol": .string(String(parts[0].dropLast()))]
            }
        },
        found: { website in
            website.changing("RedirectAllRequestsTo") { target in
                let host = target["HostName"]?.string ?? ""
                return .string(target["Protocol"]?.string.map { "\($0)://\(host)" } ?? host)
            }
        }
    )

    // MARK: Grants

    /// S3 has one grant for each permission of a grantee.
    static let grants = BucketShape(
        sent: { grants in
            .array(
                (grants.array ?? []).flatMap { grant in
                    (grant["Permissions"]?.array ?? []).map { permission in
                        let grantee = ["Type": "Type", "Id": "ID", "Uri": "URI"].reduce(into: JSON.object([:])) {
                            if let value = grant[$1.key] { $0 = $0.setting(value, at: $1.value) }
                        }
                        return ["Grantee": grantee, "Permission": permission]
                    }
                }
            )
        },
        found: { grants in
            var all: [(grantee: JSON, permissions: [JSON])] = []
            for grant in grants.array ?? [] {
                let grantee = grant["Grantee"] ?? .null
                let permission = grant["Permission"] ?? .null
                if let index = all.firstIndex(where: { $0.grantee == grantee }) {
                    all[index].permissions.append(permission)
                } else {
                    all.append((grantee, [permission]))
                }
            }
            return .array(
                all.map { grantee, permissions in
                    [
                        "Type": grantee["Type"] ?? .null, "Id": grantee["ID"] ?? .null, "Uri": grantee["URI"] ?? .null,
                        "Permissions": .array(permissions),
                    ]
                }
            )
        }
    )
}

extension JSON {
    /// The list with every element changed.
    fileprivate func mapped(_ change: (JSON) -> JSON) -> JSON { .array((array ?? []).map(change)) }

    /// The object with a member changed that it has.
    fileprivate func changing(_ name: String, _ change: (JSON) -> JSON) -> JSON {
        self[name].map { setting(change($0), at: name) } ?? self
    }

    /// The object without a member.
    fileprivate func removing(_ name: String) -> JSON {
        var object = object ?? [:]
        object[name] = nil
        return .object(object)
    }

    /// The rule with a filter instead of what that chooses by.
    fileprivate func filtered(by filter: JSON) -> JSON {
        removing("Prefix").removing("Tags").setting(filter, at: "Filter")
    }
}
