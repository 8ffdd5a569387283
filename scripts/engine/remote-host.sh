#!/bin/sh
# The "remote host" of the engines tls and ssh, from the inside: engine.sh runs it
# in a network and a mount namespace of its own.
#
#   remote-host.sh DIR BUSYBOX NET DOCKERD ARGS...    NET.2 is this host, NET.1 the machine
#
# It hides /run (and with it each engine's socket), waits for the link, starts
# sshd where DIR/ssh is, and becomes dockerd.
set -eu
dir=$1 busybox=$2 net=$3
shift 3
ip() { "$busybox" ip "$@"; }

mount --make-rprivate /
resolv=$(cat /etc/resolv.conf 2>/dev/null || true)
where=$(readlink -f /etc/resolv.conf)
mount -t tmpfs -o mode=755 tmpfs /run
mkdir -p "${where%/*}"
[ -e "$where" ] || echo "$resolv" >"$where"

: >"$dir/waiting"
link=
n=0
until [ -n "$link" ]; do
    sleep 0.1
    n=$((n + 1))
    [ "$n" -lt 100 ] || exit 1
    link=$(sed -n 's/^ *\(wgdl[0-9a-f]*\):.*/\1/p' /proc/net/dev)
done
ip link set lo up
ip link set "$link" name eth0
ip addr add "$net.2/30" dev eth0
ip link set eth0 up
ip route add default via "$net.1"

if [ -d "$dir/ssh" ]; then
    mkdir -p /run/sshd
    for file in passwd shadow; do mount --bind "$dir/ssh/$file" "/etc/$file"; done
    sshd=$(command -v sshd)
    "$sshd" -f "$dir/ssh/sshd_config" -E "$dir/ssh/log"
fi
exec "$@"
