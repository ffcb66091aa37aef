"""The program that is deployed and changed while engines and providers are killed: one YAML text, many versions."""
from __future__ import annotations

import json
from random import Random
from typing import Any

Json = dict[str, Any]

ASSUME = json.dumps({"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ecs-tasks.amazonaws.com"}}]})
POLICIES = ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess", "arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess"]


def version(random: Random) -> Json:
    """One version of the program: every part of it comes, goes or changes independently of the others."""
    resources: Json = {}
    for part in (fargate, network, roles, logs):
        if random.random() < 0.85:
            part(resources, random)
    return {"name": "soak", "runtime": "yaml", "resources": resources}


def fargate(resources: Json, random: Random) -> None:
    """The guide's program: a load-balanced Fargate service."""
    resources["cluster"] = {"type": "aws:ecs:Cluster", "properties": {
        "settings": [{"name": "containerInsights", "value": random.choice(["enabled", "disabled"])}],
        "tags": {"stage": random.choice(["test", "live"])}}}
    resources["lb"] = {"type": "awsx:lb:ApplicationLoadBalancer", "properties": {
        "idleTimeout": random.choice([60, 120]), "tags": {"stage": random.choice(["test", "live"])}}}
    for name in random.choice([["service"], ["service", "worker"]]):
        container = {"name": "main", "image": random.choice(["nginx:latest", "nginx:1.29"]), "cpu": 128, "memory": 512,
                     "essential": True}
        if name == "service":
            container["portMappings"] = [{"containerPort": 80, "targetGroup": "${lb.defaultTargetGroup}"}]
        resources[name] = {"type": "awsx:ecs:FargateService", "properties": {
            "cluster": "${cluster.arn}", "assignPublicIp": True, "desiredCount": 2,
            "taskDefinitionArgs": {"container": container}}}


def network(resources: Json, random: Random) -> None:
    """A network by hand: things without names, told apart by their tags."""
    tag = lambda name: {"Name": f"soak-{name}"}
    resources["vpc"] = {"type": "aws:ec2:Vpc", "properties": {
        "cidrBlock": random.choice(["10.7.0.0/16", "10.8.0.0/16"]), "enableDnsHostnames": random.random() < 0.5,
        "tags": tag("vpc")}}
    block = resources["vpc"]["properties"]["cidrBlock"].split(".")[1]
    resources["gateway"] = {"type": "aws:ec2:InternetGateway", "properties": {"vpcId": "${vpc.id}", "tags": tag("gateway")}}
    resources["table"] = {"type": "aws:ec2:RouteTable", "properties": {"vpcId": "${vpc.id}", "tags": tag("table")}}
    resources["route"] = {"type": "aws:ec2:Route", "properties": {
        "routeTableId": "${table.id}", "destinationCidrBlock": "0.0.0.0/0", "gatewayId": "${gateway.id}"}}
    for zone in random.choice([["a"], ["a", "b"]]):
        number = {"a": 1, "b": 2}[zone]
        resources[f"subnet-{zone}"] = {"type": "aws:ec2:Subnet", "properties": {
            "vpcId": "${vpc.id}", "cidrBlock": f"10.{block}.{number}.0/24", "availabilityZone": f"us-west-2{zone}",
            "mapPublicIpOnLaunch": random.random() < 0.5, "tags": tag(f"subnet-{zone}")}}
        resources[f"association-{zone}"] = {"type": "aws:ec2:RouteTableAssociation", "properties": {
            "routeTableId": "${table.id}", "subnetId": f"${{subnet-{zone}.id}}"}}
    resources["group"] = {"type": "aws:ec2:SecurityGroup", "properties": {
        "vpcId": "${vpc.id}", "description": random.choice(["one", "two"]),
        "ingress": [{"protocol": "tcp", "fromPort": port, "toPort": port, "cidrBlocks": ["10.0.0.0/8"]}
                    for port in random.sample([80, 443, 8080], 2)]}}
    if random.random() < 0.5:
        resources["address"] = {"type": "aws:ec2:Eip", "properties": {"domain": "vpc", "tags": tag("address")}}
        # Without the address: local AWS does not give it back when a gateway is deleted.
        resources["nat"] = {"type": "aws:ec2:NatGateway", "properties": {
            "subnetId": "${subnet-a.id}", "connectivityType": "private", "tags": tag("nat")}}


def roles(resources: Json, random: Random) -> None:
    resources["role"] = {"type": "aws:iam:Role", "properties": {
        "assumeRolePolicy": ASSUME, "description": random.choice(["one", "two"]),
        "path": random.choice(["/", "/soak/"])}}
    if random.random() < 0.5:
        document = {"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Action": random.choice(["s3:GetObject", "s3:ListBucket"]), "Resource": "*"}]}
        resources["role"]["properties"]["inlinePolicies"] = [{"name": "own", "policy": json.dumps(document)}]
    for policy in random.sample(POLICIES, random.randint(0, 2)):
        resources[f"attachment-{POLICIES.index(policy)}"] = {"type": "aws:iam:RolePolicyAttachment", "properties": {
            "role": "${role.name}", "policyArn": policy}}


def logs(resources: Json, random: Random) -> None:
    for index in range(random.randint(1, 3)):
        resources[f"logs-{index}"] = {"type": "aws:cloudwatch:LogGroup", "properties": {
            "retentionInDays": random.choice([1, 7, 30]), "tags": {"stage": random.choice(["test", "live"])}}}
    if random.random() < 0.5:
        resources["named"] = {"type": "aws:cloudwatch:LogGroup", "properties": {
            "name": "soak-named", "logGroupClass": random.choice(["STANDARD", "INFREQUENT_ACCESS"])}}
