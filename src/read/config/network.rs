//! `[network]`: the VPC and its subnets.

use super::{Bool, List, Text};
use crate::read::choice::choice;
use crate::read::named::Named;
use crate::read::table::table;
use crate::span::Spanned;
use crate::value::Cidr;

table! {
    /// `[network]`: the VPC and its subnets.
    pub struct Network exclusive ["cidr_block", "vpc_id"] {
        /// Address range.
        cidr_block: Option<Spanned<Cidr>> = "required for a new VPC", r#""10.0.0.0/16""#;
        /// An existing VPC instead; `"default"` is the account's.
        vpc_id: Option<Text> = "", r#""vpc-0a1b2c3d""#;
        /// Name tag of the VPC.
        name: Option<Text> = "the project's name", r#""shop-vpc""#;
        /// Zones to carve subnets for; one more or less replaces the node groups, whose subnets AWS cannot change.
        availability_zones: Option<List<Text>> = "none when `subnets` are named, else the region's first two", r#"["eu-west-1a", "eu-west-1b"]"#;
        /// Way out of private subnets.
        nat_gateways: Option<Spanned<NatGateways>> = "`per_availability_zone`", r#""single""#;
        /// VPC flow logs.
        flow_logs: Option<Bool> = "true for a new VPC", "false";
        /// Gateway endpoint for S3.
        s3_endpoint: Option<Bool> = "true for a new VPC", "false";
        /// Name-keyed, as follows.
        subnets: Named<Subnet> = "`public_<letter>` and `private_<letter>` of each zone, carved from `cidr_block`", r#"{ public_a = { tier = "public", availability_zone = "eu-west-1a", cidr_block = "10.0.1.0/24" } }"#;
    }
}

table! {
    /// `[network.subnets.<name>]`: one subnet.
    pub struct Subnet exclusive ["cidr_block", "subnet_id"] {
        /// Routed to the internet gateway, to NAT, nowhere.
        tier: Spanned<Tier> = "", r#""private""#;
        /// Zone name.
        availability_zone: Text = "", r#""eu-west-1a""#;
        /// Range within the VPC.
        cidr_block: Option<Spanned<Cidr>> = "required for a new one", r#""10.0.1.0/24""#;
        /// An existing subnet.
        subnet_id: Option<Text> = "", r#""subnet-0a1b""#;
        /// The old key: a `moved` block is emitted.
        renamed_from: Option<Text> = "", r#""public_1""#;
    }
}

choice! {
    /// How private subnets reach the internet.
    pub enum NatGateways {
        /// One NAT gateway for all zones.
        Single = "single",
        /// One NAT gateway in each zone.
        PerAvailabilityZone = "per_availability_zone",
        /// No way out.
        None = "none",
    }
}

choice! {
    /// Where a subnet's traffic goes.
    pub enum Tier {
        /// To the internet gateway.
        Public = "public",
        /// To a NAT gateway.
        Private = "private",
        /// Nowhere outside the VPC.
        Intra = "intra",
    }
}
