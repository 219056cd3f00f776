"""RDS: parameter groups answer with their parameters, and instances keep what they were told of Performance Insights."""
from moto.core.responses import ActionResult
from moto.rds.models import RDSBackend
from moto.rds.responses import RDSResponse

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


def create_db_instance(self, arguments):
    return keep(MOTO["create_db_instance"](self, arguments), arguments)


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
