#!/usr/bin/env bash
set -euo pipefail
timedatectl set-timezone Europe/Dublin
