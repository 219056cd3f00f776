#!/usr/bin/env python3
"""Sends requests that AWS refuses to the emulated AWS, and looks for the error that AWS gives.

    refusals.py         a line per case that was not answered as it must be, and exit 1

Each case is a function of the account. It first does what AWS accepts, so that an emulator that refuses everything fails
too, and gives back what was wrong with the answer to what AWS refuses.
"""
import inspect
import json
import os
import sys

import boto3
import botocore.config
import botocore.exceptions

TRUST = json.dumps({"Version": "2012-10-17", "Statement": []})
ROLE = "arn:aws:iam::123456789012:role/cluster"
MANIFEST = {"schemaVersion": 2, "mediaType": "application/vnd.docker.distribution.manifest.v2+json"}


def policy(size):
    """A policy of so many characters, beside its white space."""
    statement = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*", "Sid": ""}
    document = {"Version": "2012-10-17", "Statement": [statement]}
    statement["Sid"] = "a" * (size - len(json.dumps(document, separators=(",", ":"))))
    return json.dumps(document, indent=8)


def manifest(digest):
    layer = {"mediaType": "application/vnd.docker.image.rootfs.diff.tar.gzip", "size": 1, "digest": f"sha256:{digest * 64}"}
    config = {"mediaType": "application/vnd.docker.container.image.v1+json", "size": 1, "digest": f"sha256:{digest * 64}"}
    return json.dumps({**MANIFEST, "config": config, "layers": [layer]})


def without_none(parameters):
    return {name: value for name, value in parameters.items() if value is not None}


class Account:
    """An account of AWS, with what the cases need."""

    def __init__(self):
        self.clients = {}
        self.vpc = self.of("ec2").create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        self.number = 0

    def of(self, service):
        config = botocore.config.Config(parameter_validation=False, retries={"max_attempts": 0})
        address = os.environ["AWS_ENDPOINT_URL"]  # never AWS itself
        client = boto3.client(service, region_name="eu-west-1", endpoint_url=address, config=config)
        return self.clients.setdefault(service, client)

    def name(self):
        self.number += 1
        return f"one-{self.number}"

    def group(self, **changes):
        wanted = {"GroupName": self.name(), "Description": "one", "VpcId": self.vpc, **changes}
        return self.of("ec2").create_security_group(**without_none(wanted))["GroupId"]

    def rule(self, description):
        address = {"CidrIp": "0.0.0.0/0", "Description": description}
        permission = {"IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "IpRanges": [address]}
        self.of("ec2").authorize_security_group_egress(GroupId=self.group(), IpPermissions=[permission])

    def tags(self, *tags):
        self.of("ec2").create_tags(Resources=[self.vpc], Tags=[{"Key": key, "Value": value} for key, value in tags])

    def role(self, **changes):
        wanted = {"RoleName": self.name(), "AssumeRolePolicyDocument": TRUST, **changes}
        self.of("iam").create_role(**without_none(wanted))
        return wanted["RoleName"]

    def certificate(self, value):
        self.of("acm").request_certificate(DomainName="*.one.example", Tags=[{"Key": "Name", "Value": value}])

    def database(self, version="17.9", **changes):
        wanted = {"DBInstanceIdentifier": "one", "DBInstanceClass": "db.t3.micro", "Engine": "postgres", "AllocatedStorage": 20}
        self.of("rds").create_db_instance(**{**wanted, "EngineVersion": version, **changes})

    def end_database(self, version="17.9", **changes):
        self.database(version, **changes)
        self.of("rds").delete_db_instance(DBInstanceIdentifier="one", FinalDBSnapshotIdentifier="one-final")

    def image(self, repository, digest):
        self.of("ecr").put_image(repositoryName=repository, imageManifest=manifest(digest), imageTag="1")

    def subnets(self):
        made = []
        for zone in ("eu-west-1a", "eu-west-1b"):
            self.name()
            block = f"10.0.{self.number}.0/24"
            made.append(self.of("ec2").create_subnet(VpcId=self.vpc, CidrBlock=block, AvailabilityZone=zone))
        return [one["Subnet"]["SubnetId"] for one in made]

    def cluster(self, **changes):
        network = {"resourcesVpcConfig": {"subnetIds": self.subnets()}}
        wanted = {"name": self.name(), "version": "1.33", "roleArn": ROLE, **network, **changes}
        self.of("eks").create_cluster(**wanted)
        return wanted["name"]

    def authentication(self, cluster, mode):
        self.of("eks").update_cluster_config(name=cluster, accessConfig={"authenticationMode": mode})


def refused(code, call, *args, **kwargs):
    """Nothing if AWS refuses the call with this code, else what it did instead."""
    try:
        call(*args, **kwargs)
    except botocore.exceptions.ClientError as error:
        got = error.response["Error"]["Code"]
        return None if got == code else f"{got} instead of {code}: {error}"
    return f"accepted instead of {code}"


# --- the cases ------------------------------------------------------------------------------------------------------


def description_of_a_rule(aws):
    aws.rule("HTTP from [anywhere], {at once} & for $1!")
    return refused("InvalidParameterValue", aws.rule, "Ubuntu's package archive")


def long_description_of_a_rule(aws):
    aws.rule("a" * 255)
    return refused("InvalidParameterValue", aws.rule, "a" * 256)


def description_of_a_group(aws):
    aws.group(Description="agents of one")
    return refused("InvalidParameterValue", aws.group, Description="one's agents")


def name_of_a_group(aws):
    return refused("InvalidParameterValue", aws.group, GroupName="sg-one")


def group_without_a_description(aws):
    return refused("MissingParameter", aws.group, Description=None)


def tag_that_belongs_to_aws(aws):
    aws.tags(("a&b", "it's {one}"))
    return refused("InvalidParameterValue", aws.tags, ("AWS:one", "two"))


def too_many_tags(aws):
    tags = [(f"t{number}", "one") for number in range(51)]
    aws.tags(*tags[:48])  # it has others
    return refused("TagLimitExceeded", aws.tags, *tags)


def tag_of_a_role(aws):
    aws.role(Tags=[{"Key": "Team", "Value": "one + two"}])
    return refused("ValidationError", aws.role, Tags=[{"Key": "Team", "Value": "one & two"}])


def role_without_a_name(aws):
    return refused("ValidationError", aws.role, RoleName=None)


def inline_policy_of_a_role(aws):
    put, wanted = aws.of("iam").put_role_policy, {"RoleName": aws.role(), "PolicyName": "one"}
    put(**wanted, PolicyDocument=policy(10240))
    return refused("LimitExceeded", put, **wanted, PolicyDocument=policy(10241))


def inline_policies_of_a_role(aws):
    put, role = aws.of("iam").put_role_policy, aws.role()
    put(RoleName=role, PolicyName="one", PolicyDocument=policy(6000))
    return refused("LimitExceeded", put, RoleName=role, PolicyName="two", PolicyDocument=policy(6000))


def managed_policy(aws):
    create = aws.of("iam").create_policy
    create(PolicyName=aws.name(), PolicyDocument=policy(6144))
    return refused("LimitExceeded", create, PolicyName=aws.name(), PolicyDocument=policy(6145))


def wildcard_in_a_tag_of_acm(aws):
    aws.certificate("one.example")
    return refused("ValidationException", aws.certificate, "*.one.example")


def version_of_rds_that_ended(aws):
    for version in ("17", "17.5", "17.10", "14.18"):
        aws.database(version, DBInstanceIdentifier=aws.name())
    ended = ("14.17", "15.12", "16.8", "17.1", "17.4")
    wrong = [refused("InvalidParameterCombination", aws.database, version, DBInstanceIdentifier=aws.name()) for version in ended]
    return "; ".join(filter(None, wrong))


def second_final_snapshot(aws):
    aws.end_database()
    return refused("DBSnapshotAlreadyExists", aws.end_database)


def tag_of_rds(aws):
    return refused("InvalidParameterValue", aws.database, DBInstanceIdentifier=aws.name(), Tags=[{"Key": "a", "Value": "*"}])


def immutable_tag_that_moves(aws):
    repository = aws.of("ecr").create_repository(repositoryName="one/web", imageTagMutability="IMMUTABLE")["repository"]
    aws.image(repository["repositoryName"], "a")
    return refused("ImageTagAlreadyExistsException", aws.image, repository["repositoryName"], "b")


def tag_of_a_repository(aws):
    create = aws.of("ecr").create_repository
    return refused("InvalidTagParameterException", create, repositoryName="one/two", tags=[{"Key": "a", "Value": "a" * 257}])


def tag_of_a_key(aws):
    create = aws.of("kms").create_key
    create(Tags=[{"TagKey": "Team", "TagValue": "one + two"}])
    return refused("ValidationException", create, Tags=[{"TagKey": "Team", "TagValue": "one & two"}])


def name_of_a_repository(aws):
    return refused("InvalidParameterException", aws.of("ecr").create_repository, repositoryName="One")


def subnet_of_a_cluster(aws):
    subnets = aws.subnets()
    cluster = aws.cluster(resourcesVpcConfig={"subnetIds": subnets})
    wrong = refused("DependencyViolation", aws.of("ec2").delete_subnet, SubnetId=subnets[0])
    aws.of("eks").delete_cluster(name=cluster)
    aws.of("ec2").delete_subnet(SubnetId=subnets[0])
    return wrong


def subnet_of_a_load_balancer(aws):
    subnets, group = aws.subnets(), aws.group()
    balancer = aws.of("elbv2").create_load_balancer(Name=aws.name(), Subnets=subnets, SecurityGroups=[group])
    delete = aws.of("ec2").delete_security_group
    wrong = refused("DependencyViolation", aws.of("ec2").delete_subnet, SubnetId=subnets[0])
    wrong = wrong or refused("DependencyViolation", delete, GroupId=group)
    aws.of("elbv2").delete_load_balancer(LoadBalancerArn=balancer["LoadBalancers"][0]["LoadBalancerArn"])
    aws.of("ec2").delete_subnet(SubnetId=subnets[0])
    delete(GroupId=group)
    return wrong


def version_of_eks_that_is_skipped(aws):
    cluster, update = aws.cluster(), aws.of("eks").update_cluster_version
    wrong = refused("InvalidParameterException", update, name=cluster, version="1.35")
    update(name=cluster, version="1.34")
    update(name=cluster, version="1.35")
    return wrong


def authentication_in_one_step(aws):
    cluster = aws.cluster(accessConfig={"authenticationMode": "CONFIG_MAP"})
    wrong = refused("InvalidParameterException", aws.authentication, cluster, "API")
    aws.authentication(cluster, "API_AND_CONFIG_MAP")
    aws.authentication(cluster, "API")
    return wrong or refused("InvalidParameterException", aws.authentication, cluster, "API_AND_CONFIG_MAP")


def name_of_a_cluster(aws):
    return refused("InvalidParameterException", aws.cluster, name="one.two")


def tag_of_a_cluster(aws):
    return refused("InvalidParameterException", aws.cluster, tags={"aws:team": "one"})


def name_of_a_vault(aws):  # rest-json, by a path
    return refused("InvalidParameterValueException", aws.of("backup").create_backup_vault, BackupVaultName="a b")


def name_of_a_zone(aws):  # rest-xml
    return refused("InvalidInput", aws.of("route53").create_hosted_zone, Name="a" * 1025, CallerReference="one")


def word_that_is_none(aws):  # an enum, in a nested member
    wanted = {"subnetIds": aws.subnets(), "endpointPublicAccess": True}
    return refused("InvalidParameterException", aws.cluster, resourcesVpcConfig=wanted, upgradePolicy={"supportType": "FOREVER"})


def number_that_is_too_small(aws):
    alarm = {"AlarmName": "one", "EvaluationPeriods": 0, "ComparisonOperator": "LessThanThreshold"}
    return refused("ValidationError", aws.of("cloudwatch").put_metric_alarm, **alarm)


def outcome(case, account):
    """What is wrong with how a case went; None if nothing is."""
    try:
        return case(account)
    except botocore.exceptions.ClientError as error:
        return f"what AWS accepts is refused: {error}"


def main():
    account = Account()
    functions = [member for member in globals().values() if inspect.isfunction(member)]
    cases = [function for function in functions if list(inspect.signature(function).parameters) == ["aws"]]
    wrong = [f"{case.__name__}: {finding}" for case in cases if (finding := outcome(case, account))]
    print("\n".join(wrong) or f"{len(cases)} refused")
    sys.exit(bool(wrong))


main()
