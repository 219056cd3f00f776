"""IAM: what is asked for when a user goes."""
from moto.core.responses import ActionResult
from moto.iam.responses import IamResponse


def mend():
    """Adds the operation to those of moto."""
    IamResponse.list_service_specific_credentials = lambda self: ActionResult({"ServiceSpecificCredentials": []})
