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
#   podman-cli  the same, with Podman's own command under the name docker, as the package podman-docker has it
#   rootless Docker 26 of a user that is not root; exits with 33 where the kernel does not allow it
#
# Nothing is installed: the programs come out of distribution packages and live
# in DIR, as do data, sockets, log, and a DOCKER_CONFIG. DIR/env is a file to
# source, one `export NAME=value` a line and one `unset NAMES...`: it names the
# engine by DOCKER_HOST (with DOCKER_TLS_VERIFY and DOCKER_CERT_PATH for tls; by
# CONTAINER_HOST for podman-cli, whose command does not read DOCKER_HOST),
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
# For podman and podman-cli, DIR/bin/podman is the podman command, as a client of the engine.
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
# shellcheck source=scripts/engine/network.sh
. "$here/engine/network.sh"
# shellcheck source=scripts/engine/process.sh
. "$here/engine/process.sh"
# shellcheck source=scripts/engine/install.sh
. "$here/engine/install.sh"

fail() {
    code=$1
    shift
    echo "engine: $*" >&2
    exit "$code"
}

say() { echo "$*" >&2; }

usage="usage: engine.sh up 20.10|26|28|26-containerd|28-containerd|tls|ssh|podman|podman-cli|rootless DIR | down DIR | rm DIR"
command=${1:-}
case $command in
up)
    [ $# -eq 3 ] || fail 2 "$usage"
    kind=$2
    dir=$3
    case $kind in
    20.10) release=20.10 ;;
    28 | 28-containerd) release=28 ;;
    26 | 26-containerd | tls | ssh | podman | podman-cli | rootless) release=26 ;;
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

if [ "$command" != up ]; then
    stop
    if [ "$command" = rm ]; then
        release_net
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

if [ "$kind" = rootless ]; then
    missing=$(rootless_missing)
    [ -z "$missing" ] || fail 33 "this kernel cannot run rootless Docker: $missing."
fi
if [ ! -f "$dir/version" ]; then install_engine; fi
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
podman | podman-cli) start_podman ;;
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
