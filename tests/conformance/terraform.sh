# shellcheck shell=bash disable=SC2034,SC2119,SC2120,SC2154
# What the tools share that run Terraform; after lib.sh.

command -v terraform >/dev/null || absent "terraform is not on PATH"
if [[ ! -e ${TF_CLI_CONFIG_FILE:-/} ]]; then # terraform would warn at every call
  touch terraformrc
  export TF_CLI_CONFIG_FILE=$PWD/terraformrc
fi
export CHECKPOINT_DISABLE=1 TF_IN_AUTOMATION=1 TF_INPUT=0 TF_CLI_ARGS=-no-color

# The mirror is looked for once for all examples, as that can take seconds.
mirror_found=$CONFORMANCE_WORK/terraform-mirror
if [[ ! -e $mirror_found ]]; then
  "$suite/terraform_mirror" >mirror
  mv mirror "$mirror_found"
fi
mirror=$(<"$mirror_found")

unreachable='could not connect to|failed to request discovery document|is unreachable|dial tcp|no such host|i/o timeout'
unreachable+='|TLS handshake|connection re(fused|set)|proxyconnect|x509:|deadline exceeded|Forbidden'

# Gets the provider: from the mirror, or where there is none from the network. $ABSENT if there is neither.
terraform_init() {
  local how=(terraform init "$@") code=0
  if [[ -n $mirror ]]; then
    "${how[@]}" -plugin-dir="$mirror"
    return
  fi
  mkdir -p "$cache/terraform"
  TF_PLUGIN_CACHE_DIR=$cache/terraform timeout 300 "${how[@]}" 2>&1 | tee init.log || code=$?
  if ((code == 124)) || { ((code)) && grep -qE "$unreachable" init.log; }; then
    echo "no local mirror of hashicorp/aws, and no network to fetch it from"
    return "$ABSENT"
  fi
  return "$code"
}

emulators=()

# Starts the emulator with what the project of the example takes to exist, and has the AWS tools speak to it alone.
emulate_aws() {
  local exists=() project=$examples_dir/$example/kura.toml
  [[ ! -e $project ]] || exists=(--project "$project")
  python "${KURA_AWS_EMULATOR:-$suite/aws_emulator}" --address "$PWD/aws" "${exists[@]}" >emulator.log 2>&1 &
  emulator=$!
  emulators+=("$emulator")
  trap 'kill "${emulators[@]}" 2>/dev/null || true' EXIT
  for _ in {1..1200}; do # moto takes its time where much else runs
    [[ -e aws ]] && break
    kill -0 "$emulator" 2>/dev/null || { cat emulator.log && return 1; }
    sleep 0.1
  done
  AWS_ENDPOINT_URL=$(<aws)
  export AWS_ENDPOINT_URL AWS_ACCESS_KEY_ID=testing AWS_SECRET_ACCESS_KEY=testing AWS_REGION=us-east-1
  export AWS_EC2_METADATA_DISABLED=true AWS_MAX_ATTEMPTS=2 AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null
  unset AWS_PROFILE AWS_SESSION_TOKEN
}

# Fills `roots` with the folders of `files` in the order of their application: Jenkins' hosts need the application.
root_modules() {
  local jenkins
  jenkins=$(python -c 'import sys, tomllib; print(tomllib.load(open(sys.argv[1], "rb")).get("outputs", {}).get("jenkins_terraform", "terraform/jenkins"))' \
    "$examples_dir/$example/kura.toml")
  mapfile -t roots < <(dirname -- "${files[@]}" | sort -u | awk -v last="${jenkins%/}" '$0 == last { late = $0; next } 1; END { if (late != "") print late }')
}

# `terraform COMMAND` in DIR, quiet unless it fails. Resources wait for one another in the provider, not in the emulator.
quietly() {
  local dir=$1 command=$2 code=0
  shift 2
  terraform -chdir="$dir" "$command" -parallelism=30 "$@" >terraform.log 2>&1 || code=$?
  if ((code)); then
    echo "$dir: terraform $command $* exits with $code:"
    if grep -q '^Error: ' terraform.log; then
      sed -n '/^Error: /,$p' terraform.log # and not the plan, which is long
    else
      grep -vE ': (Refreshing state|Reading|Read complete|Still |Creating|Creation complete|Destroying)' terraform.log
    fi
    grep -E 'has not been implemented|Traceback' emulator.log || true # of the emulator, and no mistake of kura's
  fi
  return "$code"
}

# Has the root module DIR, a working copy, keep its state beside itself.
keep_state_beside() { printf 'terraform {\n  backend "local" {}\n}\n' >"$1/conformance_override.tf"; }

# Creates what the root module DIR, a working copy, says, and finds nothing left to do.
apply() {
  keep_state_beside "$1"
  (cd "$1" && terraform_init) >init.log 2>&1 || { local code=$? && cat init.log && return "$code"; }
  quietly "$1" apply -auto-approve && quietly "$1" plan -detailed-exitcode
}
