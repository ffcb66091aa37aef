import PackageSchema

extension ResourceDescriptor {
    /// Every resource type that this provider implements, by token.
    ///
    /// Another one is one line here, `implemented` in its file of `schema/facts`, and its file.
    static let all: [String: ResourceDescriptor] = {
        let descriptors: [ResourceDescriptor] = [
            .cluster, .service, .taskDefinition, .capacityProvider, .clusterCapacityProviders,
            .scalableTarget, .scalingPolicy, .scheduledAction, .schedule, .scheduleGroup,
            .repository, .lifecyclePolicy, .repositoryPolicy,
            .loadBalancer, .targetGroup, .targetGroupAttachment, .listener, .listenerRule,
            .listenerCertificate,
            .securityGroup, .securityGroupRule, .securityGroupIngressRule, .securityGroupEgressRule, .instance, .vpc,
            .subnet,
            .internetGateway, .natGateway, .eip, .routeTable, .route,
            .routeTableAssociation, .vpcEndpoint, .egressOnlyInternetGateway, .vpcIpv4CidrBlockAssociation,
            .vpcPeeringConnection, .networkAcl, .networkAclRule, .flowLog, .role, .rolePolicy, .rolePolicyAttachment,
            .policy, .instanceProfile, .logGroup, .trail, .metricAlarm, .eventRule, .eventTarget, .launchTemplate,
            .autoScalingGroup,
            .permission,
            .queue, .key,
            .bucket, .bucketPolicy, .bucketPublicAccessBlock,
            .zone, .record,
            .parameter, .secret, .secretVersion,
            .privateDnsNamespace, .httpNamespace, .discoveryService,
            .fileSystem, .mountTarget, .accessPoint,
            .certificate, .certificateValidation,
        ]
        return Dictionary(uniqueKeysWithValues: descriptors.map { ($0.type, $0) })
    }()

    /// Returns the descriptor of a type; `nil` if this provider does not implement it.
    static func of(_ schema: ResourceSchema) -> ResourceDescriptor? {
        all[AWSSchema.implementation(schema.token, schema.extras)]
    }
}
