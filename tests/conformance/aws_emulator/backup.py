"""AWS Backup: moto lacks selections and recovery points, and finds tags only by a path that ends in a slash."""
import json
import time
import uuid
from urllib.parse import unquote

from moto.backup import urls
from moto.backup.responses import BackupResponse
from moto.core.responses import ActionResult, EmptyResult

SELECTIONS = {}


def create_backup_selection(self):
    plan, ident = self._get_param("backupPlanId"), str(uuid.uuid4())
    body = json.loads(self.body)
    SELECTIONS[ident] = {
        "SelectionId": ident,
        "BackupPlanId": plan,
        "CreationDate": time.time(),
        "BackupSelection": body["BackupSelection"],
    }
    return ActionResult(SELECTIONS[ident])


def found(self):
    ident = self._get_param("selectionId")
    if ident not in SELECTIONS:
        raise LookupError(ident)
    return ident


def get_backup_selection(self):
    return ActionResult(SELECTIONS[found(self)])


def delete_backup_selection(self):
    del SELECTIONS[found(self)]
    return EmptyResult()


def list_tags(self):
    arn = unquote(self.path.split("/tags/")[1]).strip("/")
    return ActionResult({"Tags": self.backup_backend.list_tags(arn)})


def list_recovery_points_by_backup_vault(self):
    """No night has passed since the vault was made."""
    return ActionResult({"RecoveryPoints": []})


OPERATIONS = (
    create_backup_selection,
    get_backup_selection,
    delete_backup_selection,
    list_recovery_points_by_backup_vault,
    list_tags,
)


def mend():
    """Adds these operations to those of moto."""
    for operation in OPERATIONS:
        setattr(BackupResponse, operation.__name__, operation)
    own = {
        r"{0}/backup-vaults/(?P<backupVaultName>[^/]+)/recovery-points/?$": BackupResponse.dispatch,
        r"{0}/backup/plans/(?P<backupPlanId>[^/]+)/selections/?$": BackupResponse.dispatch,
        r"{0}/backup/plans/(?P<backupPlanId>[^/]+)/selections/(?P<selectionId>[^/]+)$": BackupResponse.dispatch,
    }
    urls.url_paths = {**own, **urls.url_paths}  # the first that matches is taken, and moto's match these too
