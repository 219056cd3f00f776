"""Network interfaces that services leave in a VPC, and what AWS does not delete while it is used.

EKS puts some into the subnets of a cluster, a load balancer into its own; a subnet or a security group with one in it stays.
Source: https://docs.aws.amazon.com/vpc/latest/userguide/delete-vpc.html
"""
from moto.ec2.exceptions import DependencyViolationError
from moto.ec2.models import ec2_backends
from moto.ec2.models.security_groups import SecurityGroupBackend
from moto.ec2.models.subnets import SubnetBackend
from moto.elbv2.models import ELBv2Backend

MOTO_DELETE_SUBNET = SubnetBackend.delete_subnet
MOTO_DELETE_SECURITY_GROUP = SecurityGroupBackend.delete_security_group
MOTO_CREATE_LOAD_BALANCER = ELBv2Backend.create_load_balancer
MOTO_DELETE_LOAD_BALANCER = ELBv2Backend.delete_load_balancer


def create(ec2, subnets, groups, description):
    """Puts one into each subnet."""
    for subnet in subnets:
        ec2.create_network_interface(ec2.get_subnet(subnet), None, group_ids=groups, description=description)


def delete(ec2, description):
    """Takes out those of that description."""
    for ident in [eni.id for eni in ec2.enis.values() if eni.description == description]:
        ec2.delete_network_interface(ident)


def used(ec2):
    """Those that are there: moto keeps the ones of instances and NAT gateways that are gone."""
    gone = {gateway._eni.id for gateway in ec2.nat_gateways.values() if gateway.state == "deleted"}
    for eni in ec2.enis.values():
        instance = eni.instance
        if eni.id not in gone and (instance is None or instance.state != "terminated"):
            yield eni


def delete_subnet(self, subnet_id):
    if any(eni.subnet.id == subnet_id for eni in used(self)):
        raise DependencyViolationError(f"The subnet '{subnet_id}' has dependencies and cannot be deleted.")
    return MOTO_DELETE_SUBNET(self, subnet_id)


def delete_security_group(self, name=None, group_id=None):
    if any(group.id == group_id for eni in used(self) for group in eni.group_set):
        raise DependencyViolationError(f"resource {group_id} has a dependent object")
    return MOTO_DELETE_SECURITY_GROUP(self, name, group_id)


def create_load_balancer(self, *args, **kwargs):
    balancer = MOTO_CREATE_LOAD_BALANCER(self, *args, **kwargs)
    subnets = [subnet.id for subnet in balancer.subnets]
    create(ec2_backends[self.account_id][self.region_name], subnets, balancer.security_groups or [], f"ELB {balancer.arn}")
    return balancer


def delete_load_balancer(self, arn):
    delete(ec2_backends[self.account_id][self.region_name], f"ELB {arn}")
    return MOTO_DELETE_LOAD_BALANCER(self, arn)


def mend():
    """Puts these in the place of moto's."""
    SubnetBackend.delete_subnet = delete_subnet
    SecurityGroupBackend.delete_security_group = delete_security_group
    ELBv2Backend.create_load_balancer = create_load_balancer
    ELBv2Backend.delete_load_balancer = delete_load_balancer
