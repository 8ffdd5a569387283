#!/bin/sh
# Rootless Docker, from the inside: engine.sh runs it as root in a mount namespace
# of its own, where it makes the user known and becomes that user.
#
#   rootless-user.sh DIR UID NET
#
# DIR is /mnt here: the user may not be allowed to walk the path to DIR.
set -eu
dir=$1 uid=$2 net=$3
mount --make-rprivate /
mount --bind "$dir" /mnt
cd /mnt
for file in passwd group; do mount --bind "/mnt/user/$file" "/etc/$file"; done
for file in subuid subgid; do
    # A mount needs a file to lie on.
    [ -e "/etc/$file" ] || : >"/etc/$file"
    mount --bind /mnt/user/subid "/etc/$file"
done
libs=
for d in /mnt/root/usr/lib/*-linux-gnu* /mnt/root/lib/*-linux-gnu*; do
    if [ -d "$d" ]; then libs=$libs:$d; fi
done
export HOME=/mnt/user/home XDG_RUNTIME_DIR=/mnt/user/run DOCKER_CONFIG=/mnt/config LD_LIBRARY_PATH="${libs#:}"
export PATH=/mnt/root/usr/bin:/mnt/root/usr/sbin:/mnt/root/sbin:/mnt/root/bin:/mnt/root/usr/libexec/docker:/usr/sbin:/usr/bin:/sbin:/bin
# The proxy of published ports is the one that dockerd picks itself when it is rootless: it opens them here.
exec setpriv --reuid "$uid" --regid "$uid" --clear-groups --inh-caps=-all \
    sh /mnt/root/dockerd-rootless.sh --config-file /mnt/config/daemon.json --data-root /mnt/data \
    --exec-root /mnt/user/run/exec --pidfile /mnt/user/run/engine.pid \
    --default-address-pool "base=$net.128.0/17,size=24" --bip "$net.0.1/24" -H unix:///mnt/user/run/docker.sock
