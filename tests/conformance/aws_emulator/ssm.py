"""Systems Manager: the newest machine image of any distribution is one that moto has."""
from moto.ssm.models import SimpleSystemManagerBackend

MOTO_GET_PARAMETER = SimpleSystemManagerBackend.get_parameter
KNOWN = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"


def get_parameter(self, name):
    """A public parameter that moto lacks is taken for the image of Amazon Linux."""
    found = MOTO_GET_PARAMETER(self, name)
    if found is None and name.startswith("/aws/service/"):
        found = MOTO_GET_PARAMETER(self, KNOWN)
    return found


def mend():
    """Puts it in the place of moto's."""
    SimpleSystemManagerBackend.get_parameter = get_parameter
