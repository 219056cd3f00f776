#!/bin/sh
# What the team wants to find on the host.
set -eu
install -d -m 0755 /opt/team
