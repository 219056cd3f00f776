//! `[ingresses]`: ways in from outside.

use serde_json::{Value as Json, json};
use toml::de::DeValue;

use super::{Bool, List, Text};
use crate::read::choice::choice;
use crate::read::decode::{Decode, Reader, Value};
use crate::read::named::{Map, Named};
use crate::read::table::table;
use crate::span::Spanned;
use crate::value::Cidr;

table! {
    /// `[ingresses.<name>]`: an Ingress, to whose name the load balancer belongs.
    pub struct Ingress {
        /// IngressClass: `alb`, `nginx`, `traefik`, any.
        class: Option<Text> = "`alb`", r#""nginx""#;
        /// Host of the routes that begin with `/`.
        host: Option<Text> = "every host", r#""shop.example.com""#;
        /// Path, or host and path -> service.
        routes: Routes = "", r#"{ "/" = "frontend" }"#;
        /// Alb.
        scheme: Option<Spanned<Scheme>> = "`internet-facing`", r#""internal""#;
        /// Alb.
        target_type: Option<Spanned<TargetType>> = "`ip`", r#""instance""#;
        /// HTTPS.
        tls: Option<Tls> = "", r#"{ certificate = "acm", zone = "example.com" }"#;
        /// IngressGroup: ingresses that share a load balancer.
        group: Option<Text> = "", r#""shared""#;
        /// Who may connect.
        inbound_cidrs: Option<List<Spanned<Cidr>>> = "everywhere", r#"["203.0.113.0/24"]"#;
        /// Annotations of the Ingress; win over kura's.
        annotations: Named<Text> = "{}", r#"{ "a.b/c" = "1" }"#;
    }
}

table! {
    /// `routes.<path>` as a table: where a path goes.
    pub struct RouteTable {
        /// A name in `[services]`.
        service: Text = "", r#""frontend""#;
        /// Name of one of its ports.
        port: Option<Text> = "the only one", r#""http""#;
        /// How the path is compared.
        path_type: Option<Spanned<PathType>> = "`Prefix`", r#""Exact""#;
    }
}

table! {
    /// `tls`: HTTPS of an ingress.
    pub struct Tls {
        /// Alb: `"acm"` (made and validated in `tls.zone`) or an ARN.
        certificate: Option<Text> = "", r#""acm""#;
        /// Alb: public Route 53 zone; also gets the alias record of the hosts.
        zone: Option<Text> = "", r#""example.com""#;
        /// Secret with the certificate, for classes other than `alb`.
        secret_name: Option<Text> = "", r#""shop-tls""#;
        /// ClusterIssuer of cert-manager, for classes other than `alb`.
        cluster_issuer: Option<Text> = "", r#""letsencrypt-prod""#;
        /// HTTP to HTTPS.
        redirect: Option<Bool> = "true", "false";
    }
}

choice! {
    /// Who can reach a load balancer.
    pub enum Scheme {
        /// Everybody.
        InternetFacing = "internet-facing",
        /// The VPC.
        Internal = "internal",
    }
}

choice! {
    /// Where a load balancer sends requests.
    pub enum TargetType {
        /// To the pods.
        Ip = "ip",
        /// To a port of the nodes.
        Instance = "instance",
    }
}

choice! {
    /// How a path is compared.
    pub enum PathType {
        /// By its parts.
        Prefix = "Prefix",
        /// As a whole.
        Exact = "Exact",
    }
}

/// Where a path of an ingress goes: a service, or a table.
#[derive(Debug, Clone)]
pub enum Route {
    /// A name in `[services]`.
    Service(Text),
    /// All about it.
    Table(RouteTable),
}

impl Route {
    /// The name in `[services]`.
    pub fn service(&self) -> &Text {
        match self {
            Self::Service(service) => service,
            Self::Table(table) => &table.service,
        }
    }

    /// The name of one of the service's ports, if one is named.
    pub fn port(&self) -> Option<&Text> {
        match self {
            Self::Service(_) => None,
            Self::Table(table) => table.port.as_ref(),
        }
    }

    /// How the path is compared.
    pub fn path_type(&self) -> PathType {
        match self {
            Self::Table(RouteTable { path_type: Some(path_type), .. }) => path_type.value,
            _ => PathType::Prefix,
        }
    }
}

impl Decode for Route {
    fn decode(value: &Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        match value.get_ref() {
            DeValue::String(_) => Decode::decode(value, reader).map(Self::Service),
            DeValue::Table(_) => Decode::decode(value, reader).map(Self::Table),
            _ => {
                reader.wrong_type(value, "the name of a service, or a table");
                None
            }
        }
    }

    fn schema() -> Json {
        json!({ "anyOf": [{ "type": "string" }, RouteTable::schema()] })
    }
}

/// The routes of an ingress: at least one.
pub type Routes = Map<Route>;
