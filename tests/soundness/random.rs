//! Random projects: each choice is made by a byte, so that a failing project shrinks to fewer and smaller choices.

use std::fmt::Write as _;

/// Texts that readers of YAML 1.1 take for something else.
const NASTY: &[&str] =
    &["no", "1e3", "0x1F", "12:30", "~", "", " blank ", "#", "a: b", "\u{1F980}", "${X}", "$(X)", "null"];

/// Makes the choices of a project; without bytes it takes the first of everything.
pub(crate) struct Dice<'b>(pub(crate) std::slice::Iter<'b, u8>);

impl Dice<'_> {
    /// One of so many.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        usize::from(self.0.next().copied().unwrap_or(0)) % limit
    }

    fn rarely(&mut self) -> bool {
        self.below(4) == 3
    }

    fn pick<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        texts.get(self.below(texts.len())).unwrap()
    }
}

/// The text of a project, in which the file `Dockerfile` exists.
pub(crate) fn project(dice: &mut Dice<'_>) -> String {
    let mut out = String::from(
        "kura = 1\n[project]\nname = \"shop\"\nregion = \"eu-west-1\"\naccount_id = \"123456789012\"\n",
    );
    let version = dice.pick(&["1.33", "1.34", "1.35"]);
    let identity = dice.pick(&["pod_identity", "irsa"]);
    let store = dice.pick(&["external-secrets = true", "secrets-store-csi-driver = true"]);
    let _ = writeln!(
        out,
        "[cluster]\nversion = \"{version}\"\nexisting = true\naddon_identity = \"{identity}\"\naddons = {{ {store}, cert-manager = {{ email = \"a@b.c\" }} }}"
    );
    if dice.below(2) == 0 {
        out += "[terraform]\nbackend = { bucket = \"acme-state\" }\n[network]\ncidr_block = \"10.0.0.0/16\"\n[network.subnets]\n";
        for (index, name) in ["public-a", "public-b", "private-a", "private-b"].iter().enumerate() {
            let (tier, zone) = name.split_once('-').unwrap();
            let _ = writeln!(
                out,
                "{name} = {{ tier = \"{tier}\", availability_zone = \"eu-west-1{zone}\", cidr_block = \"10.0.{index}.0/24\" }}"
            );
        }
    }
    kubernetes(dice, &mut out);
    out += "[images.own]\ncontext = \".\"\nuser = 1000\n";
    let _ = writeln!(out, "[config_maps.app.data]\nMODE = {}", quoted(dice.pick(NASTY)));
    out += "[config_maps.app.files]\n\"app.conf\" = \"Dockerfile\"\n";
    out += "[secrets.db]\nkubernetes = \"db-login\"\nkeys = [\"user\", \"password\"]\n";
    out += "[secrets.api]\nkubernetes = \"api-token\"\nkeys = [\"token\"]\n";
    let _ = writeln!(out, "{}", dice.pick(&["secrets_manager = \"shop/api\"", "ssm = \"/shop/api\""]));
    let services = 1 + dice.below(4);
    let ports: Vec<_> = (0..services).map(|index| service(dice, &mut out, index, services)).collect();
    for index in 0..dice.below(3) {
        job(dice, &mut out, index, services);
    }
    for index in 0..dice.below(3) {
        ingress(dice, &mut out, index, &ports);
    }
    out
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn kubernetes(dice: &mut Dice<'_>, out: &mut String) {
    *out += "[kubernetes]\n";
    for line in [
        "network_policies = false",
        "create_namespace = false",
        "layout = \"by_service\"",
        "pod_security = \"baseline\"",
        "labels = { team = \"yes\", app = \"other\" }",
    ] {
        if dice.rarely() {
            let _ = writeln!(out, "{line}");
        }
    }
}

/// What services and jobs have in common.
fn workload(dice: &mut Dice<'_>, out: &mut String, services: usize) {
    let image = dice.pick(&["own", "ghcr.io/acme/web:1.4", "redis:7.4"]);
    let user = if image == "own" { "" } else { "security_context = { run_as_user = 999 }\n" };
    let _ = write!(out, "image = \"{image}\"\n{user}");
    let nasty = quoted(dice.pick(NASTY));
    let env = [
        format!("A = {nasty}"),
        "B = { secret = \"db\", key = \"user\" }".to_owned(),
        "C = { config_map = \"app\", key = \"app.conf\" }".to_owned(),
        "D = { secret = \"api\" }".to_owned(),
        "E = { output = \"bucket\" }".to_owned(),
    ];
    let env: Vec<_> = env.into_iter().filter(|_| dice.below(2) == 1).collect();
    let _ = writeln!(out, "env = {{ {} }}", env.join(", "));
    let target = dice.below(services);
    let lines = [
        "env_from = [\"app\", \"db\"]".to_owned(),
        format!("args = [\"-c\", {nasty}]"),
        format!("uses = [\"s{target}\", \"orders.partner:5003\"]"),
        "egress = []".to_owned(),
        "egress = [\"10.0.0.0/8:25\", \"10.0.0.0/8:587\", \"0.0.0.0/0:443\"]".to_owned(),
        "labels = { tier = \"1e3\" }".to_owned(),
        "annotations = { \"a.b/c\" = \" ~ \" }".to_owned(),
        "service_account = \"shared\"".to_owned(),
        "init_containers = { first = { command = [\"true\"] }, second = { image = \"busybox:1.37\", env = { X = 1 } } }".to_owned(),
        "image_pull_policy = \"Always\"".to_owned(),
        "tolerations = [\"a=b:NoSchedule\", \"c:NoExecute\"]".to_owned(),
        "termination_grace_period_seconds = 1".to_owned(),
        "iam = { policies = [\"ReadOnlyAccess\"] }".to_owned(),
        "files = { \"/etc/app\" = { config_map = \"app\" }, \"/etc/x.conf\" = { source = \"Dockerfile\" }, \"/etc/key\" = { secret = \"api\", key = \"token\" } }".to_owned(),
    ];
    let mut egress = false;
    for line in lines {
        let twice = egress && line.starts_with("egress");
        if dice.rarely() && !twice {
            egress |= line.starts_with("egress");
            let _ = writeln!(out, "{line}");
        }
    }
}

/// A service; returns the name of a port that routes can lead to.
fn service(dice: &mut Dice<'_>, out: &mut String, index: usize, services: usize) -> Option<&'static str> {
    let _ = writeln!(out, "[services.s{index}]");
    workload(dice, out, services);
    let replicas = dice.pick(&[
        "",
        "replicas = 0",
        "replicas = 3",
        "requests = { cpu = \"1\", memory = \"64Mi\" }\nautoscaling = { max_replicas = 4, cpu = 70, memory = 80 }",
    ]);
    let spread =
        dice.pick(&["", "min_available = \"50%\"", "min_available = false", "topology_spread = true"]);
    let kind = dice.pick(&["", "kind = \"Deployment\"", "kind = \"StatefulSet\""]);
    let _ = writeln!(out, "{replicas}\n{spread}\n{kind}");
    let claim = if replicas.is_empty() || kind != "kind = \"Deployment\"" {
        "data = { mount_path = \"/data\", size = \"1Gi\" }"
    } else {
        "old = { mount_path = \"/old\", claim = \"old\" }"
    };
    let volumes = [claim, "cache = { mount_path = \"/cache\" }", "tmp = { mount_path = \"/tmp\" }"];
    let volumes: Vec<_> = volumes.into_iter().filter(|_| dice.rarely()).collect();
    let _ = writeln!(out, "volumes = {{ {} }}", volumes.join(", "));
    if dice.rarely() {
        let _ = writeln!(out, "selector = {{ role = \"r{index}\", \"a.b/c\" = \"no\" }}");
    }
    let (port, lines) = match dice.below(5) {
        0 => (None, ""),
        1 => (Some("http"), "port = 80\nservice_port = 8080\nservice_type = \"NodePort\""),
        2 => (
            Some("web"),
            "ports = { web = 8080, alias = { port = 8080, service_port = 81 }, dns = { port = 53, protocol = \"UDP\" } }",
        ),
        3 => (Some("http"), "port = 5000\nservice_type = \"Headless\""),
        _ => (Some("http"), "port = 8000"),
    };
    let health = match (port, dice.below(4)) {
        (None, _) => "health = { command = [\"true\"] }",
        (_, 0) => "health = \"/healthz\"",
        (_, 1) => "health = { tcp = true, liveness = false }",
        (_, 2) => {
            "health = { path = \"/a\", http_headers = { X = \"no\" }, startup = { failure_threshold = 9 } }"
        }
        _ => "health = { grpc = true }",
    };
    let _ = writeln!(out, "{lines}\n{health}");
    port
}

fn job(dice: &mut Dice<'_>, out: &mut String, index: usize, services: usize) {
    let _ = writeln!(out, "[jobs.j{index}]");
    workload(dice, out, services);
    let when = dice.pick(&[
        "",
        "run = \"after_deploy\"",
        "schedule = \"*/5 3 * * 1-5\"",
        "restart_policy = \"OnFailure\"",
    ]);
    let volume = dice.pick(&[
        "",
        "volumes = { data = { mount_path = \"/data\", size = \"1Gi\", backup_retention_days = 7 } }",
    ]);
    let _ = writeln!(out, "{when}\n{volume}");
}

fn ingress(dice: &mut Dice<'_>, out: &mut String, index: usize, ports: &[Option<&str>]) {
    let with_ports: Vec<_> =
        ports.iter().enumerate().filter_map(|(index, port)| Some((index, (*port)?))).collect();
    let Some((service, port)) = with_ports.get(dice.below(4)).or(with_ports.first()) else { return };
    let class = dice.pick(&["alb", "nginx", "traefik", "haproxy"]);
    let tls = match (class, dice.below(3)) {
        ("alb", 0) => "tls = { certificate = \"acm\" }",
        ("alb", 1) => "scheme = \"internal\"",
        ("alb", _) => "tls = { certificate = \"arn:aws:acm:eu-west-1:1:certificate/x\", redirect = false }",
        (_, 0) => "tls = { secret_name = \"tls\", cluster_issuer = \"letsencrypt-prod\" }",
        _ => "tls = { secret_name = \"tls\" }",
    };
    let _ = writeln!(
        out,
        "[ingresses.i{index}]\nclass = \"{class}\"\nhost = \"h{index}.example.com\"\n{tls}\n[ingresses.i{index}.routes]\n\"/\" = {{ service = \"s{service}\", port = \"{port}\" }}\n\"other.example.com/x{index}\" = {{ service = \"s{service}\", port = \"{port}\", path_type = \"Exact\" }}"
    );
}
