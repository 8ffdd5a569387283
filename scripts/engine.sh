#!/bin/sh
# Private engines for tests and CI, side by side with any other engine.
#
#   engine.sh up KIND DIR       start one; the last line printed is its DOCKER_HOST
#   engine.sh down DIR          stop it; its images and containers stay for the next time, its networks do not
#   engine.sh rm DIR            stop it and delete DIR
#
# KIND:
#   20.10, 26, 28                  Docker of that release on a unix socket; 20.10 has no buildx
#   26-containerd, 28-containerd   the same with the containerd image store
#   tls      Docker 26 on tcp:// with TLS, on a remote host
#   ssh      Docker 26 by ssh://, on a remote host
#   podman   the Docker-compatible service of Podman 5 (trixie), as root; no BuildKit in it
#   rootless Docker 26 of a user that is not root; exits with 33 where the kernel does not allow it
#
# Nothing is installed: the programs come out of distribution packages and live
# in DIR, as do data, sockets, log, and a DOCKER_CONFIG. DIR/env is a file to
# source, one `export NAME=value` a line and one `unset NAMES...`: it names the
# engine by DOCKER_HOST (with DOCKER_TLS_VERIFY and DOCKER_CERT_PATH for tls),
# sets DOCKER_CONFIG=DIR/config and puts DIR/bin first on the PATH. DIR/bin holds
# the docker command (of that release; 26 for the others). The DOCKER_CONFIG of
# 20.10 hides the buildx plugin of the machine. DIR/version holds KIND,
# DIR/dockerd.pid the pid of the engine, DIR/dockerd.log what it says.
#
# tls and ssh are true remote hosts: the engine (and the sshd) live in a network
# namespace behind a pair of virtual links, with an address of their own
# (10.x.254.2, the machine is 10.x.254.1), and with a /run of their own: the unix
# socket cannot be seen from here, and a port published there on 127.0.0.1 cannot
# be reached from here. DIR/config also holds a docker context named "remote" for
# the same endpoint: unset DOCKER_HOST, DOCKER_TLS_VERIFY and DOCKER_CERT_PATH to
# use it by DOCKER_CONTEXT or --context. For ssh, DOCKER_HOST names an alias which
# only DIR/ssh/config knows, and DIR/bin/ssh is an ssh that reads that file; a
# login there is root, and `docker` there is the engine's own. The files of the
# remote host are this machine's: only the network and /run differ.
#
# For podman, DIR/bin/podman is the podman command, as a client of the engine.
# For rootless, the user is one that no machine has (an id above 1000000000).
#
# GDL_ENGINE_CACHE=FOLDER keeps the downloaded packages there, for the next
# engine that needs the same; several may come up at once.
#
# The networks are those of DIR alone: an own bridge, an own 10.x range, three
# firewall rules with our mark. An engine on this machine does not manage the
# firewall itself: two engines would share, and flush, the same chains. Podman
# has its own table, which goes when the last network in it has gone.
#
# Exit codes: 0 done, 2 wrong usage, 11 not root, 12 mirror not readable,
# 13 packages not to be had, 32 the engine did not come up, 33 this kernel
# cannot run it (the message names what is missing).
set -eu

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=src/doctor/scripts/private-apt.sh
. "$here/../src/doctor/scripts/private-apt.sh"
# shellcheck source=scripts/engine/packages.sh
. "$here/engine/packages.sh"

fail() {
    code=$1
    shift
    echo "engine: $*" >&2
    exit "$code"
}

say() { echo "$*" >&2; }

usage="usage: engine.sh up 20.10|26|28|26-containerd|28-containerd|tls|ssh|podman|rootless DIR | down DIR | rm DIR"
command=${1:-}
case $command in
up)
    [ $# -eq 3 ] || fail 2 "$usage"
    kind=$2
    dir=$3
    case $kind in
    20.10) release=20.10 ;;
    28 | 28-containerd) release=28 ;;
    26 | 26-containerd | tls | ssh | podman | rootless) release=26 ;;
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
case $dir in *[!A-Za-z0-9/._-]*) fail 2 "the path $dir may hold letters, digits, '.', '_' and '-' only." ;; esac
case $dir in / | /tmp | /root | /home | /var | /usr | /etc) fail 2 "$dir cannot be an engine's folder." ;; esac

# One of 55 ranges 10.x.0.0/16, written to DIR/net: free now, and noted where every engine of this machine looks.
nets=/run/go-docker-lab-engines
claim_net() {
    [ ! -s "$dir/net" ] || [ "$(cat "$nets/$(cat "$dir/net")" 2>/dev/null)" != "$dir" ] || return 0
    mkdir -p "$nets"
    wanted=$(cat "$dir/net" 2>/dev/null || echo $((hash % 55 + 200)))
    for i in $(seq 0 54); do
        x=$(((wanted - 200 + i) % 55 + 200))
        holder=$(cat "$nets/$x" 2>/dev/null || true)
        if [ -n "$holder" ] && [ ! -e "$holder/net" ]; then rm -f "$nets/$x"; fi
        # Somebody else's network.
        if awk -v end="$(printf '%02X0A' "$x")$" '$2 ~ end { found = 1 } END { exit !found }' /proc/net/route; then continue; fi
        # Only one of two at the same moment makes the file.
        if (set -C && echo "$dir" >"$nets/$x") 2>/dev/null; then
            echo "$x" >"$dir/net"
            return 0
        fi
    done
    fail 32 "no range 10.x.0.0/16 is free for another engine."
}

hash=$(printf '%s' "$dir" | cksum | cut -d' ' -f1)
[ "$command" != up ] || claim_net
net=10.$(cat "$dir/net" 2>/dev/null || echo $((hash % 50 + 200)))
bridge=gdl$(printf '%x' "$hash")
tag=go-docker-lab-$hash
alias=gdl-$hash
root=$dir/root
log=$dir/dockerd.log
busybox=$root/bin/busybox
PATH=$dir/bin:$PATH:/usr/local/sbin:/usr/sbin:/sbin
[ "$command" = up ] || kind=$(cat "$dir/version" 2>/dev/null || echo none)
case $kind in
tls) host=tcp://$net.254.2:2376 ;;
ssh) host=ssh://$alias ;;
*) host=unix://$dir/docker.sock ;;
esac
# shellcheck source=scripts/engine/dockerd.sh
. "$here/engine/dockerd.sh"
# shellcheck source=scripts/engine/podman.sh
. "$here/engine/podman.sh"
# shellcheck source=scripts/engine/rootless.sh
. "$here/engine/rootless.sh"

# As the one who sources DIR/env: the version of the engine, when it answers.
answers() {
    (
        . "$dir/env"
        unset LD_LIBRARY_PATH
        timeout 20 docker version --format '{{.Server.Version}}' 2>/dev/null
    )
}

# When a process began, in ticks since boot: with its pid, what it is.
began() {
    sed 's/^.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20
}

# Notes the engine's process; its pid does not change when it becomes another program.
started() {
    pid=$1
    began "$pid" >"$dir/began"
    echo "$pid" >"$dir/dockerd.pid"
}

# The pid, if it is alive and ours.
engine_pid() {
    if [ ! -s "$dir/dockerd.pid" ]; then return 1; fi
    engine=$(cat "$dir/dockerd.pid")
    when=$(began "$engine")
    if [ -n "$when" ] && [ "$when" = "$(cat "$dir/began" 2>/dev/null)" ]; then
        echo "$engine"
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
    stop_podman_containers
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
    stop_rootless_leftovers
    stop_podman_leftovers
    # What a killed engine left behind: containerd, shims, sshd.
    for p in /proc/[0-9]*; do
        pid=${p#/proc/}
        [ "$pid" != $$ ] || continue
        case $(readlink "$p/exe" 2>/dev/null) in "$root"/*) kill -9 "$pid" 2>/dev/null || true ;; esac
    done
    # Deepest first.
    cut -d' ' -f2 /proc/mounts | grep -F "$dir/" | sort -r | while read -r m; do
        umount "$m" 2>/dev/null || umount -l "$m" 2>/dev/null || true
    done
    rm -f "$dir/dockerd.pid" "$dir/began" "$dir/engine.pid" "$dir/docker.sock"
    # An engine with an address pool that finds its bridge network again at start
    # deletes the link "docker0", which is another engine's: let it find none.
    rm -f "$dir/data/network/files/local-kv.db"
    firewall -D
    # Links of this engine: its own, and the bridges of networks made on it (in its range).
    if [ -x "$busybox" ]; then
        "$busybox" ip link del "v$bridge" 2>/dev/null || true
        for br in /sys/class/net/*/bridge; do
            br=${br%/bridge}
            br=${br##*/}
            if [ "$br" = "$bridge" ] || "$busybox" ip -4 addr show dev "$br" 2>/dev/null | grep -q "inet $net\."; then
                "$busybox" ip link del "$br" 2>/dev/null || true
            fi
        done
    fi
}

if [ "$command" != up ]; then
    stop
    if [ "$command" = rm ]; then
        rm -f "$nets/${net#10.}"
        rmdir "$nets" 2>/dev/null || true
        rm -rf "$dir"
    fi
    exit 0
fi

if [ -f "$dir/version" ] && [ "$(cat "$dir/version")" != "$kind" ]; then
    fail 2 "$dir holds an engine $(cat "$dir/version"): remove it first (engine.sh rm $dir)."
fi
if engine_pid >/dev/null && running=$(answers) && [ -n "$running" ]; then
    say "The engine $running is running already"
    echo "DOCKER_HOST=$host"
    exit 0
fi

install_files() {
    rm -rf "$root.new"
    fetch_packages "$release"
    unpack_packages "$root.new"
    case $kind in
    ssh)
        fetch_packages sshd
        unpack_packages "$root.new"
        ;;
    rootless)
        fetch_packages rootless
        unpack_packages "$root.new"
        cp "$root.new/usr/share/docker.io/contrib/dockerd-rootless.sh" "$root.new/"
        ;;
    podman)
        fetch_packages podman
        unpack_packages "$root.new/podman"
        ;;
    esac
    forget_packages
    rm -rf "$root.new/usr/share" "$root.new/etc" "$root"
    mv "$root.new" "$root"
    for d in bin sbin usr/bin usr/sbin; do mkdir -p "$root/$d"; done
    if [ ! -e "$busybox" ]; then ln -s ../usr/bin/busybox "$busybox"; fi
    # iptables is a link in /etc/alternatives when installed.
    for t in iptables ip6tables; do
        for d in usr/sbin sbin podman/usr/sbin; do
            if [ -e "$root/$d/xtables-nft-multi" ]; then
                rm -f "$root/$d/$t"
                ln -s xtables-nft-multi "$root/$d/$t"
            fi
        done
    done

    mkdir -p "$dir/bin" "$dir/config/cli-plugins"
    echo '{}' >"$dir/config/config.json"
    ln -sf "$root/usr/bin/docker" "$dir/bin/docker"
    if [ "$release" = 20.10 ]; then
        # The user's plugins come before the system's: this one is none, so there is no buildx.
        printf '#!/bin/sh\nexit 1\n' >"$dir/config/cli-plugins/docker-buildx"
        chmod 755 "$dir/config/cli-plugins/docker-buildx"
    else
        ln -sf "$(find "$root/usr" -path '*cli-plugins/docker-buildx' | head -n 1)" "$dir/config/cli-plugins/docker-buildx"
    fi
    {
        echo "export DOCKER_HOST=$host"
        if [ "$kind" = tls ]; then
            echo "export DOCKER_TLS_VERIFY=1"
            echo "export DOCKER_CERT_PATH=$dir/tls"
            echo "unset DOCKER_CONTEXT DOCKER_API_VERSION"
        else
            echo "unset DOCKER_CONTEXT DOCKER_API_VERSION DOCKER_TLS_VERIFY DOCKER_CERT_PATH"
        fi
        echo "export DOCKER_CONFIG=$dir/config"
        echo "export PATH=$dir/bin:\$PATH"
    } >"$dir/env"
    echo "$kind" >"$dir/version"
}

# The context named "remote", for those who do not use DOCKER_HOST.
make_context() {
    [ "$kind" = tls ] && files=",ca=$dir/tls/ca.pem,cert=$dir/tls/cert.pem,key=$dir/tls/key.pem" || files=
    (
        . "$dir/env"
        unset DOCKER_HOST DOCKER_TLS_VERIFY DOCKER_CERT_PATH LD_LIBRARY_PATH
        docker context inspect remote >/dev/null 2>&1 || docker context create remote --docker "host=$host$files" >/dev/null
    ) || fail 32 "the context could not be made."
}

if [ "$kind" = rootless ]; then
    missing=$(rootless_missing)
    [ -z "$missing" ] || fail 33 "this kernel cannot run rootless Docker: $missing."
fi
if [ ! -f "$dir/version" ]; then install_files; fi
stop
# A fresh kernel netns folder and cgroups, where no init system did it.
if [ ! -e /sys/fs/cgroup/cgroup.controllers ] && ! grep -q ' /sys/fs/cgroup/' /proc/mounts; then
    mount -t cgroup2 none /sys/fs/cgroup 2>/dev/null || true
fi
engine_environment
say "Starting the engine $kind, log in $log"
case $kind in
tls | ssh)
    start_remote
    make_context
    ;;
podman) start_podman ;;
rootless) start_rootless ;;
*) start_local ;;
esac
n=0
until running=$(answers) && [ -n "$running" ]; do
    n=$((n + 1))
    if ! kill -0 "$pid" 2>/dev/null || [ "$n" -ge 300 ]; then
        tail -n 8 "$log" | sed 's/^/    /' >&2
        stop
        fail 32 "the engine did not come up: see $log."
    fi
    sleep 0.2
done
say "The engine $running answers"
echo "DOCKER_HOST=$host"
