#!/usr/bin/env python3
"""Asks AWS, not the files, whether what was applied is as it must be.

    facts.py KURA_TOML                      a line per fact with the count of what it looked at, and a line per finding
    facts.py KURA_TOML --reset-passwords    every user has chosen a password

A fact is a function that yields pairs: what it looked at, and what is wrong with it or None. A fact that looks at less
than kura.toml asks for is a finding too, since it would hold of nothing at all.
"""
import pathlib
import sys
import tomllib

import boto3

WORLD = {"0.0.0.0/0", "::/0"}


class Project:
    """What kura.toml asks for, as far as the facts depend on it."""

    def __init__(self, path):
        config = tomllib.loads(path.read_text(encoding="utf-8"))
        self.region = config.get("project", {}).get("region", "us-east-1")
        cluster, jenkins = config.get("cluster", {}), config.get("jenkins", {})
        self.networks = [table for table in (config.get("network"), jenkins.get("network")) if table]
        self.own_networks = [table for table in self.networks if "vpc_id" not in table]
        self.node_groups = [] if cluster.get("existing") else list(cluster.get("node_groups", {}).values())
        hosts = [jenkins.get("controller", {}), *jenkins.get("agents", {}).values()]
        self.hosts = [host for host in hosts if "instance_type" in host]
        self.users = {user for group in config.get("team", {}).get("groups", {}).values() for user in group["users"]}
        ingresses = config.get("ingresses", {}).values()
        self.certified = [ingress for ingress in ingresses if ingress.get("tls", {}).get("certificate") == "acm"]
        self.jenkins_port = jenkins.get("controller", {}).get("port", 8080)

    def subnets(self, tier):
        """The least count of subnets of a tier in new VPCs: those that are written, or one for each of two zones."""
        count = 0
        for network in self.own_networks:
            written = network.get("subnets")
            carved = max(2, len(network.get("availability_zones", []))) if tier in ("public", "private") else 0
            count += sum(s["tier"] == tier for s in written.values()) if written else carved
        return count

    def cidr_blocks(self, tier):
        subnets = [s for network in self.own_networks for s in network.get("subnets", {}).values()]
        return {s["cidr_block"] for s in subnets if s["tier"] == tier}


class Account:
    """The AWS account after the apply."""

    def __init__(self, project):
        names = ("acm", "ec2", "eks", "iam")
        self.acm, self.ec2, self.eks, self.iam = (boto3.client(name, region_name=project.region) for name in names)
        taken = {network.get("vpc_id") for network in project.networks}
        own = [v for v in self.ec2.describe_vpcs()["Vpcs"] if not v["IsDefault"] and v["VpcId"] not in taken]
        self.vpcs = {vpc["VpcId"]: vpc for vpc in own}
        self.subnets = {s["SubnetId"]: s for s in self.ec2.describe_subnets()["Subnets"]}
        self.route_tables = self.ec2.describe_route_tables()["RouteTables"]

    def own_subnets(self):
        return [s for s in self.subnets.values() if s["VpcId"] in self.vpcs]

    def default_route(self, subnet):
        """The route of a subnet to the internet, or an empty one; without a table of its own it has the VPC's main one."""
        tables = [t for t in self.route_tables if t["VpcId"] == subnet["VpcId"]]
        own = [t for t in tables if any(a.get("SubnetId") == subnet["SubnetId"] for a in t["Associations"])]
        main = [t for t in tables if any(a.get("Main") for a in t["Associations"])]
        routes = [r for t in (own or main)[:1] for r in t["Routes"]]
        return next((r for r in routes if r.get("DestinationCidrBlock") == "0.0.0.0/0"), {})

    def is_public(self, subnet):
        return self.default_route(subnet).get("GatewayId", "").startswith("igw-")

    def node_groups(self):
        for cluster in self.eks.list_clusters()["clusters"]:
            for group in self.eks.list_nodegroups(clusterName=cluster)["nodegroups"]:
                yield self.eks.describe_nodegroup(clusterName=cluster, nodegroupName=group)["nodegroup"]

    def launch_templates(self):
        """Every launch template, with the data of its newest version."""
        for template in self.ec2.describe_launch_templates()["LaunchTemplates"]:
            versions = self.ec2.describe_launch_template_versions(
                LaunchTemplateId=template["LaunchTemplateId"], Versions=["$Latest"]
            )
            yield template, versions["LaunchTemplateVersions"][0]["LaunchTemplateData"]

    def instances(self):
        for reservation in self.ec2.describe_instances()["Reservations"]:
            yield from (i for i in reservation["Instances"] if i["State"]["Name"] not in ("terminated", "shutting-down"))

    def users(self):
        return [user["UserName"] for user in self.iam.list_users()["Users"]]


def name(thing):
    return next((tag["Value"] for tag in thing.get("Tags", []) if tag["Key"] == "Name"), thing.get("SubnetId"))


def nodes_are_only_in_private_subnets(account, project):
    wanted_public = sum(group.get("tier") == "public" for group in project.node_groups)
    public = 0
    for group in account.node_groups():
        exposed = [s for s in group["subnets"] if account.is_public(account.subnets[s])]
        public += bool(exposed)
        yield group["nodegroupName"], f"in the public {exposed}" if exposed and public > wanted_public else None


def private_subnets_reach_a_nat_gateway(account, project):
    intra = project.cidr_blocks("intra")
    gateways = {g["NatGatewayId"]: g for g in account.ec2.describe_nat_gateways()["NatGateways"]}
    expected = any(network.get("nat_gateways") != "none" for network in project.own_networks)
    for subnet in account.own_subnets():
        if account.is_public(subnet) or subnet["CidrBlock"] in intra:
            continue
        gateway = gateways.get(account.default_route(subnet).get("NatGatewayId"))
        if not expected:
            yield name(subnet), "there is a NAT gateway, and none is asked for" if gateway else None
        elif gateway is None or gateway["State"] != "available":
            yield name(subnet), "its default route leads to no NAT gateway"
        else:
            home = account.subnets[gateway["SubnetId"]]
            yield name(subnet), None if account.is_public(home) else f"its NAT gateway is in {name(home)}, which is private"


def subnets_carry_the_tag_of_their_load_balancers(account, project):
    intra = project.cidr_blocks("intra")
    for subnet in account.own_subnets():
        if subnet["CidrBlock"] not in intra:
            wanted = "kubernetes.io/role/elb" if account.is_public(subnet) else "kubernetes.io/role/internal-elb"
            tags = {tag["Key"]: tag["Value"] for tag in subnet.get("Tags", [])}
            found = sorted(key for key in tags if key.startswith("kubernetes.io/role/"))
            yield name(subnet), None if found == [wanted] and tags[wanted] == "1" else f"{found} instead of {wanted}"


def no_security_group_is_open_to_the_world(account, project):
    """On SSH or Jenkins' port; one made by AWS counts as well."""
    for group in account.ec2.describe_security_groups()["SecurityGroups"]:
        if group["VpcId"] not in account.vpcs:
            continue
        problem = None
        for rule in group["IpPermissions"]:
            sources = {r["CidrIp"] for r in rule["IpRanges"]} | {r["CidrIpv6"] for r in rule["Ipv6Ranges"]}
            for port in sorted({22, 8080, project.jenkins_port}):
                if sources & WORLD and rule.get("FromPort", 0) <= port <= rule.get("ToPort", 65535):
                    problem = f"open to the world on {port}"
        yield group["GroupName"], problem


def users_must_reset_their_password(account, project):
    for user in account.users():
        if account.iam.list_access_keys(UserName=user)["AccessKeyMetadata"]:
            yield user, "has an access key"
        try:
            profile = account.iam.get_login_profile(UserName=user)["LoginProfile"]
        except account.iam.exceptions.NoSuchEntityException:
            yield user, "cannot log in"
        else:
            yield user, None if profile.get("PasswordResetRequired") else "need not reset the password"


def instances_require_imdsv2(account, project):
    for instance in account.instances():
        tokens = instance.get("MetadataOptions", {}).get("HttpTokens")
        yield name(instance) or instance["InstanceId"], None if tokens == "required" else f"HttpTokens is {tokens}"


def nodes_require_imdsv2(account, project):
    demanding = {}
    for template, data in account.launch_templates():
        tokens = data.get("MetadataOptions", {}).get("HttpTokens")
        demanding[template["LaunchTemplateId"]] = tokens == "required"
        yield template["LaunchTemplateName"], None if tokens == "required" else f"HttpTokens is {tokens}"
    for group in account.node_groups():
        template = group.get("launchTemplate", {}).get("id")
        yield group["nodegroupName"], None if demanding.get(template) else "has no launch template that demands IMDSv2"


def certificates_are_issued(account, project):
    for certificate in account.acm.list_certificates()["CertificateSummaryList"]:
        told = account.acm.describe_certificate(CertificateArn=certificate["CertificateArn"])["Certificate"]
        yield told["DomainName"], None if told["Status"] == "ISSUED" else f"is {told['Status']}"


# Every fact, and how much it must have looked at.
FACTS = {
    nodes_are_only_in_private_subnets: lambda project: len(project.node_groups),
    private_subnets_reach_a_nat_gateway: lambda project: project.subnets("private"),
    subnets_carry_the_tag_of_their_load_balancers: lambda project: project.subnets("public") + project.subnets("private"),
    no_security_group_is_open_to_the_world: lambda project: len(project.own_networks),  # at least the default one of each
    users_must_reset_their_password: lambda project: len(project.users),
    certificates_are_issued: lambda project: len(project.certified),
    instances_require_imdsv2: lambda project: len(project.hosts),
    nodes_require_imdsv2: lambda project: 2 * len(project.node_groups),  # the template and the group
}


def reset_passwords(account):
    for user in account.users():
        account.iam.update_login_profile(UserName=user, Password="Chosen-by-me-1!", PasswordResetRequired=False)


def main():
    project = Project(pathlib.Path(sys.argv[1]))
    account = Account(project)
    if "--reset-passwords" in sys.argv:
        return reset_passwords(account)
    failed = False
    for fact, least in FACTS.items():
        looked_at = list(fact(account, project))
        findings = [f"{subject}: {problem}" for subject, problem in looked_at if problem]
        if len(looked_at) < least(project):
            findings.append(f"looked at {len(looked_at)}, and kura.toml asks for {least(project)}")
        print(f"{fact.__name__}: {len(looked_at)} looked at, {len(findings)} wrong", *findings, sep="\n  ")
        failed |= bool(findings)
    sys.exit(failed)


main()
