import JSON

@testable import AWSResources

/// A network ACL beside the one that its VPC has by itself, and two subnets, which belong to the latter at first.
extension CloudObject {
    static let networkAcls: [String: Effect] = [
        "ec2.CreateNetworkAcl": { $0.setACLs($1) },
        "ec2.CreateNetworkAclEntry": { acl, input in
            if acl["NetworkAcls"] == nil { acl.setACLs(input) }
            acl.changeRules(input) { $0 + [.object(input)] }
        },
        "ec2.ReplaceNetworkAclEntry": { acl, input in
            acl.changeRules(input) { rules in
                rules.map { $0["RuleNumber"] == input["RuleNumber"] ? .object(input) : $0 }
            }
        },
        "ec2.DeleteNetworkAclEntry": { acl, input in
            acl.changeRules(input) { $0.filter { $0["RuleNumber"] != input["RuleNumber"] } }
        },
        "ec2.ReplaceNetworkAclAssociation": { acl, input in
            let all = (acl["NetworkAcls"]?.array ?? []).flatMap { $0.list(at: "Associations") }
                .map { association -> JSON in
                    association["NetworkAclAssociationId"] == input["AssociationId"]
                        ? association.setting(input["NetworkAclId"] ?? .null, at: "NetworkAclId") : association
                }
            let acls = (acl["NetworkAcls"]?.array ?? []).map { one in
                one.setting(
                    .array(all.filter { $0["NetworkAclId"] == one["NetworkAclId"] }),
                    at: "Associations"
                )
            }
            acl["NetworkAcls"] = .array(acls)
        },
    ]

    private mutating func setACLs(_ input: JSON.Object) {
        let subnets = ["5", "52"].map { id -> JSON in
            [
                "NetworkAclAssociationId": .string("aclassoc-\(id)"), "NetworkAclId": "acl-main",
                "SubnetId": .string(id),
            ]
        }
        self["NetworkAcls"] = [
            [
                "NetworkAclId": input["NetworkAclId"] ?? "NetworkAclId-1", "VpcId": input["VpcId"] ?? .null,
                "OwnerId": "123456789012", "IsDefault": false, "Associations": [],
                "Entries": [["RuleNumber": 32767, "Egress": true, "Protocol": "-1", "RuleAction": "deny"]],
            ],
            ["NetworkAclId": "acl-main", "IsDefault": true, "Associations": .array(subnets), "Entries": []],
        ]
    }

    /// Changes the rules of one direction.
    private mutating func changeRules(_ input: JSON.Object, _ change: ([JSON]) -> [JSON]) {
        guard var acls = self["NetworkAcls"]?.array, let own = acls.first else { return }
        let rules = own.list(at: "Entries")
        let others = rules.filter { $0["Egress"] != input["Egress"] }
        let changed = change(rules.filter { $0["Egress"] == input["Egress"] })
        acls[0] = own.setting(.array(others + changed), at: "Entries")
        self["NetworkAcls"] = .array(acls)
    }
}
