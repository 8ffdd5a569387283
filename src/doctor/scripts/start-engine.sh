#!/bin/sh
# Start the installed Docker engine: by systemd where it runs, otherwise as a
# detached dockerd with its log and pid in the state folder given.
#
#   start-engine.sh STATE_DIR
#
# Exit codes: 0 it answers, 2 wrong usage, 30 dockerd is not installed, 31 not
# root, 32 it did not come up (the end of its log is shown), 33 the state
# folder cannot be written.
set -eu

fail() {
    code=$1
    shift
    echo "start-engine: $*" >&2
    exit "$code"
}

if [ $# -ne 1 ] || [ -z "$1" ]; then fail 2 "usage: start-engine.sh STATE_DIR"; fi
state=$1
socket=/var/run/docker.sock
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
export PATH

# Ask the engine itself, whatever context or DOCKER_HOST the user has set.
answers() {
    docker -H "unix://$socket" version --format '{{.Server.Version}}' 2>/dev/null
}

# Whether a process is a dockerd that still works: a zombie only waits to be collected.
alive() {
    [ "$(cat "/proc/$1/comm" 2>/dev/null)" = dockerd ] && ! grep -q '^State:.*Z' "/proc/$1/status" 2>/dev/null
}

if version=$(answers) && [ -n "$version" ]; then
    echo "The Docker engine $version is running already"
    exit 0
fi
command -v dockerd >/dev/null 2>&1 || fail 30 "dockerd is not installed."
[ "$(id -u)" = 0 ] || fail 31 "starting the engine needs root: run this command with sudo."

if [ -d /run/systemd/system ]; then
    echo "Starting docker.service"
    systemctl start docker.service || fail 32 "systemd could not start docker.service: see 'journalctl -u docker'."
    how="journalctl -u docker"
    pid=
else
    mkdir -p "$state" 2>/dev/null || true
    [ -w "$state" ] || fail 33 "the folder $state cannot be written."
    log=$state/dockerd.log
    how=$log
    if [ -f "$log" ]; then mv -f "$log" "$log.1"; fi
    # A pid file of an engine that died (kill -9, power cut) would stop a new one; one that is just
    # ending is waited for.
    old=/var/run/docker.pid
    n=0
    while [ -f "$old" ] && alive "$(cat "$old")" && [ "$n" -lt 50 ]; do
        n=$((n + 1))
        sleep 0.2
    done
    if [ -f "$old" ] && ! alive "$(cat "$old")"; then rm -f "$old"; fi
    # Without an init system nobody has mounted the cgroup hierarchy.
    if [ ! -e /sys/fs/cgroup/cgroup.controllers ] && ! grep -q ' /sys/fs/cgroup/' /proc/mounts; then
        mount -t cgroup2 none /sys/fs/cgroup 2>/dev/null || true
    fi
    echo "Starting dockerd, log in $log"
    # A session of its own, and no terminal: it outlives this script and its shell.
    setsid dockerd --host "unix://$socket" >"$log" 2>&1 </dev/null &
    pid=$!
    echo "$pid" >"$state/dockerd.pid"
fi

n=0
while :; do
    if version=$(answers) && [ -n "$version" ]; then
        echo "The Docker engine $version answers"
        exit 0
    fi
    n=$((n + 1))
    if [ -n "$pid" ] && ! kill -0 "$pid" 2>/dev/null; then
        tail -n 5 "$log" | sed 's/^/    dockerd: /' >&2
        rm -f "$state/dockerd.pid"
        fail 32 "dockerd stopped: see $how."
    fi
    if [ "$n" -ge 300 ]; then
        if [ -n "$pid" ]; then
            kill "$pid" 2>/dev/null || true
            rm -f "$state/dockerd.pid"
        fi
        fail 32 "dockerd did not answer within 60 seconds: see $how."
    fi
    sleep 0.2
done
