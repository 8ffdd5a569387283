#!/bin/sh
# Run a command beside a Docker engine that nothing leads to and that leads nowhere.
#
#   offline-engine.sh DIR OWNER COMMAND [ARGUMENT...]
#   offline-engine.sh --possible     only says whether this machine can do it
#
# The engine and the command live in namespaces of their own: no network device
# but lo, no route, own mounts, own processes. DIR is an empty folder for the
# engine's data, HOME, TMPDIR and so on; it is removed at the end. OWNER is the
# process for which this is done: when it is gone, or this script is told to
# stop, everything in there is killed. What a check that was itself killed left
# beside DIR (same name but for the part behind the last dash) is removed first.
# COMMAND sees none of the caller's environment.
#
# Exit codes: those of COMMAND, or 60 wrong usage, 61 not root, 62 a program is
# missing (named on stderr), 63 no namespaces here, 64 there is a route, 65 the
# engine did not come up (the end of its log is shown).
set -eu

fail() {
    code=$1
    shift
    echo "offline-engine: $*" >&2
    exit "$code"
}

PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
export PATH LC_ALL=C

# ---------------------------------------------------------------- inside

if [ "${1:-}" = --inside ]; then
    dir=$2
    group=$3
    shift 3
    ip link set lo up
    [ "$(wc -l </proc/net/route)" -le 1 ] || fail 64 "there is a route in the new namespace: $(tail -n 1 /proc/net/route)"
    # An engine would use the machine's containerd, which is outside.
    if [ -d /run/containerd ]; then mount -t tmpfs -o mode=755 tmpfs /run/containerd; fi
    if [ ! -e /sys/fs/cgroup/cgroup.controllers ] && ! grep -q ' /sys/fs/cgroup/' /proc/mounts; then
        mount -t cgroup2 none /sys/fs/cgroup 2>/dev/null || true
    fi
    mkdir -p "$dir/home/.docker" "$dir/tmp" "$dir/state" "$dir/work"
    echo '{}' >"$dir/daemon.json"
    # Plugins (buildx) of this account, but not its credentials.
    if [ -d "${HOME:-/}/.docker/cli-plugins" ]; then ln -s "$HOME/.docker/cli-plugins" "$dir/home/.docker/cli-plugins"; fi
    host=unix://$dir/docker.sock
    set -- env -i "PATH=$PATH" "HOME=$dir/home" "TMPDIR=$dir/tmp" "XDG_STATE_HOME=$dir/state" "DOCKER_HOST=$host" \
        LC_ALL=C.UTF-8 TERM=dumb "$@"
    env -i "PATH=$PATH" "HOME=$dir/home" "TMPDIR=$dir/tmp" dockerd --config-file "$dir/daemon.json" \
        --data-root "$dir/data" --exec-root "$dir/exec" --pidfile "$dir/docker.pid" -H "$host" \
        --exec-opt native.cgroupdriver=cgroupfs --cgroup-parent "/$group" >"$dir/dockerd.log" 2>&1 </dev/null &
    engine=$!
    n=0
    until env -i "PATH=$PATH" "HOME=$dir/home" docker -H "$host" version --format '{{.Server.Version}}' >/dev/null 2>&1; do
        n=$((n + 1))
        if ! kill -0 "$engine" 2>/dev/null || [ "$n" -ge 300 ]; then
            tail -n 8 "$dir/dockerd.log" | sed 's/^/    dockerd: /' >&2
            fail 65 "dockerd did not come up in the namespace."
        fi
        sleep 0.2
    done
    code=0
    cd "$dir/work"
    "$@" || code=$?
    # With this process, which is the first of its namespace, everything in it ends.
    exit "$code"
fi

# ---------------------------------------------------------------- outside

[ "${1:-}" = --possible ] || [ $# -ge 3 ] || fail 60 "usage: offline-engine.sh DIR OWNER COMMAND [ARGUMENT...]"
[ "$(id -u)" = 0 ] || fail 61 "namespaces for an engine need root."
for tool in unshare ip dockerd docker runc; do
    command -v "$tool" >/dev/null 2>&1 || fail 62 "$tool"
done
unshare --net --pid --mount true 2>/dev/null || fail 63 "this system makes no namespaces."
[ "$1" != --possible ] || exit 0
dir=$1
owner=$2
shift 2

# The cgroups of an engine that was killed are left empty; one in use cannot be removed.
drop_groups() {
    for group in /sys/fs/cgroup/"$1" /sys/fs/cgroup/*/"$1"; do
        if [ -d "$group" ]; then find "$group" -depth -type d -exec rmdir {} + 2>/dev/null || true; fi
    done
}

drop() {
    n=0
    until rm -rf "$1" 2>/dev/null; do
        n=$((n + 1))
        [ "$n" -lt 25 ] || break
        sleep 0.2
    done
    drop_groups "${1##*/}"
}

for old in "${dir%-*}"-*; do
    [ "$old" != "$dir" ] && [ -O "$old" ] && [ -s "$old/owner" ] || continue
    if kill -0 "$(cat "$old/owner")" 2>/dev/null; then continue; fi
    pid=$(cat "$old/child" 2>/dev/null) || pid=
    if [ -n "$pid" ] && tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -qF -- "--inside $old "; then
        kill -9 "$pid" 2>/dev/null || true
    fi
    drop "$old"
done

echo "$owner" >"$dir/owner"
child=
trap 'if [ -n "$child" ]; then kill -9 "$child" 2>/dev/null || true; fi; drop "$dir"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
# Who would have read what the shell says of a killed child may be gone.
trap : PIPE
unshare --net --mount --pid --fork --kill-child=KILL --mount-proc sh "$0" --inside "$dir" "${dir##*/}" "$@" &
child=$!
echo "$child" >"$dir/child"
(
    while kill -0 "$owner" 2>/dev/null; do sleep 0.5; done
    kill -9 "$child" 2>/dev/null || true
) >/dev/null 2>&1 </dev/null &
watch=$!
code=0
wait "$child" || code=$?
child=
kill "$watch" 2>/dev/null || true
exit "$code"
