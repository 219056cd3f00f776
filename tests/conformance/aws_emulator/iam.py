"""IAM: what is asked for when a user goes, whether a first password has to be changed, and how long a role's policies are."""
from moto.core.responses import ActionResult
from moto.iam.exceptions import LimitExceededException
from moto.iam.models import IAMBackend
from moto.iam.responses import IamResponse

import request

_create_login_profile = IamResponse.create_login_profile
_update_login_profile = IamResponse.update_login_profile
_put_role_policy = IAMBackend.put_role_policy


def put_role_policy(self, role_name, policy_name, policy_json):
    """All inline policies of a role together have a limit; moto knows none."""
    most = int(request.fields()["iam", "PutRolePolicyRequest.PolicyDocument"]["max"])
    policies = {**self.get_role(role_name).policies, policy_name: policy_json}
    if sum(request.not_blank(policy) for policy in policies.values()) > most:
        raise LimitExceededException(f"Maximum policy size of {most} bytes exceeded for role {role_name}")
    return _put_role_policy(self, role_name, policy_name, policy_json)


def mend():
    """Adds the operation to those of moto, and lets it keep what a login profile is created with."""
    IAMBackend.put_role_policy = put_role_policy
    IamResponse.list_service_specific_credentials = lambda self: ActionResult({"ServiceSpecificCredentials": []})
    IamResponse.create_login_profile = lambda self: with_reset(self, _create_login_profile)
    IamResponse.update_login_profile = lambda self: with_reset(self, _update_login_profile)


def with_reset(self, operation):
    """Carries out an operation on a login profile; moto forgets, or keeps as text, whether the password has to change."""
    result = operation(self)
    user = self.backend.get_user(self._get_param("UserName"))
    user.password_reset_required = str(self._get_param("PasswordResetRequired")).lower() == "true"
    return result
