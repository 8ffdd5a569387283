#!/bin/sh
# A real container registry for tests, on 127.0.0.1 only.
#
#   registry.sh up DIR PORT   start one, without login; the last line printed is its address
#   registry.sh rm DIR        stop it and delete its images
#
# Nothing is installed: the program comes out of the distribution's package
# docker-registry and is kept in the state folder, like other downloads. Images,
# log and pid live in DIR.
#
# Exit codes: 0 done, 2 wrong usage, 12 mirror not readable, 13 package not to be
# had, 32 the registry did not come up.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=src/doctor/scripts/private-apt.sh
. "$here/../src/doctor/scripts/private-apt.sh"

fail() {
    code=$1
    shift
    echo "registry: $*" >&2
    exit "$code"
}

usage="usage: registry.sh up DIR PORT | rm DIR"
case ${1:-} in
up) [ $# -eq 3 ] || fail 2 "$usage" ;;
rm) [ $# -eq 2 ] || fail 2 "$usage" ;;
*) fail 2 "$usage" ;;
esac
command=$1
[ "$command" = up ] || [ -d "$2" ] || exit 0
mkdir -p "$2"
dir=$(cd "$2" && pwd)
case $dir in / | /tmp | /root | /home | /var | /usr | /etc) fail 2 "$dir cannot be a registry's folder." ;; esac
store=${XDG_STATE_HOME:-$HOME/.local/state}/go-docker-lab/registry
program=$store/docker-registry

# The pid, if it is alive and ours.
registry_pid() {
    [ -s "$dir/pid" ] || return 1
    pid=$(cat "$dir/pid")
    tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -qF -- " $dir/config.yml" || return 1
    echo "$pid"
}

stop() {
    if pid=$(registry_pid); then
        kill "$pid" 2>/dev/null || true
        while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
    fi
}

fetch() {
    tmp=$(mktemp -d)
    trap 'rm -rf "$tmp"' EXIT
    trap 'exit 130' INT TERM HUP
    export LC_ALL=C
    pa_init "$tmp" || fail 12 "the package lists of this machine's mirror cannot be read."
    # Go programs of sid may need a newer libc than is here: the oldest release that has it comes first.
    for suite in "$PA_CODENAME" trixie sid; do
        if [ "$suite" != "$PA_CODENAME" ]; then pa_add "$suite" || continue; fi
        mkdir -p "$tmp/debs"
        (cd "$tmp/debs" && pa_quiet pa_apt apt-get download -q -o APT::Sandbox::User=root "docker-registry/$suite") 2>/dev/null || continue
        dpkg-deb -x "$tmp"/debs/docker-registry_*.deb "$tmp/root"
        mkdir -p "$store"
        mv "$tmp/root/usr/bin/docker-registry" "$program.new"
        mv "$program.new" "$program"
        rm -rf "$tmp"
        trap - EXIT INT TERM HUP
        return
    done
    fail 13 "the package docker-registry cannot be had from this machine's mirror."
}

stop
if [ "$command" = rm ]; then
    rm -rf "$dir"
    exit 0
fi

[ -x "$program" ] || fetch
{
    printf 'version: 0.1\nlog:\n  level: info\n'
    printf 'storage:\n  filesystem:\n    rootdirectory: %s/data\n' "$dir"
    printf 'http:\n  addr: 127.0.0.1:%s\n' "$3"
} >"$dir/config.yml"
setsid "$program" serve "$dir/config.yml" >"$dir/log" 2>&1 </dev/null &
echo $! >"$dir/pid"
n=0
until grep -q 'listening on' "$dir/log"; do
    n=$((n + 1))
    if ! kill -0 "$(cat "$dir/pid")" 2>/dev/null || [ "$n" -ge 100 ]; then
        tail -n 5 "$dir/log" | sed 's/^/    registry: /' >&2
        fail 32 "the registry did not come up: see $dir/log."
    fi
    sleep 0.1
done
echo "127.0.0.1:$3"
