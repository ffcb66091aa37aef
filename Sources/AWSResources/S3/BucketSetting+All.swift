import JSON

extension BucketSetting {
    /// All settings, in an order in which they can be made: object locks and replication need versions.
    static let all: [BucketSetting] = [
        BucketSetting(
            property: "versioning",
            get: "s3.GetBucketVersioning",
            put: "s3.PutBucketVersioning",
            sent: "VersioningConfiguration",
            shape: .requiring("Status", or: "Suspended")
        ),
        BucketSetting(property: "acl", put: "s3.PutBucketAcl", sent: "ACL"),
        BucketSetting(
            property: "grants",
            get: "s3.GetBucketAcl",
            put: "s3.PutBucketAcl",
            sent: "AccessControlPolicy.Grants",
            found: "Grants",
            shape: .grants
        ),
        BucketSetting(
            property: "policy",
            get: "s3.GetBucketPolicy",
            put: "s3.PutBucketPolicy",
            delete: "s3.DeleteBucketPolicy",
            sent: "Policy",
            found: "Policy",
            absent: ["NoSuchBucketPolicy"]
        ),
        BucketSetting(
            property: "accelerationStatus",
            get: "s3.GetBucketAccelerateConfiguration",
            put: "s3.PutBucketAccelerateConfiguration",
            sent: "AccelerateConfiguration.Status",
            found: "Status",
            absent: ["UnsupportedArgument", "MethodNotAllowed"]
        ),
        BucketSetting(
            property: "corsRules",
            get: "s3.GetBucketCors",
            put: "s3.PutBucketCors",
            delete: "s3.DeleteBucketCors",
            sent: "CORSConfiguration.CORSRules",
            found: "CORSRules",
            absent: ["NoSuchCORSConfiguration"]
        ),
        BucketSetting(
            property: "lifecycleRules",
            get: "s3.GetBucketLifecycleConfiguration",
            put: "s3.PutBucketLifecycleConfiguration",
            delete: "s3.DeleteBucketLifecycle",
            sent: "LifecycleConfiguration.Rules",
            found: "Rules",
            absent: ["NoSuchLifecycleConfiguration"],
            shape: .lifecycle
        ),
        BucketSetting(
            property: "logging",
            get: "s3.GetBucketLogging",
            put: "s3.PutBucketLogging",
            sent: "BucketLoggingStatus.LoggingEnabled",
            found: "LoggingEnabled",
            shape: .requiring("TargetPrefix", or: "")
        ),
        BucketSetting(
            property: "objectLockConfiguration",
            get: "s3.GetObjectLockConfiguration",
            put: "s3.PutObjectLockConfiguration",
            sent: "ObjectLockConfiguration",
            found: "ObjectLockConfiguration",
            absent: ["ObjectLockConfigurationNotFoundError"],
            shape: .requiring("ObjectLockEnabled", or: "Enabled")
        ),
        BucketSetting(
            property: "replicationConfiguration",
            get: "s3.GetBucketReplication",
            put: "s3.PutBucketReplication",
            delete: "s3.DeleteBucketReplication",
            sent: "ReplicationConfiguration",
            found: "ReplicationConfiguration",
            absent: ["ReplicationConfigurationNotFoundError"],
            shape: .replication
        ),
        BucketSetting(
            property: "requestPayer",
            get: "s3.GetBucketRequestPayment",
            put: "s3.PutBucketRequestPayment",
            sent: "RequestPaymentConfiguration.Payer",
            found: "Payer"
        ),
        BucketSetting(
            property: "serverSideEncryptionConfiguration",
            get: "s3.GetBucketEncryption",
            put: "s3.PutBucketEncryption",
            delete: "s3.DeleteBucketEncryption",
            sent: "ServerSideEncryptionConfiguration",
            found: "ServerSideEncryptionConfiguration",
            absent: ["ServerSideEncryptionConfigurationNotFoundError"]
        ),
        BucketSetting(
            property: "website",
            get: "s3.GetBucketWebsite",
            put: "s3.PutBucketWebsite",
            delete: "s3.DeleteBucketWebsite",
            sent: "WebsiteConfiguration",
            absent: ["NoSuchWebsiteConfiguration"],
            shape: .website
        ),
    ]

    // MARK: Names

    /// The members of calls, by property.
    static let sentNames = Dictionary(uniqueKeysWithValues: all.map { ($0.property, $0.sent) })

    /// The members of answers, by property path.
    static let foundNames = memberNames.merging(all.map { ($0.property, $0.found) }) { $1 }

    private static let memberNames: [String: String] = [
        "lifecycleRules.abortIncompleteMultipartUploadDays": "AbortIncompleteMultipartUpload.DaysAfterInitiation",
        "lifecycleRules.enabled": "Status",
        "lifecycleRules.id": "ID",
        "lifecycleRules.noncurrentVersionExpiration.days": "NoncurrentDays",
        "lifecycleRules.noncurrentVersionTransitions.days": "NoncurrentDays",
        "replicationConfiguration.rules.deleteMarkerReplicationStatus": "DeleteMarkerReplication.Status",
        "replicationConfiguration.rules.destination.accountId": "Account",
        "replicationConfiguration.rules.destination.metrics.minutes": "EventThreshold.Minutes",
        "replicationConfiguration.rules.destination.replicaKmsKeyId": "EncryptionConfiguration.ReplicaKmsKeyID",
        "replicationConfiguration.rules.destination.replicationTime.minutes": "Time.Minutes",
        "replicationConfiguration.rules.id": "ID",
        "replicationConfiguration.rules.sourceSelectionCriteria.sseKmsEncryptedObjects.enabled": "Status",
        "serverSideEncryptionConfiguration.rule": "Rules[0]",
        "serverSideEncryptionConfiguration.rule.applyServerSideEncryptionByDefault.kmsMasterKeyId": "KMSMasterKeyID",
        "serverSideEncryptionConfiguration.rule.applyServerSideEncryptionByDefault.sseAlgorithm": "SSEAlgorithm",
        "serverSideEncryptionConfiguration.rule.blockedEncryptionTypes": "BlockedEncryptionTypes.EncryptionType",
        "versioning.enabled": "Status",
        "versioning.mfaDelete": "MFADelete",
        "website.errorDocument": "ErrorDocument.Key",
        "website.indexDocument": "IndexDocument.Suffix",
    ]
}
