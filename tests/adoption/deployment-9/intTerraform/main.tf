# configure aws provider
provider "aws" {
  access_key = var.access_key
  secret_key = var.secret_key
  region = "us-east-1"
}

variable "access_key" {}
variable "secret_key" {}
variable "vpc_cidr" { default = "172.28.0.0/16" }
