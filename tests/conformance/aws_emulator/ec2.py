"""EC2: launch templates, groups of instances and descriptions of rules as AWS keeps them, and detailed monitoring."""
from moto.core.responses import ActionResult
from moto.ec2.models import launch_templates
from moto.ec2.models.instances import InstanceBackend
from moto.ec2.models.security_groups import SecurityGroupRule
from moto.ec2.responses.monitoring import Monitoring

MOTO_RUN_INSTANCES = InstanceBackend.run_instances
MOTO_LAUNCH_TEMPLATE = launch_templates.LaunchTemplate.__init__


def launch_template(self, backend, name, template_data, version_description, tag_spec):
    """moto writes the template's own tags into its data, where AWS keeps only those of instances, volumes ..."""
    kept = [t for t in template_data.get("TagSpecifications") or [] if t.get("ResourceType") != "launch-template"]
    template_data.pop("TagSpecifications", None)
    if kept:
        template_data["TagSpecifications"] = kept
    MOTO_LAUNCH_TEMPLATE(self, backend, name, template_data, version_description, tag_spec)


def run_instances(self, image_id, count, user_data, security_group_names, **kwargs):
    """moto gives an instance no groups that are named with its network interface, as they are with a public address."""
    groups = [group for nic in kwargs.get("nics") or [] for group in nic.pop("Groups", [])]
    kwargs["security_group_ids"] = [*(kwargs.get("security_group_ids") or []), *groups]
    return MOTO_RUN_INSTANCES(self, image_id, count, user_data, security_group_names, **kwargs)


def monitoring(state):
    """The operation that sets the detailed monitoring of instances to `state`."""

    def operation(self):
        answers = []
        for ident in self._get_param("InstanceIds", []):
            self.ec2_backend.get_instance(ident).monitoring_state = state
            answers.append({"InstanceId": ident, "Monitoring": {"State": state}})
        return ActionResult({"InstanceMonitorings": answers})

    return operation


def mend():
    """Puts these in the place of moto's."""
    InstanceBackend.run_instances = run_instances
    launch_templates.LaunchTemplate.__init__ = launch_template
    # moto knows only that of a rule with an address range
    SecurityGroupRule.description = property(lambda rule: {**rule.source_group, **rule.ip_range}.get("Description"))
    Monitoring.monitor_instances = monitoring("enabled")
    Monitoring.unmonitor_instances = monitoring("disabled")
