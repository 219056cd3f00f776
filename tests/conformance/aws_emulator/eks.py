"""EKS: moto lacks add-ons, access entries, access policies and pod identity, and forgets parts of clusters and node groups."""
import time
import uuid
from urllib.parse import unquote

from moto.core.responses import ActionResult, EmptyResult
from moto.ec2.models import ec2_backends
from moto.eks import urls
from moto.eks.exceptions import InvalidParameterException, ResourceInUseException, ResourceNotFoundException
from moto.eks.responses import EKSResponse

import network_interfaces

# The only changes of a cluster's authentication mode.
# Source: https://docs.aws.amazon.com/eks/latest/userguide/setting-up-access-entries.html
AUTHENTICATION = {("CONFIG_MAP", "API_AND_CONFIG_MAP"), ("API_AND_CONFIG_MAP", "API")}
# What else an update of a cluster's configuration may change, and where moto keeps it.
CHANGED = {
    "deletionProtection": "deletion_protection",
    "logging": "logging",
    "upgradePolicy": "upgrade_policy",
    "zonalShiftConfig": "zonal_shift_config",
}
STORE = {}
MOTO_CREATE_CLUSTER = EKSResponse.create_cluster
MOTO_DELETE_CLUSTER = EKSResponse.delete_cluster
MOTO_CREATE_NODEGROUP = EKSResponse.create_nodegroup
MOTO_TAGS = {name: getattr(EKSResponse, name) for name in ("tag_resource", "untag_resource", "list_tags_for_resource")}


class Eks(EKSResponse):
    """The missing EKS operations, each a plain in-memory record."""

    def _key(self, kind, *names):
        self.eks_backend.describe_cluster(self._get_param("name"))
        return (self.current_account, self.region, kind, self._get_param("name"), *names)

    def _create(self, key, record, what):
        if key in STORE:
            raise ResourceInUseException(clusterName=self._get_param("name"), message=f"{what} already exists")
        STORE[key] = record
        return record

    def _find(self, key, what):
        if key not in STORE:
            raise ResourceNotFoundException(clusterName=self._get_param("name"), message=f"No {what} found")
        return STORE[key]

    def _remove(self, key, what):
        self._find(key, what)
        return STORE.pop(key)

    def _list(self, kind):
        prefix = self._key(kind)
        return [v for k, v in STORE.items() if k[: len(prefix)] == prefix]

    def _arn(self, kind, *names):
        tail = "/".join([kind, self._get_param("name"), *names])
        return f"arn:aws:eks:{self.region}:{self.current_account}:{tail}"

    # what moto accepts but does not give back -----------------------------------
    def create_cluster(self):
        result = MOTO_CREATE_CLUSTER(self)
        cluster = self.eks_backend.describe_cluster(self._get_param("name"))
        access = dict(self._get_param("accessConfig") or {})
        access.setdefault("authenticationMode", "CONFIG_MAP")
        access["bootstrapClusterCreatorAdminPermissions"] = access.get("bootstrapClusterCreatorAdminPermissions", True)
        cluster.access_config = access
        cluster.upgrade_policy = self._get_param("upgradePolicy") or {"supportType": "EXTENDED"}
        for key, attribute in (("zonalShiftConfig", "zonal_shift_config"), ("deletionProtection", "deletion_protection")):
            if self._get_param(key) is not None:
                setattr(cluster, attribute, self._get_param(key))
        self._guard(cluster)
        return result

    def _guard(self, cluster):
        """EKS makes a security group for the control plane and the nodes, and deletes it with the cluster."""
        ec2 = ec2_backends[self.current_account][self.region]
        subnet = ec2.get_subnet(cluster.resources_vpc_config["subnetIds"][0])
        group = ec2.create_security_group(f"eks-cluster-sg-{cluster.name}", "made by EKS", vpc_id=subnet.vpc_id)
        cluster.resources_vpc_config.update(clusterSecurityGroupId=group.id, vpcId=subnet.vpc_id)
        groups = [group.id, *(cluster.resources_vpc_config.get("securityGroupIds") or [])]
        network_interfaces.create(ec2, cluster.resources_vpc_config["subnetIds"], groups, f"Amazon EKS {cluster.name}")

    def delete_cluster(self):
        cluster = self.eks_backend.describe_cluster(self._get_param("name"))
        group = cluster.resources_vpc_config["clusterSecurityGroupId"]
        result = MOTO_DELETE_CLUSTER(self)
        ec2 = ec2_backends[self.current_account][self.region]
        network_interfaces.delete(ec2, f"Amazon EKS {cluster.name}")
        ec2.delete_security_group(group_id=group)
        return result

    def update_cluster_version(self):
        """EKS takes a cluster to the next minor version, and no further at once."""
        name, version = self._get_param("name"), self._get_param("version")
        cluster = self.eks_backend.describe_cluster(name)
        if int(version.split(".")[1]) != int(cluster.version.split(".")[1]) + 1:
            message = f"Unsupported Kubernetes minor version update from {cluster.version} to {version}"
            raise InvalidParameterException(clusterName=name, message=message)
        cluster.version = version
        return self._update("VersionUpdate")

    def update_cluster_config(self):
        """moto forgets most of it, and answers with the cluster instead of the update."""
        name = self._get_param("name")
        cluster = self.eks_backend.describe_cluster(name)
        old, new = cluster.access_config["authenticationMode"], (self._get_param("accessConfig") or {}).get("authenticationMode")
        if new and (old, new) not in AUTHENTICATION:
            raise InvalidParameterException(clusterName=name, message=f"Unsupported authentication mode update from {old} to {new}")
        cluster.access_config["authenticationMode"] = new or old
        cluster.resources_vpc_config.update(self._get_param("resourcesVpcConfig") or {})
        for key, attribute in CHANGED.items():
            if self._get_param(key) is not None:
                setattr(cluster, attribute, self._get_param(key))
        return self._update("ConfigUpdate")

    def create_nodegroup(self):
        result = MOTO_CREATE_NODEGROUP(self)
        name, group = self._get_param("name"), self._get_param("nodegroupName")
        nodegroup = self.eks_backend.describe_nodegroup(name, group)
        nodegroup.remote_access = self._get_param("remoteAccess")
        nodegroup.update_config = self._get_param("updateConfig") or {"maxUnavailable": 1}
        nodegroup.node_repair_config = self._get_param("nodeRepairConfig")
        nodegroup.version = self._get_param("version") or self.eks_backend.describe_cluster(name).version
        return result

    def update_nodegroup_version(self):
        name, group = self._get_param("name"), self._get_param("nodegroupName")
        nodegroup = self.eks_backend.describe_nodegroup(name, group)
        if self._get_param("launchTemplate"):
            nodegroup.launch_template = {**(nodegroup.launch_template or {}), **self._get_param("launchTemplate")}
        nodegroup.version = self._get_param("version") or nodegroup.version
        return self._update("VersionUpdate")

    def _update(self, kind):
        return ActionResult({"update": {"id": str(uuid.uuid4()), "status": "Successful", "type": kind, "params": [], "errors": []}})

    # tags of what is kept here; moto knows the tags of its own resources ---------
    def _tagged(self):
        arn = self._extract_arn_from_path()
        arns = ("addonArn", "accessEntryArn", "associationArn")
        return next((r for r in STORE.values() if arn in [r.get(a) for a in arns]), None)

    def tag_resource(self):
        record = self._tagged()
        if record is None:
            return MOTO_TAGS["tag_resource"](self)
        record["tags"] = {**record["tags"], **self._get_param("tags")}
        return EmptyResult()

    def untag_resource(self):
        record = self._tagged()
        if record is None:
            return MOTO_TAGS["untag_resource"](self)
        gone = self.querystring.get("tagKeys", [])
        record["tags"] = {k: v for k, v in record["tags"].items() if k not in gone}
        return EmptyResult()

    def list_tags_for_resource(self):
        record = self._tagged()
        return MOTO_TAGS["list_tags_for_resource"](self) if record is None else ActionResult({"tags": record["tags"]})

    # add-ons -----------------------------------------------------------------
    def create_addon(self):
        name = self._get_param("addonName")
        addon = self._create(
            self._key("addon", name),
            {
                "addonName": name,
                "clusterName": self._get_param("name"),
                "status": "ACTIVE",
                "addonVersion": self._get_param("addonVersion") or "v1.0.0-eksbuild.1",
                "addonArn": self._arn("addon", name, str(uuid.uuid4())),
                "createdAt": time.time(),
                "modifiedAt": time.time(),
                "tags": self._get_param("tags") or {},
                "health": {"issues": []},
            },
            "Addon",
        )
        for key in ("serviceAccountRoleArn", "configurationValues"):
            if self._get_param(key):
                addon[key] = self._get_param(key)
        addon["podIdentityAssociations"] = []
        self._associate(addon)
        return ActionResult({"addon": addon})

    def _associate(self, addon):
        """Gives the add-on the pod identity associations asked for; none asked for leaves them as they are."""
        wanted = self._get_param("podIdentityAssociations")
        if wanted is None:
            return
        self._dissociate(addon)
        for one in wanted:
            record = self._associated("kube-system", one["serviceAccount"], one["roleArn"], owner=addon["addonArn"])
            addon["podIdentityAssociations"].append(record["associationArn"])

    def _dissociate(self, addon):
        for key in [k for k, v in STORE.items() if v.get("associationArn") in addon["podIdentityAssociations"]]:
            del STORE[key]
        addon["podIdentityAssociations"] = []

    def describe_addon(self):
        name = self._get_param("addonName")
        return ActionResult({"addon": self._find(self._key("addon", name), f"addon: {name}")})

    def update_addon(self):
        name = self._get_param("addonName")
        addon = self._find(self._key("addon", name), f"addon: {name}")
        for key in ("addonVersion", "serviceAccountRoleArn", "configurationValues"):
            if self._get_param(key):
                addon[key] = self._get_param(key)
        self._associate(addon)
        return self._update("AddonUpdate")

    def describe_update(self):
        return self._update("VersionUpdate")

    def delete_addon(self):
        name = self._get_param("addonName")
        addon = self._remove(self._key("addon", name), f"addon: {name}")
        self._dissociate(addon)
        return ActionResult({"addon": addon})

    def list_addons(self):
        return ActionResult({"addons": [a["addonName"] for a in self._list("addon")]})

    def describe_addon_versions(self):
        name = self._get_param("addonName") or self.querystring.get("addonName", [""])[0]
        return ActionResult({"addons": [{"addonName": name, "addonVersions": [{"addonVersion": "v1.0.0-eksbuild.1", "compatibilities": [{"defaultVersion": True}]}]}]})

    # access entries ----------------------------------------------------------
    def _principal(self):
        return unquote(self._get_param("principalArn"))

    def create_access_entry(self):
        arn = self._principal()
        entry = self._create(
            self._key("access-entry", arn),
            {
                "clusterName": self._get_param("name"),
                "principalArn": arn,
                "kubernetesGroups": self._get_param("kubernetesGroups") or [],
                "accessEntryArn": self._arn("access-entry", arn),
                "createdAt": time.time(),
                "modifiedAt": time.time(),
                "tags": self._get_param("tags") or {},
                "username": self._get_param("username") or arn,
                "type": self._get_param("type") or "STANDARD",
            },
            "Access entry",
        )
        return ActionResult({"accessEntry": entry})

    def describe_access_entry(self):
        return ActionResult({"accessEntry": self._find(self._key("access-entry", self._principal()), "access entry")})

    def update_access_entry(self):
        entry = self._find(self._key("access-entry", self._principal()), "access entry")
        for key in ("kubernetesGroups", "username"):
            if self._get_param(key) is not None:
                entry[key] = self._get_param(key)
        return ActionResult({"accessEntry": entry})

    def delete_access_entry(self):
        self._remove(self._key("access-entry", self._principal()), "access entry")
        return EmptyResult()

    def associate_access_policy(self):
        policy = {
            "policyArn": self._get_param("policyArn"),
            "accessScope": self._get_param("accessScope"),
            "associatedAt": time.time(),
            "modifiedAt": time.time(),
        }
        STORE[self._key("access-policy", self._principal(), policy["policyArn"])] = policy
        return ActionResult({"clusterName": self._get_param("name"), "principalArn": self._principal(), "associatedAccessPolicy": policy})

    def list_associated_access_policies(self):
        prefix = self._key("access-policy", self._principal())
        found = [v for k, v in STORE.items() if k[: len(prefix)] == prefix]
        return ActionResult({"clusterName": self._get_param("name"), "principalArn": self._principal(), "associatedAccessPolicies": found})

    def disassociate_access_policy(self):
        self._remove(self._key("access-policy", self._principal(), unquote(self._get_param("policyArn"))), "access policy")
        return EmptyResult()

    # pod identity ------------------------------------------------------------
    def _associated(self, namespace, service_account, role_arn, tags=None, owner=None):
        ident = "a-" + uuid.uuid4().hex[:17]
        record = {
            "clusterName": self._get_param("name"),
            "namespace": namespace,
            "serviceAccount": service_account,
            "roleArn": role_arn,
            "associationArn": self._arn("podidentityassociation", ident),
            "associationId": ident,
            "tags": tags or {},
            "createdAt": time.time(),
            "modifiedAt": time.time(),
        }
        if owner:
            record["ownerArn"] = owner
        return self._create(self._key("pod-identity", ident), record, "Association")

    def create_pod_identity_association(self):
        wanted = [self._get_param(key) for key in ("namespace", "serviceAccount")]
        if any([v["namespace"], v["serviceAccount"]] == wanted for v in self._list("pod-identity")):
            raise ResourceInUseException(clusterName=self._get_param("name"), message="Association already exists")
        return ActionResult({"association": self._associated(*wanted, self._get_param("roleArn"), self._get_param("tags"))})

    def update_pod_identity_association(self):
        ident = self._get_param("associationId")
        record = self._find(self._key("pod-identity", ident), "association")
        record["roleArn"] = self._get_param("roleArn") or record["roleArn"]
        return ActionResult({"association": record})

    def describe_pod_identity_association(self):
        ident = self._get_param("associationId")
        return ActionResult({"association": self._find(self._key("pod-identity", ident), "association")})

    def delete_pod_identity_association(self):
        ident = self._get_param("associationId")
        return ActionResult({"association": self._remove(self._key("pod-identity", ident), "association")})

    def list_pod_identity_associations(self):
        return ActionResult({"associations": self._list("pod-identity")})


def mend():
    """Adds the operations above to those of moto."""
    for name, member in vars(Eks).items():
        if not name.startswith("__"):
            setattr(EKSResponse, name, member)
    entry = r"{0}/clusters/(?P<name>[^/]+)/access-entries"
    for path in (
        r"{0}/clusters/(?P<name>[^/]+)/addons$",
        r"{0}/clusters/(?P<name>[^/]+)/addons/(?P<addonName>[^/]+)$",
        r"{0}/clusters/(?P<name>[^/]+)/addons/(?P<addonName>[^/]+)/update$",
        r"{0}/addons/supported-versions$",
        entry + r"$",
        entry + r"/(?P<principalArn>.+)/access-policies$",
        entry + r"/(?P<principalArn>.+)/access-policies/(?P<policyArn>.+)$",
        entry + r"/(?P<principalArn>.+)$",
        r"{0}/clusters/(?P<name>[^/]+)/node-groups/(?P<nodegroupName>[^/]+)/update-version$",
        r"{0}/clusters/(?P<name>[^/]+)/updates$",
        r"{0}/clusters/(?P<name>[^/]+)/updates/(?P<updateId>[^/]+)$",
        r"{0}/clusters/(?P<name>[^/]+)/pod-identity-associations$",
        r"{0}/clusters/(?P<name>[^/]+)/pod-identity-associations/(?P<associationId>[^/]+)$",
    ):
        urls.url_paths.setdefault(path, EKSResponse.dispatch)
