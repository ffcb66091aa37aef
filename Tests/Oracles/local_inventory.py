"""What there is in local AWS, asked through boto3, an independent client.

    local_inventory.py PORT             prints the inventory as JSON
    local_inventory.py PORT EARLIER     fails if there is more than in the file EARLIER, which such a call printed
"""
from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import boto3

REGION = "us-west-2"
SERVICES = ("acm", "application-autoscaling", "autoscaling", "cloudtrail", "ec2", "ecr", "ecs", "efs", "elbv2", "iam",
            "lambda", "logs", "route53", "s3", "scheduler", "secretsmanager", "servicediscovery", "ssm")
Inventory = dict[str, set[str]]

# Kinds that one call lists: service, operation, path of the list, member that tells one from another.
PLAIN = {
    "certificate": ("acm", "list_certificates", "CertificateSummaryList", "CertificateArn"),
    "Auto Scaling group": ("autoscaling", "describe_auto_scaling_groups", "AutoScalingGroups", "AutoScalingGroupName"),
    "launch template": ("ec2", "describe_launch_templates", "LaunchTemplates", "LaunchTemplateId"),
    "address": ("ec2", "describe_addresses", "Addresses", "AllocationId"),
    "egress-only gateway": ("ec2", "describe_egress_only_internet_gateways", "EgressOnlyInternetGateways",
                            "EgressOnlyInternetGatewayId"),
    "flow log": ("ec2", "describe_flow_logs", "FlowLogs", "FlowLogId"),
    "internet gateway": ("ec2", "describe_internet_gateways", "InternetGateways", "InternetGatewayId"),
    "subnet": ("ec2", "describe_subnets", "Subnets", "SubnetId"),
    "vpc": ("ec2", "describe_vpcs", "Vpcs", "VpcId"),
    "repository": ("ecr", "describe_repositories", "repositories", "repositoryArn"),
    "file system": ("efs", "describe_file_systems", "FileSystems", "FileSystemId"),
    "access point": ("efs", "describe_access_points", "AccessPoints", "AccessPointId"),
    "load balancer": ("elbv2", "describe_load_balancers", "LoadBalancers", "LoadBalancerArn"),
    "target group": ("elbv2", "describe_target_groups", "TargetGroups", "TargetGroupArn"),
    "instance profile": ("iam", "list_instance_profiles", "InstanceProfiles", "InstanceProfileName"),
    "role": ("iam", "list_roles", "Roles", "RoleName"),
    "function": ("lambda", "list_functions", "Functions", "FunctionArn"),
    "log group": ("logs", "describe_log_groups", "logGroups", "logGroupName"),
    "zone": ("route53", "list_hosted_zones", "HostedZones", "Id"),
    "bucket": ("s3", "list_buckets", "Buckets", "Name"),
    "secret": ("secretsmanager", "list_secrets", "SecretList", "ARN"),
    "namespace": ("servicediscovery", "list_namespaces", "Namespaces", "Id"),
    "discovery service": ("servicediscovery", "list_services", "Services", "Id"),
    "schedule": ("scheduler", "list_schedules", "Schedules", "Arn"),
    "trail": ("cloudtrail", "describe_trails", "trailList", "TrailARN"),
    "parameter": ("ssm", "describe_parameters", "Parameters", "Name"),
}


class LocalAWS:
    """Local AWS on a port of this machine."""

    def __init__(self, port: int):
        session = boto3.Session(aws_access_key_id="local", aws_secret_access_key="local", region_name=REGION)
        self.client = {name: session.client(name, endpoint_url=f"http://127.0.0.1:{port}") for name in SERVICES}

    def inventory(self) -> Inventory:
        """What there is, by kind: the names by which the checkpoint's resources are known too."""
        found = {kind: {one[member] for one in self._all(service, operation, path)}
                 for kind, (service, operation, path, member) in PLAIN.items()}
        found |= {kind: set(keys) for part in (self._containers, self._balancers, self._networks, self._rights, self._files)
                  for kind, keys in part(found).items()}
        return found

    def _all(self, service: str, operation: str, path: str, **arguments: Any) -> list[dict[str, Any]]:
        client = self.client[service]
        if not client.can_paginate(operation):
            return getattr(client, operation)(**arguments)[path]
        return [one for page in client.get_paginator(operation).paginate(**arguments) for one in page[path]]

    def _containers(self, found: Inventory) -> dict[str, Any]:
        ecs = self.client["ecs"]
        clusters = ecs.describe_clusters(clusters=ecs.list_clusters()["clusterArns"])["clusters"]
        clusters = [c["clusterArn"] for c in clusters if c["status"] != "INACTIVE"]
        services = ((c, ecs.list_services(cluster=c)["serviceArns"]) for c in clusters)
        return {
            "cluster": clusters,
            "service": (s["serviceArn"] for c, arns in services if arns for s in
                        ecs.describe_services(cluster=c, services=arns)["services"] if s["status"] == "ACTIVE"),
            "task definition": ecs.list_task_definitions(status="ACTIVE")["taskDefinitionArns"],
            "scalable target": (t["ResourceId"] for t in self._scaling("scalable_targets", "ScalableTargets")),
            "scaling policy": (p["PolicyARN"] for p in self._scaling("scaling_policies", "ScalingPolicies")),
            "scheduled action": (a["ScheduledActionARN"] for a in
                                 self._scaling("scheduled_actions", "ScheduledActions")),
        }

    def _scaling(self, what: str, path: str) -> list[dict[str, Any]]:
        return self._all("application-autoscaling", f"describe_{what}", path, ServiceNamespace="ecs")

    def scale_out(self) -> dict[str, int]:
        """Does what Application Auto Scaling does under load: every service that it scales gets its largest number of
        tasks. Returns these numbers."""
        largest = {t["ResourceId"]: t["MaxCapacity"] for t in self._scaling("scalable_targets", "ScalableTargets")}
        for resource, count in largest.items():
            _, cluster, service = resource.split("/")
            self.client["ecs"].update_service(cluster=cluster, service=service, desiredCount=count)
        return largest

    def numbers_of_tasks(self, resources: Iterable[str]) -> dict[str, int]:
        """The number of tasks that each of some services is to have, by its name `service/CLUSTER/SERVICE`."""
        parts = {resource: resource.split("/") for resource in resources}
        return {resource: self.client["ecs"].describe_services(cluster=cluster, services=[service])
                ["services"][0]["desiredCount"] for resource, (_, cluster, service) in parts.items()}

    def _balancers(self, found: Inventory) -> dict[str, Any]:
        listeners = [one["ListenerArn"] for balancer in found["load balancer"]
                     for one in self._all("elbv2", "describe_listeners", "Listeners", LoadBalancerArn=balancer)]
        return {
            "listener": listeners,
            "listener rule": (rule["RuleArn"] for one in listeners
                              for rule in self._all("elbv2", "describe_rules", "Rules", ListenerArn=one)
                              if not rule["IsDefault"]),
        }

    def _networks(self, found: Inventory) -> dict[str, Any]:
        tables = self._all("ec2", "describe_route_tables", "RouteTables")
        ties = [a for t in tables for a in t["Associations"]]
        groups = self._all("ec2", "describe_security_groups", "SecurityGroups")
        instances = [i for r in self._all("ec2", "describe_instances", "Reservations") for i in r["Instances"]]
        return {
            "association": (a["RouteTableAssociationId"] for a in ties if not a.get("Main")),
            "instance": (i["InstanceId"] for i in instances if i["State"]["Name"] not in ("shutting-down", "terminated")),
            "nat gateway": (g["NatGatewayId"] for g in self._all("ec2", "describe_nat_gateways", "NatGateways")
                            if g["State"] not in ("deleted", "deleting")),
            "vpc endpoint": (e["VpcEndpointId"] for e in self._all("ec2", "describe_vpc_endpoints", "VpcEndpoints")
                             if e["State"] not in ("deleted", "deleting")),
            "network ACL": (a["NetworkAclId"] for a in self._all("ec2", "describe_network_acls", "NetworkAcls")
                            if not a["IsDefault"]),
            "route": (f"{t['RouteTableId']} {r['DestinationCidrBlock']}" for t in tables for r in t["Routes"]
                      if r.get("GatewayId") != "local" and "DestinationCidrBlock" in r),
            "route table": (t["RouteTableId"] for t in tables if not any(a.get("Main") for a in t["Associations"])),
            "security group": (g["GroupId"] for g in groups if g["GroupName"] != "default"),
        }

    def _rights(self, found: Inventory) -> dict[str, Any]:
        return {
            "attachment": (f"{r} {p['PolicyArn']}" for r in found["role"] for p in
                           self._all("iam", "list_attached_role_policies", "AttachedPolicies", RoleName=r)),
            "policy": (p["Arn"] for p in self._all("iam", "list_policies", "Policies", Scope="Local")),
        }

    def _files(self, found: Inventory) -> dict[str, Any]:
        return {"mount target": (t["MountTargetId"] for f in found["file system"] for t in
                                 self._all("efs", "describe_mount_targets", "MountTargets", FileSystemId=f))}


def added(later: Inventory, earlier: Inventory) -> list[str]:
    """What is in the later inventory only."""
    return [f"{kind} {key}" for kind, keys in later.items() for key in sorted(keys - set(earlier.get(kind, ())))]


if __name__ == "__main__":
    inventory = LocalAWS(int(sys.argv[1])).inventory()
    if len(sys.argv) == 2:
        print(json.dumps({kind: sorted(keys) for kind, keys in inventory.items()}))
    elif found := added(inventory, json.loads(Path(sys.argv[2]).read_text())):
        sys.exit("still there:\n  " + "\n  ".join(found))
    else:
        print("boto3 finds nothing left")
