###################### VPC ######################
resource "aws_vpc" "dep9" {
    cidr_block = var.vpc_cidr
    instance_tenancy     = "default"
    enable_dns_hostnames = "true"   # eksctl wants it
  tags = {
    "Name" = "Dep9_vpc_"
  }
}

# SUBNETS
resource "aws_subnet" "publicA" {
  vpc_id     = aws_vpc.dep9.id
  cidr_block = "172.28.0.0/18"
  availability_zone = "us-east-1a"
  map_public_ip_on_launch = true
  tags = {
    Name = "publicA"
    "kubernetes.io/role/elb" = 1
  }
}
resource "aws_subnet" "publicB" {
  cidr_block = "172.28.128.0/18"
  vpc_id     = "${aws_vpc.dep9.id}"
  availability_zone = "us-east-1b"
  map_public_ip_on_launch = true
  tags = {
    Name = "publicB"
    "kubernetes.io/role/elb" = 1
  }
}
resource "aws_subnet" "privateA" {
  vpc_id     = aws_vpc.dep9.id
  cidr_block = "172.28.64.0/18"
  availability_zone = "us-east-1a"
  map_public_ip_on_launch = true
  tags = { Name = "privateA" }
}
resource "aws_subnet" "privateB" {
  vpc_id     = aws_vpc.dep9.id
  cidr_block = "172.28.192.0/18"
  availability_zone = "us-east-1c"
  tags = { Name = "privateB" }
}

resource "aws_internet_gateway" "gw_9" {
  vpc_id = aws_vpc.dep9.id
}

resource "aws_eip" "nat_eip" {
  domain = "vpc"
}

resource "aws_nat_gateway" "nat_gateway_9" {
  subnet_id     = aws_subnet.publicA.id
  allocation_id = aws_eip.nat_eip.id
  depends_on = [ aws_internet_gateway.gw_9 ]
}

/* ROUTE TABLES */
resource "aws_route_table" "public" {
  vpc_id = aws_vpc.dep9.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.gw_9.id
  }
}
resource "aws_route_table" "private9" {
  vpc_id = aws_vpc.dep9.id
  route {
    cidr_block     = "0.0.0.0/0"
    nat_gateway_id = aws_nat_gateway.nat_gateway_9.id
  }
}
resource "aws_route_table_association" "publicA" {
  route_table_id = aws_route_table.public.id
  subnet_id      = aws_subnet.publicA.id
}
resource "aws_route_table_association" "publicB" {
  subnet_id      = aws_subnet.publicB.id
  route_table_id = aws_route_table.public.id
}
resource "aws_route_table_association" "privateA" {
  subnet_id      = aws_subnet.privateA.id
  route_table_id = aws_route_table.private9.id
}
resource "aws_route_table_association" "privateB" {
  subnet_id      = aws_subnet.privateB.id
  route_table_id = aws_route_table.private9.id
}

# ssh for debugging
resource "aws_security_group" "debug_sg" {
  name   = "debug"
  vpc_id = aws_vpc.dep9.id
  ingress {
    from_port = 22
    to_port = 22
    protocol = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
