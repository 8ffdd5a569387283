#!/bin/sh
# Private Docker engines for tests and CI, side by side with any other engine.
#
#   engine.sh up 20.10|26|28 DIR   start one; the last line printed is its DOCKER_HOST
#   engine.sh down DIR          stop it; its images and containers stay for the next time, its networks do not
#   engine.sh rm DIR            stop it and delete DIR
#
# Nothing is installed: the binaries come out of distribution packages and live
# in DIR, as do data, sockets, log, and a DOCKER_CONFIG. DIR/env is a file to
# source: DOCKER_HOST, DOCKER_CONFIG, and DIR/bin (the docker CLI of that
# release) first on the PATH. 20.10 comes without buildx, and its DOCKER_CONFIG
# hides the plugin of the machine.
#
# The networks are those of DIR alone: an own bridge, an own 10.x range, three
# firewall rules with our mark. The engine does not manage the firewall itself:
# two engines would share, and flush, the same chains.
#
# Exit codes: 0 done, 2 wrong usage, 11 not root, 12 mirror not readable,
# 13 packages not to be had, 32 the engine did not come up.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=src/doctor/scripts/private-apt.sh
. "$here/../src/doctor/scripts/private-apt.sh"

fail() {
    code=$1
    shift
    echo "engine: $*" >&2
    exit "$code"
}

say() { echo "$*" >&2; }

usage="usage: engine.sh up 20.10|26|28 DIR | down DIR | rm DIR"
command=${1:-}
case $command in
up)
    [ $# -eq 3 ] || fail 2 "$usage"
    version=$2
    dir=$3
    case $version in
    20.10) suite=bookworm ;;
    26) suite=trixie ;;
    28) suite=sid ;;
    *) fail 2 "$usage" ;;
    esac
    mkdir -p "$dir"
    ;;
down | rm)
    [ $# -eq 2 ] || fail 2 "$usage"
    dir=$2
    [ -d "$dir" ] || exit 0
    ;;
*) fail 2 "$usage" ;;
esac
[ "$(id -u)" = 0 ] || fail 11 "a private engine needs root."
dir=$(cd "$dir" && pwd)
# Socket paths end at 107 characters, and containerd's are long.
[ "${#dir}" -le 60 ] || fail 2 "the path $dir is too long for the engine's sockets (60 characters at most)."
case $dir in / | /tmp | /root | /home | /var | /usr | /etc) fail 2 "$dir cannot be an engine's folder." ;; esac

hash=$(printf '%s' "$dir" | cksum | cut -d' ' -f1)
net=10.$((hash % 50 + 200))
bridge=gdl$(printf '%x' "$hash")
tag=go-docker-lab-$hash
host=unix://$dir/docker.sock
root=$dir/root
PATH=$dir/bin:$PATH:/usr/local/sbin:/usr/sbin:/sbin

answers() {
    DOCKER_CONFIG=$dir/config "$dir/bin/docker" -H "$host" version --format '{{.Server.Version}}' 2>/dev/null
}

# The pid, if it is alive and ours.
engine_pid() {
    if [ ! -s "$dir/dockerd.pid" ]; then return 1; fi
    pid=$(cat "$dir/dockerd.pid")
    if tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -qF -- "--data-root $dir/data "; then
        echo "$pid"
    else
        return 1
    fi
}

# The three rules; $1 is -I or -D.
firewall() {
    command -v iptables >/dev/null 2>&1 || return 0
    for rule in "filter FORWARD -s $net.0.0/16 -j ACCEPT" "filter FORWARD -d $net.0.0/16 -j ACCEPT" \
        "nat POSTROUTING -s $net.0.0/16 ! -d $net.0.0/16 -j MASQUERADE"; do
        table=${rule%% *}
        rule=${rule#* }
        chain=${rule%% *}
        rule=${rule#* }
        # shellcheck disable=SC2086
        while iptables -w -t "$table" -D "$chain" $rule -m comment --comment "$tag" 2>/dev/null; do :; done
        # shellcheck disable=SC2086
        [ "$1" = -D ] || iptables -w -t "$table" -I "$chain" $rule -m comment --comment "$tag" ||
            say "engine: no firewall rule could be set; containers of this engine may not reach the network"
    done
}

stop() {
    if pid=$(engine_pid); then
        say "Stopping the engine in $dir (pid $pid)"
        kill "$pid" 2>/dev/null || true
        n=0
        while kill -0 "$pid" 2>/dev/null; do
            n=$((n + 1))
            if [ "$n" = 150 ]; then kill -9 "$pid" 2>/dev/null || true; fi
            [ "$n" -lt 200 ] || break
            sleep 0.2
        done
    fi
    # What a killed engine left behind: its containerd and shims name our sockets.
    for p in /proc/[0-9]*; do
        pid=${p#/proc/}
        [ "$pid" != $$ ] || continue
        case $(readlink "$p/exe" 2>/dev/null) in "$root"/*) kill -9 "$pid" 2>/dev/null || true ;; esac
    done
    # Deepest first.
    cut -d' ' -f2 /proc/mounts | grep -F "$dir/" | sort -r | while read -r m; do
        umount "$m" 2>/dev/null || umount -l "$m" 2>/dev/null || true
    done
    rm -f "$dir/dockerd.pid" "$dir/engine.pid" "$dir/docker.sock"
    # An engine with an address pool that finds its bridge network again at start
    # deletes the link "docker0", which is another engine's: let it find none.
    rm -f "$dir/data/network/files/local-kv.db"
    firewall -D
    # Bridges of this engine: its own, and those of networks made on it (in its range).
    if [ -x "$root/bin/busybox" ]; then
        for br in /sys/class/net/*/bridge; do
            br=${br%/bridge}
            br=${br##*/}
            if [ "$br" = "$bridge" ] || "$root/bin/busybox" ip -4 addr show dev "$br" 2>/dev/null | grep -q "inet $net\."; then
                "$root/bin/busybox" ip link del "$br" 2>/dev/null || true
            fi
        done
    fi
}

if [ "$command" != up ]; then
    stop
    if [ "$command" = rm ]; then rm -rf "$dir"; fi
    exit 0
fi

if [ -f "$dir/version" ] && [ "$(cat "$dir/version")" != "$version" ]; then
    fail 2 "$dir holds an engine $(cat "$dir/version"): remove it first (engine.sh rm $dir)."
fi
if engine_pid >/dev/null && running=$(answers) && [ -n "$running" ]; then
    say "The engine $running is running already"
    echo "DOCKER_HOST=$host"
    exit 0
fi

if [ ! -f "$dir/version" ]; then
    tmp=$(mktemp -d "$dir/.apt.XXXXXX")
    trap 'rm -rf "$tmp"' EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 143' TERM
    export LC_ALL=C
    pa_init "$tmp" || fail 12 "the package lists of this machine's mirror cannot be read."
    if [ "$PA_CODENAME" != "$suite" ]; then
        say "Reading the package list of $suite (private, not kept)"
        pa_add "$suite" || fail 12 "the package list of $suite cannot be read from this machine's mirror."
    fi
    # runc is the machine's own: the one of trixie needs a newer libc than bookworm has.
    printf 'Package: docker.io docker-cli docker-buildx containerd\nPin: release n=%s\nPin-Priority: 1001\n\n' \
        "$suite" >>"$PA_DIR/prefs"
    # As if the machine had nothing of this yet, so that DIR holds it (not what other packages need, like iptables).
    own='docker.io docker-cli docker-buildx containerd runc tini tini-static busybox-static'
    awk -v own="$own" 'BEGIN { RS = ""; ORS = "\n\n"; n = split(own, a, " "); for (i = 1; i <= n; i++) skip["Package: " a[i]] = 1 }
        { first = $0; sub(/\n.*/, "", first) } !(first in skip)' /var/lib/dpkg/status >"$tmp/status"
    # The one of sid brings its own tini-static, which refuses the other.
    [ "$version" = 28 ] && init=tini-static || init=tini
    set -- docker.io containerd runc "$init" busybox-static
    [ -x /usr/sbin/iptables ] || set -- "$@" iptables
    [ "$version" = 20.10 ] || set -- "$@" docker-cli docker-buildx
    say "Downloading $*"
    mkdir -p "$tmp/debs/partial"
    pa_quiet pa_apt apt-get install -y -q -d --no-install-recommends --allow-downgrades \
        -o APT::Sandbox::User=root -o Debug::NoLocking=1 -o Dir::State::status="$tmp/status" \
        -o Dir::Cache::archives="$tmp/debs" "$@" ||
        fail 13 "the packages of the engine $version cannot be had from this machine's mirror."
    rm -rf "$root.new"
    mkdir -p "$root.new"
    for deb in "$tmp"/debs/*.deb; do
        # Libraries and programs that the machine has are not wanted twice; the rest is ours.
        dpkg-deb -x "$deb" "$root.new"
    done
    rm -rf "$root.new/usr/share" "$root.new/etc" "$root"
    mv "$root.new" "$root"
    for d in bin sbin usr/bin usr/sbin; do mkdir -p "$root/$d"; done
    if [ ! -e "$root/bin/busybox" ]; then ln -s ../usr/bin/busybox "$root/bin/busybox"; fi
    # iptables is a link in /etc/alternatives when installed.
    for t in iptables ip6tables; do
        for d in usr/sbin sbin; do
            if [ -e "$root/$d/xtables-nft-multi" ]; then
                rm -f "$root/$d/$t"
                ln -s xtables-nft-multi "$root/$d/$t"
            fi
        done
    done
    rm -rf "$tmp"
    trap - EXIT HUP INT TERM

    mkdir -p "$dir/bin" "$dir/config/cli-plugins"
    echo '{}' >"$dir/config/config.json"
    ln -sf "$root/usr/bin/docker" "$dir/bin/docker"
    if [ "$version" = 20.10 ]; then
        # The user's plugins come before the system's: this one is none, so there is no buildx.
        printf '#!/bin/sh\nexit 1\n' >"$dir/config/cli-plugins/docker-buildx"
        chmod 755 "$dir/config/cli-plugins/docker-buildx"
    else
        ln -sf "$(find "$root/usr" -path '*cli-plugins/docker-buildx' | head -n 1)" "$dir/config/cli-plugins/docker-buildx"
    fi
    {
        echo "export DOCKER_HOST=$host"
        echo "export DOCKER_CONFIG=$dir/config"
        echo "export PATH=$dir/bin:\$PATH"
        echo "unset DOCKER_CONTEXT DOCKER_API_VERSION"
    } >"$dir/env"
    echo "$version" >"$dir/version"
fi

stop
# A fresh kernel netns folder and cgroups, where no init system did it.
if [ ! -e /sys/fs/cgroup/cgroup.controllers ] && ! grep -q ' /sys/fs/cgroup/' /proc/mounts; then
    mount -t cgroup2 none /sys/fs/cgroup 2>/dev/null || true
fi
libs=
for d in "$root"/usr/lib/*-linux-gnu* "$root"/lib/*-linux-gnu*; do
    if [ -d "$d" ]; then libs=$libs:$d; fi
done
libs=${libs#:}
engine_path=$root/usr/bin:$root/usr/sbin:$root/sbin:$root/bin:$root/usr/libexec/docker:$PATH
# The machine's own iptables, where there is one, knows the machine's rules best.
xtables=$(find "$root" -type d -name xtables | head -n 1)
if [ -x /usr/sbin/iptables ]; then
    xtables=
    rm -f "$root"/usr/sbin/iptables "$root"/usr/sbin/ip6tables "$root"/sbin/iptables "$root"/sbin/ip6tables
fi
if [ -n "$libs" ]; then export LD_LIBRARY_PATH="$libs"; fi
if [ -n "$xtables" ]; then export XTABLES_LIBDIR="$xtables"; fi
PATH=$engine_path
export PATH

busybox=$root/bin/busybox
"$busybox" ip link add name "$bridge" type bridge || fail 32 "the bridge $bridge cannot be made."
"$busybox" ip addr add "$net.0.1/24" dev "$bridge"
"$busybox" ip link set "$bridge" up
firewall -I

proxy=$(find "$root/usr" -name docker-proxy -type f | head -n 1)
# Not the machine's own daemon.json.
echo '{}' >"$dir/config/daemon.json"
log=$dir/dockerd.log
say "Starting dockerd $version, log in $log"
DOCKER_CONFIG=$dir/config setsid "$root/usr/sbin/dockerd" --config-file "$dir/config/daemon.json" \
    --data-root "$dir/data" --exec-root "$dir/exec" --pidfile "$dir/engine.pid" -H "$host" \
    --bridge "$bridge" --iptables=false --userland-proxy-path "$proxy" \
    --default-address-pool "base=$net.128.0/17,size=24" >"$log" 2>&1 </dev/null &
pid=$!
echo "$pid" >"$dir/dockerd.pid"
n=0
until running=$(answers) && [ -n "$running" ]; do
    n=$((n + 1))
    if ! kill -0 "$pid" 2>/dev/null || [ "$n" -ge 300 ]; then
        tail -n 8 "$log" | sed 's/^/    dockerd: /' >&2
        stop
        fail 32 "dockerd did not come up: see $log."
    fi
    sleep 0.2
done
say "The engine $running answers"
echo "DOCKER_HOST=$host"
