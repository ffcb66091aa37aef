import JSON
import PulumiProtocol
import ResourceKit

extension ResourceDescriptor {
    /// `aws:kms/key:Key`; its id is the key's own, without the ARN.
    static let key = ResourceDescriptor(
        type: "aws:kms/key:Key",
        mapping: MemberMapping(
            style: .upperCamel,
            names: [
                "customerMasterKeySpec": "KeySpec", "enableKeyRotation": "KeyRotationEnabled", "isEnabled": "Enabled",
                "xksKeyId": "XksKeyConfiguration.Id",
            ],
            sent: ["xksKeyId": "XksKeyId"]
        ),
        tagging: .keyManagement,
        local: ["bypassPolicyLockoutSafetyCheck", "deletionWindowInDays"],
        create: .call("kms.CreateKey", except: Key.afterwards) { input, key in
            if key.flag("bypassPolicyLockoutSafetyCheck") { input["BypassPolicyLockoutSafetyCheck"] = true }
            if input["XksKeyId"] != nil {
                input["Origin"] = "EXTERNAL_KEY_STORE"
            } else if input["CustomKeyStoreId"] != nil {
                input["Origin"] = "AWS_CLOUDHSM"
            }
        },
        search: Search(candidates: Key.candidates, matchesByTags: true, acceptsUntagged: false),
        afterCreate: { key in
            if key.flag("enableKeyRotation") { try await Key.setRotation(key) }
            if !key.flag("isEnabled") { try await Key.setEnabled(key) }
            try await key.waitUntilShown(["enableKeyRotation", "isEnabled", "policy"], upTo: Key.patience)
        },
        read: .lookup(adjusting: Key.complete),
        update: [UpdateStep(Key.afterwards.union(["description", "policy"]), run: Key.change)],
        delete: .call("kms.ScheduleKeyDeletion", ["KeyId": "{id}", "PendingWindowInDays": "{deletionWindowInDays}"])
    )
}

/// A key's settings, each with a call of its own, and the order in which they can be changed.
private enum Key {
    /// The properties that a new key gets by further calls.
    static let afterwards: Set<String> = ["enableKeyRotation", "isEnabled", "rotationPeriodInDays"]

    /// The time in which a change shows everywhere, as AWS's provider for Terraform has it.
    static let patience = Duration.seconds(600)

    /// The origins of key material that AWS KMS does not rotate.
    private static let foreignOrigins: Set<String> = ["AWS_CLOUDHSM", "EXTERNAL", "EXTERNAL_KEY_STORE"]

    private static func identity(_ key: ResourceOperation) -> JSON.Object { ["KeyId": .string(key.id)] }

    // MARK: Changes

    /// Makes the changes that the plan shows: a key that is disabled takes none, so that it is enabled first, or
    /// disabled last.
    @Sendable static func change(_ key: ResourceOperation) async throws {
        let isEnabled = key.flag("isEnabled")
        if key.hasChanged("isEnabled"), isEnabled {
            try await setEnabled(key)
            try await key.waitUntilShown(["isEnabled"], upTo: patience)
        }
        let hasNewPeriod = key.hasChanged("rotationPeriodInDays") && key.flag("enableKeyRotation")
        if key.hasChanged("enableKeyRotation") || hasNewPeriod { try await setRotation(key) }
        if key.hasChanged("description") {
            let description = JSON.string(key.inputs["description"]?.string ?? "")
            try await key.call("kms.UpdateKeyDescription", identity(key).merging(["Description": description]))
        }
        if key.hasChanged("policy") { try await setPolicy(key) }
        if key.hasChanged("isEnabled"), !isEnabled { try await setEnabled(key) }
        try await key.waitUntilShown(
            key.changed.intersection(["description", "enableKeyRotation", "isEnabled", "policy"]),
            upTo: patience
        )
    }

    static func setEnabled(_ key: ResourceOperation) async throws {
        try await key.call(key.flag("isEnabled") ? "kms.EnableKey" : "kms.DisableKey", identity(key))
    }

    static func setRotation(_ key: ResourceOperation) async throws {
        guard key.flag("enableKeyRotation") else {
            try await key.call("kms.DisableKeyRotation", identity(key))
            return
        }
        try await key.call("kms.EnableKeyRotation", identity(key).merging(key.members(["rotationPeriodInDays"])))
    }

    private static func setPolicy(_ key: ResourceOperation) async throws {
        let input = identity(key).merging(key.members(["policy"])).merging([
            "PolicyName": "default",
            "BypassPolicyLockoutSafetyCheck": .bool(key.flag("bypassPolicyLockoutSafetyCheck")),
        ])
        try await key.call("kms.PutKeyPolicy", input)
    }

    // MARK: Reading

    /// Completes the outputs with the policy and the rotation, which have calls of their own.
    @Sendable static func complete(_ outputs: inout PropertyMap, _ found: FoundObject, _ key: ResourceOperation)
        async throws
    {
        let identity = identity(key)
        let isRotated = !foreignOrigins.contains(found.object["Origin"]?.string ?? "")
        async let policy = key.find("kms.GetKeyPolicy", identity.merging(["PolicyName": "default"]))
        async let rotation = isRotated ? key.find("kms.GetKeyRotationStatus", identity) : nil
        outputs["policy"] = try await policy?["Policy"]?.string.map(PropertyValue.string)
        let status = try await rotation
        let isOn = status?["KeyRotationEnabled"]?.bool ?? false
        outputs["enableKeyRotation"] = .bool(isOn)
        // The period of a key that is not rotated is the program's own matter.
        outputs["rotationPeriodInDays"] =
            isOn ? status?["RotationPeriodInDays"]?.double.map(PropertyValue.number) : nil
    }

    // MARK: Finding

    /// The account's own keys: only tags tell one from others.
    @Sendable static func candidates(_ key: ResourceOperation) async throws -> [Created] {
        let keys = try await key.findAll("kms.ListKeys", [:])?.list(at: "Keys") ?? []
        var candidates: [Created] = []
        for id in keys.compactMap({ $0["KeyId"]?.string }) {
            let found = try await key.find("kms.DescribeKey", ["KeyId": .string(id)])
            if found?.at("KeyMetadata.KeyManager") != "AWS" { candidates.append(Created(id: id)) }
        }
        return candidates
    }
}
