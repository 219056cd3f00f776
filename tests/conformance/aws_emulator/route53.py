"""Route 53: a zone that is made with a VPC is a private one, and tells so by the names that the API has."""
from moto.core.responses import ActionResult
from moto.route53.responses import Route53

MOTO_CREATE_HOSTED_ZONE = Route53.create_hosted_zone
MOTO_GET_HOSTED_ZONE = Route53.get_hosted_zone


def create_hosted_zone(self):
    """moto overlooks the VPC unless the request says in another place too that the zone is private."""
    answer = MOTO_CREATE_HOSTED_ZONE(self)
    zone, vpc_id = answer.result["HostedZone"], self._get_param("VPC.VPCId")
    if vpc_id and not zone.private_zone:
        zone.private_zone = True
        zone.vpcs = [{"vpc_id": vpc_id, "vpc_region": self._get_param("VPC.VPCRegion")}]
    return answer


def get_hosted_zone(self):
    """moto names a VPC as no client reads it."""
    answer = MOTO_GET_HOSTED_ZONE(self)
    zone = self.backend.get_hosted_zone(self._get_param("Id"))
    if not zone.private_zone:
        return answer
    vpcs = [{"VPCId": vpc["vpc_id"], "VPCRegion": vpc["vpc_region"]} for vpc in zone.vpcs]
    return ActionResult({"HostedZone": zone, "VPCs": vpcs})


def mend():
    """Puts these in the place of moto's."""
    Route53.create_hosted_zone = create_hosted_zone
    Route53.get_hosted_zone = get_hosted_zone
