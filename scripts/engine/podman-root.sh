#!/bin/sh
# Podman's own root, from the inside: engine.sh runs it in a mount namespace of its own.
#
#   podman-root.sh DIR ROOT BUSYBOX COMMAND...    COMMAND in ROOT, with DIR where it was; BUSYBOX is in DIR
set -eu
dir=$1 root=$2 busybox=$3
shift 3
mount --make-rprivate /
# A layer is unpacked by a process that makes "/" its own, so "/" has to be a mount.
mount --bind "$root" "$root"
for d in proc sys dev; do mount --rbind "/$d" "$root/$d"; done
# crun refuses a machine with both kinds of cgroups; the classic one alone is fine.
umount "$root/sys/fs/cgroup/unified" 2>/dev/null || true
for d in run tmp; do mount -t tmpfs tmpfs "$root/$d"; done
# Its locks are there, under a name that all Podmans of a machine share.
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
mkdir -p "$root$dir"
mount --rbind "$dir" "$root$dir"
# Not a chroot, which `podman top` leaves: it enters this mount namespace anew.
cd "$root"
mkdir -p .before
"$busybox" pivot_root . .before
"$busybox" umount -l /.before
exec "$busybox" env -i PATH=/usr/sbin:/usr/bin HOME=/root PODMAN_IGNORE_CGROUPSV1_WARNING=1 \
    CONTAINERS_CONF="$dir/config/containers.conf" CONTAINERS_STORAGE_CONF="$dir/config/storage.conf" "$@"
