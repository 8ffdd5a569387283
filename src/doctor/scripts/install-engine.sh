#!/bin/sh
# Install a Docker engine from distribution packages (Debian, Ubuntu).
#
#   install-engine.sh             engine, buildx and CLI, as far as they are missing
#   install-engine.sh --native    the same, only from the suites this machine has configured
#   install-engine.sh --buildx    only the buildx plugin
#
# A release without buildx (Debian 12) takes docker.io and docker-buildx of the
# next release, through a private apt state; no foreign suite stays configured.
# Nothing that is installed is ever removed.
#
# Exit codes: 0 done, 10 not a system with apt, 11 not root, 12 the mirror
# cannot be read, 13 no package to be had, 14 the installation failed.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=src/doctor/scripts/private-apt.sh
. "$here/private-apt.sh"

fail() {
    code=$1
    shift
    echo "install-engine: $*" >&2
    exit "$code"
}

mode=engine
only_native=
for arg in "$@"; do
    case $arg in
    --native) only_native=1 ;;
    --buildx) mode=buildx ;;
    *) fail 2 "unknown argument: $arg" ;;
    esac
done

have_buildx() {
    for d in "${DOCKER_CONFIG:-${HOME:-/root}/.docker}/cli-plugins" \
        /usr/local/lib/docker/cli-plugins /usr/local/libexec/docker/cli-plugins \
        /usr/lib/docker/cli-plugins /usr/libexec/docker/cli-plugins; do
        if [ -x "$d/docker-buildx" ]; then return 0; fi
    done
    return 1
}

if [ "$mode" = engine ] && command -v dockerd >/dev/null 2>&1 && command -v docker >/dev/null 2>&1; then
    echo "A Docker engine is already installed: $(dockerd --version)"
    exit 0
fi
if [ "$mode" = buildx ] && have_buildx; then
    echo "The buildx plugin is already installed"
    exit 0
fi
command -v apt-get >/dev/null 2>&1 ||
    fail 10 "this system has no apt: install Docker the way your distribution documents."
[ "$(id -u)" = 0 ] || fail 11 "installing packages needs root: run this command with sudo."

tmp=$(mktemp -d "${TMPDIR:-/tmp}/go-docker-lab-apt.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
export DEBIAN_FRONTEND=noninteractive LC_ALL=C
# dockerd and iptables live in sbin, which the PATH of a su'd root may lack.
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin

pa_init "$tmp" || fail 12 "the package lists of this machine's mirror cannot be read."

# The CLI: as a package, unless one is there that is no package of ours to manage.
wanted_cli() {
    cli=$(command -v docker || true)
    if [ -n "$cli" ] && ! dpkg -S "$cli" >/dev/null 2>&1; then return 1; fi
    [ -n "$(pa_candidate docker-cli)" ]
}

try_install() {
    pa_quiet pa_apt apt-get install -y -q --no-remove --no-install-recommends \
        -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold \
        -o Acquire::Retries=2 "$@"
}

possible() {
    pa_apt apt-get install -s --no-remove --no-install-recommends "$@" >/dev/null 2>&1
}

set -- docker.io
[ "$mode" = engine ] || set --
source=native
if [ -z "$(pa_candidate docker-buildx)" ]; then
    source=
    if [ -z "$only_native" ] && [ "$PA_ORIGIN" = Debian ]; then
        suite=trixie
        echo "Reading the package list of Debian $suite (private, not kept)"
        if pa_add "$suite"; then
            printf 'Package: docker.io docker-cli docker-buildx containerd\nPin: release n=%s\nPin-Priority: 990\n\n' \
                "$suite" >>"$tmp/prefs"
            if possible "$@" docker-buildx; then
                source=$suite
            else
                echo "The packages of $suite do not fit this machine"
                : >"$tmp/prefs"
                rm -f "$tmp/parts/$suite.sources"
            fi
        fi
    fi
fi

if [ -n "$source" ]; then
    set -- "$@" docker-buildx
elif [ "$mode" = buildx ]; then
    fail 13 "no suite of this machine's mirror has a docker-buildx that fits."
fi
[ -n "$(pa_candidate docker.io)" ] || fail 13 "no suite of this machine's mirror has the package docker.io."
if [ "$mode" = engine ] && wanted_cli; then set -- "$@" docker-cli; fi

echo "Installing $* (${source:-native, without buildx})"
if ! try_install "$@"; then
    echo "Trying once more with fresh package lists"
    pa_quiet apt-get update || fail 12 "the mirror of this machine cannot be reached."
    try_install "$@" || fail 14 "apt could not install $*: see its last lines above."
fi
if [ "$mode" = engine ]; then
    command -v dockerd >/dev/null 2>&1 || fail 14 "docker.io is installed but dockerd is not on the PATH."
    dockerd --version
fi
if have_buildx; then echo "The buildx plugin is installed"; else echo "Without buildx: builds use the engine's own builder"; fi
