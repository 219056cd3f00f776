"""What a project takes to exist in its AWS account before Terraform runs."""
import re
import tomllib
import unittest.mock

import boto3

CIDR_BLOCK = "10.0.0.0/16"


def tables(value):
    """Every table of a kura.toml, at whatever depth."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
        yield from tables(inner)


def named(project, key):
    """Every text that stands under `key` in any table, each once."""
    return sorted({table[key] for table in tables(project) if isinstance(table.get(key), str)})


def network(ec2, table):
    """The VPC and the subnets that a network names by id; moto is made to give these very ids."""
    vpc_id = table.get("vpc_id", "default")
    if vpc_id == "default":
        return
    new = [subnet["cidr_block"] for subnet in table.get("subnets", {}).values() if "cidr_block" in subnet]
    # A new subnet lies in the VPC that is there.
    cidr_block = re.sub(r"\d+\.\d+/\d+$", "0.0/16", new[0]) if new else CIDR_BLOCK
    with unittest.mock.patch("moto.ec2.models.vpcs.random_vpc_id", return_value=vpc_id):
        ec2.create_vpc(CidrBlock=cidr_block)
    for number, subnet in enumerate(table.get("subnets", {}).values()):
        if "subnet_id" not in subnet:
            continue
        with unittest.mock.patch("moto.ec2.models.subnets.random_subnet_id", return_value=subnet["subnet_id"]):
            ec2.create_subnet(
                VpcId=vpc_id,
                CidrBlock=subnet.get("cidr_block", re.sub(r"\d+\.\d+/\d+$", f"{200 + number}.0/24", cidr_block)),
                AvailabilityZone=subnet["availability_zone"],
            )


def create(kura_toml, address):
    """Creates all of it through the API at `address`."""
    project = tomllib.loads(kura_toml.read_text(encoding="utf-8"))
    region = project.get("project", {}).get("region", "us-east-1")

    def client(service):
        return boto3.client(service, region_name=region, endpoint_url=address)

    for table in (project.get("network", {}), project.get("jenkins", {}).get("network", {})):
        network(client("ec2"), table)
    for name in named(project, "key_name"):
        client("ec2").create_key_pair(KeyName=name)
    for name in named(project, "ami"):
        with unittest.mock.patch("moto.ec2.models.amis.random_ami_id", return_value=name):
            client("ec2").register_image(Name=name, RootDeviceName="/dev/sda1")
    for name in named(project, "zone"):
        client("route53").create_hosted_zone(Name=name, CallerReference=name)
    for name in named(project, "secrets_manager"):
        if not name.startswith("arn:"):
            client("secretsmanager").create_secret(Name=name, SecretString="{}")
    for name in named(project, "ssm"):
        client("ssm").put_parameter(Name=name, Value="x", Type="SecureString")
    cluster = project.get("cluster", {})
    if cluster.get("existing"):
        default = client("ec2").describe_subnets(Filters=[{"Name": "default-for-az", "Values": ["true"]}])["Subnets"]
        client("eks").create_cluster(
            name=cluster.get("name", project.get("project", {}).get("name")),
            version=cluster["version"],
            roleArn="arn:aws:iam::123456789012:role/cluster",
            resourcesVpcConfig={"subnetIds": [subnet["SubnetId"] for subnet in default]},
        )
