"""RDS: versions that AWS no longer creates, ids of instances, what they were told, and what parameter groups hold."""
import uuid

from moto.core.responses import ActionResult
from moto.rds.exceptions import RDSClientError
from moto.rds.models import RDSBackend
from moto.rds.responses import RDSResponse

import request

MOTO = {name: getattr(RDSBackend, name) for name in ("create_db_instance", "modify_db_instance")}
KEPT = {
    "EnablePerformanceInsights": "performance_insights_enabled",
    "PerformanceInsightsKMSKeyId": "performance_insights_kms_key_id",
    "PerformanceInsightsRetentionPeriod": "performance_insights_retention_period",
}


def keep(instance, arguments):
    for argument, attribute in KEPT.items():
        if argument in arguments:
            setattr(instance, attribute, arguments[argument])
    return instance


def numbers(version):
    """`17.10` as numbers, of which it has more than `17.9`."""
    return [int(part) for part in version.split("-")[0].split(".") if part.isdigit()]


def can_be_created(engine, version):
    """Raises what RDS answers to a minor version that has ended; a major version alone is its newest minor one."""
    for row in request.rows("rds_engine_versions.tsv"):
        if engine == row["engine"] and version.split(".")[0] == row["major"] != version:
            if numbers(version) < numbers(row["oldest"]):
                raise RDSClientError("InvalidParameterCombination", f"Cannot find version {version} for {engine}")


def create_db_instance(self, arguments):
    """moto gives every instance the same id, by which the provider looks for it."""
    can_be_created(arguments["Engine"], str(arguments.get("EngineVersion") or ""))
    instance = keep(MOTO["create_db_instance"](self, arguments), arguments)
    instance.dbi_resource_id = "db-" + uuid.uuid4().hex[:26].upper()
    return instance


def modify_db_instance(self, identifier, arguments):
    return keep(MOTO["modify_db_instance"](self, identifier, dict(arguments)), arguments)


def describe_db_parameters(self):
    group = self.backend.describe_db_parameter_groups({"db_parameter_group_name": self.params["DBParameterGroupName"]})[0]
    return ActionResult({"Parameters": [{**parameter, "Source": "user"} for parameter in group.parameters.values()]})


def mend():
    """Puts these in the place of moto's."""
    RDSBackend.create_db_instance = create_db_instance
    RDSBackend.modify_db_instance = modify_db_instance
    RDSResponse.describe_db_parameters = describe_db_parameters
