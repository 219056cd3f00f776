# shellcheck shell=bash disable=SC2034
# What `run` and the tools of the suite share.
#
# A tool is an executable file in tools/. `run` calls it with the name of an example, in an empty folder that is removed
# afterwards, its output a pipe and its input empty. It prints what is wrong and exits with one of these, or with 0 for
# ok; anything else, a crash included, is a failure. The last line that is printed before $SKIP or $ABSENT is the reason.

readonly NONE=80   # nothing of its kind in the example
readonly SKIP=81   # could not run
readonly ABSENT=82 # could not run for want of what no package registry has, so CI cannot be blamed for it

suite=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(realpath -m "${KURA_ROOT:-$suite/../..}") # the repository
cache=$suite/.cache
examples_dir=$(realpath -m "${KURA_EXAMPLES_DIR:-$root/examples}")
out_dir=$(realpath -m "${KURA_OUT_DIR:-$root/out}")

example=${1:-} # of a tool

# How a tool ends that cannot run.
skip() { echo "$*" && exit "$SKIP"; }
absent() { echo "$*" && exit "$ABSENT"; }

# Fills `files` with those in the output of `example` that the conditions of find(1) hold for, relative to that output.
# Ends the tool where there are none.
find_files() {
  mapfile -d '' -t files < <(find "$out_dir/$example" -name .terraform -prune -o -type f \( "$@" \) -printf '%P\0' | sort -z)
  ((${#files[@]})) || exit "$NONE"
}

# Makes DIR the user's repository after `kura build`: the example with the output over it.
overlay() {
  mkdir -p "$1"
  tar -C "$examples_dir/$example" --exclude=.git --exclude=node_modules --exclude=.terraform --exclude=.terraform.lock.hcl -cf - . |
    tar -C "$1" -xf -
  cp -R "$out_dir/$example/." "$1"
}

# Sets KURA_BINARY to this repository's kura, built from what is here, unless it is set; `kura_binary release` optimizes.
kura_binary() {
  [[ -z ${KURA_BINARY:-} ]] || return 0
  local profile=${1:-debug}
  command -v cargo >/dev/null || skip "cargo is not on PATH"
  cargo build --quiet --locked --profile "${profile/debug/dev}" --manifest-path "$root/Cargo.toml"
  KURA_BINARY=$(cargo metadata --format-version 1 --no-deps --manifest-path "$root/Cargo.toml" |
    sed -E 's/.*"target_directory":"([^"]*)".*/\1/')/$profile/kura
  export KURA_BINARY
}

# Puts groovy of the version that Jenkins embeds on PATH; what pipelines do with $HOME is done in the tool's own folder.
groovy_tool() {
  local version
  command -v groovy >/dev/null || debian_packages groovy
  command -v java >/dev/null || skip "java is not on PATH"
  JAVA_HOME=$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")
  JAVA_OPTS="-Djava.io.tmpdir=$PWD"
  HOME=$PWD/home # the pipeline's scripts are really run
  LC_ALL=C.UTF-8
  mkdir home
  export JAVA_HOME JAVA_OPTS HOME LC_ALL
  version=$(groovy --version)
  [[ $version == 'Groovy Version: 2.4.'* ]] || skip "$version, where Jenkins has 2.4"
}

# Puts the tools of requirements/NAME.txt on PATH, and first installs them into the cache where that has not been done.
python_tools() {
  local venv=$cache/$1 list=$suite/requirements/$1.txt wanted
  wanted=$(echo "$venv" && cat "$list") # a virtual environment cannot be moved
  mkdir -p "$cache"
  exec {lock}>"$cache/lock"
  flock "$lock"
  if [[ $(cat "$venv/installed" 2>/dev/null) != "$wanted" ]] || ! "$venv/bin/python" --version >/dev/null 2>&1; then
    rm -rf "$venv"
    {
      python3 -m venv "$venv" &&
        "$venv/bin/pip" install --quiet --disable-pip-version-check --only-binary :all: --requirement "$list" &&
        echo "$wanted" >"$venv/installed"
    } >"$venv.log" 2>&1 || skip "the Python tools of $1.txt cannot be installed: $(tail -n 1 "$venv.log")"
  fi
  exec {lock}>&-
  PATH=$venv/bin:$PATH
}

# Puts the tools of package.json on PATH, and first installs them into the cache where that has not been done.
npm_tools() {
  local node=$cache/node
  command -v npm >/dev/null || debian_packages npm
  mkdir -p "$node"
  exec {lock}>"$cache/lock"
  flock "$lock"
  if ! cmp --silent "$suite/package-lock.json" "$node/installed"; then
    cp "$suite/package.json" "$suite/package-lock.json" "$node"
    { npm --prefix "$node" ci --no-audit --no-fund && cp "$suite/package-lock.json" "$node/installed"; } >"$node.log" 2>&1 ||
      skip "the tools of package.json cannot be installed: $(tail -n 1 "$node.log")"
  fi
  exec {lock}>&-
  PATH=$node/node_modules/.bin:$PATH
}

# Installs those of Debian's PACKAGEs that are missing, where that can be done.
debian_packages() {
  local missing=() package apt=(apt-get -qq -o DPkg::Lock::Timeout=300) log=$PWD/apt.log
  for package in "$@"; do
    dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
  done
  ((${#missing[@]})) || return 0
  if [[ $EUID != 0 ]] || ! command -v apt-get >/dev/null; then
    skip "${missing[*]}: missing, and only root can install Debian's"
  fi
  export DEBIAN_FRONTEND=noninteractive
  { "${apt[@]}" update && "${apt[@]}" install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1 ||
    skip "${missing[*]}: cannot be installed: $(tail -n 1 "$log")"
}
