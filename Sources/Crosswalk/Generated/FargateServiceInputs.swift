// Written by scripts/generate-types from schema.json. Do not edit.
import ProviderKit
import PulumiProtocol

/// An ECS service on Fargate, together with the task definition that it runs.
///
/// Without `networkConfiguration` the tasks run in the default VPC, behind a security group of their own.
///
/// `awsx:ecs:FargateService`
struct FargateServiceInputs: InputView {
    static let names: [String] = [
        "alarms",
        "assignPublicIp",
        "availabilityZoneRebalancing",
        "capacityProviderStrategies",
        "cluster",
        "continueBeforeSteadyState",
        "deploymentCircuitBreaker",
        "deploymentConfiguration",
        "deploymentController",
        "deploymentMaximumPercent",
        "deploymentMinimumHealthyPercent",
        "desiredCount",
        "enableEcsManagedTags",
        "enableExecuteCommand",
        "forceDelete",
        "forceNewDeployment",
        "healthCheckGracePeriodSeconds",
        "iamRole",
        "loadBalancers",
        "name",
        "networkConfiguration",
        "placementConstraints",
        "platformVersion",
        "propagateTags",
        "region",
        "schedulingStrategy",
        "serviceConnectConfiguration",
        "serviceRegistries",
        "sigintRollback",
        "tags",
        "taskDefinition",
        "taskDefinitionArgs",
        "triggers",
        "useClusterDefaultCapacityProviderStrategy",
        "volumeConfiguration",
        "vpcLatticeConfigurations",
    ]

    let object: InputObject

    /// CloudWatch alarms that stop a deployment.
    var alarms: PropertyValue? { object["alarms"] }

    /// Whether tasks get a public address in the default VPC.
    ///
    /// Not together with `networkConfiguration`.
    var assignPublicIp: PropertyValue? { object["assignPublicIp"] }

    /// Whether tasks are redistributed over availability zones: `ENABLED` or `DISABLED`.
    var availabilityZoneRebalancing: PropertyValue? { object["availabilityZoneRebalancing"] }

    /// The capacity providers to use, instead of a launch type.
    var capacityProviderStrategies: PropertyValue? { object["capacityProviderStrategies"] }

    /// The ARN of the cluster; the default cluster if not given.
    var cluster: PropertyValue? { object["cluster"] }

    /// Whether a deployment is over before the service is steady.
    var continueBeforeSteadyState: PropertyValue? { object["continueBeforeSteadyState"] }

    /// When a failing deployment is stopped and rolled back.
    var deploymentCircuitBreaker: PropertyValue? { object["deploymentCircuitBreaker"] }

    /// How deployments proceed.
    var deploymentConfiguration: PropertyValue? { object["deploymentConfiguration"] }

    /// Who deploys: `ECS`, `CODE_DEPLOY` or `EXTERNAL`.
    var deploymentController: PropertyValue? { object["deploymentController"] }

    /// How many tasks may run during a deployment, in percent of `desiredCount`.
    var deploymentMaximumPercent: PropertyValue? { object["deploymentMaximumPercent"] }

    /// How many tasks must stay healthy during a deployment, in percent of `desiredCount`.
    var deploymentMinimumHealthyPercent: PropertyValue? { object["deploymentMinimumHealthyPercent"] }

    /// The number of tasks.
    var desiredCount: PropertyValue? { object["desiredCount"] }

    /// Whether ECS tags the tasks.
    var enableEcsManagedTags: PropertyValue? { object["enableEcsManagedTags"] }

    /// Whether commands can be run in the containers (ECS Exec).
    var enableExecuteCommand: PropertyValue? { object["enableExecuteCommand"] }

    /// Whether the service is deleted with tasks running.
    var forceDelete: PropertyValue? { object["forceDelete"] }

    /// Whether tasks are replaced on every update.
    var forceNewDeployment: PropertyValue? { object["forceNewDeployment"] }

    /// Seconds in which failing health checks of a new task are ignored.
    var healthCheckGracePeriodSeconds: PropertyValue? { object["healthCheckGracePeriodSeconds"] }

    /// The role with which ECS calls the load balancer, where tasks do not have an interface of their own.
    var iamRole: PropertyValue? { object["iamRole"] }

    /// The bindings of containers to target groups; by default those of the task definition's port mappings.
    var loadBalancers: PropertyValue? { object["loadBalancers"] }

    /// The name at AWS; derived from the resource's name if not given.
    var name: PropertyValue? { object["name"] }

    /// Subnets and security groups of the tasks.
    var networkConfiguration: PropertyValue? { object["networkConfiguration"] }

    /// Rules for where tasks may run.
    var placementConstraints: PropertyValue? { object["placementConstraints"] }

    /// The version of the Fargate platform.
    var platformVersion: PropertyValue? { object["platformVersion"] }

    /// Whose tags tasks get: `SERVICE` or `TASK_DEFINITION`.
    var propagateTags: PropertyValue? { object["propagateTags"] }

    /// The region; the provider's if not given.
    var region: PropertyValue? { object["region"] }

    /// How tasks are scheduled: `REPLICA` or `DAEMON`.
    var schedulingStrategy: PropertyValue? { object["schedulingStrategy"] }

    /// How the service takes part in Service Connect.
    var serviceConnectConfiguration: PropertyValue? { object["serviceConnectConfiguration"] }

    /// The service discovery registry.
    var serviceRegistries: PropertyValue? { object["serviceRegistries"] }

    /// Whether an interrupted deployment is rolled back.
    var sigintRollback: PropertyValue? { object["sigintRollback"] }

    /// Tags at AWS.
    var tags: PropertyValue? { object["tags"] }

    /// The ARN, or family and revision, of an existing task definition.
    ///
    /// Not together with `taskDefinitionArgs`.
    var taskDefinition: PropertyValue? { object["taskDefinition"] }

    /// The task definition to make.
    ///
    /// Not together with `taskDefinition`.
    var taskDefinitionArgs: FargateServiceTaskDefinitionInputs? {
        get throws {
            try object.object("taskDefinitionArgs").map(FargateServiceTaskDefinitionInputs.init)
        }
    }

    /// Values whose change makes a new deployment.
    var triggers: PropertyValue? { object["triggers"] }

    /// Whether the cluster's default strategy decides where tasks run, instead of a launch type.
    var useClusterDefaultCapacityProviderStrategy: PropertyValue? {
        object["useClusterDefaultCapacityProviderStrategy"]
    }

    /// The volume that is made for each task.
    var volumeConfiguration: PropertyValue? { object["volumeConfiguration"] }

    /// How VPC Lattice reaches the tasks.
    var vpcLatticeConfigurations: PropertyValue? { object["vpcLatticeConfigurations"] }
}
