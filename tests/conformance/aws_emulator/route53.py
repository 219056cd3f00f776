"""Route 53: a private zone tells which VPCs it answers, by the names that the API has for them."""
from moto.core.responses import ActionResult
from moto.route53.responses import Route53

MOTO_GET_HOSTED_ZONE = Route53.get_hosted_zone


def get_hosted_zone(self):
    """moto takes a zone for public unless the request says so twice, and names a VPC as no client reads it."""
    answer = MOTO_GET_HOSTED_ZONE(self)
    zone = self.backend.get_hosted_zone(self._get_param("Id"))
    if not zone.vpcs:
        return answer
    vpcs = [{"VPCId": vpc["vpc_id"], "VPCRegion": vpc["vpc_region"]} for vpc in zone.vpcs]
    return ActionResult({"HostedZone": zone, "VPCs": vpcs})


def mend():
    """Puts it in the place of moto's."""
    Route53.get_hosted_zone = get_hosted_zone
