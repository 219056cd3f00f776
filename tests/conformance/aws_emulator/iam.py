"""IAM: what is asked for when a user goes, and whether a first password has to be changed."""
from moto.core.responses import ActionResult
from moto.iam.responses import IamResponse

_create_login_profile = IamResponse.create_login_profile
_update_login_profile = IamResponse.update_login_profile


def mend():
    """Adds the operation to those of moto, and lets it keep what a login profile is created with."""
    IamResponse.list_service_specific_credentials = lambda self: ActionResult({"ServiceSpecificCredentials": []})
    IamResponse.create_login_profile = lambda self: with_reset(self, _create_login_profile)
    IamResponse.update_login_profile = lambda self: with_reset(self, _update_login_profile)


def with_reset(self, operation):
    """Carries out an operation on a login profile; moto forgets, or keeps as text, whether the password has to change."""
    result = operation(self)
    user = self.backend.get_user(self._get_param("UserName"))
    user.password_reset_required = str(self._get_param("PasswordResetRequired")).lower() == "true"
    return result
