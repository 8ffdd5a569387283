# shellcheck shell=sh
# Rootless Docker, sourced by engine.sh: dockerd-rootless.sh as Debian ships it, run
# by a user that exists only in the engine's own view of /etc.

# The user, and its range of 65536 ids right behind it: nobody else's, and one for each DIR.
rootless_uid=$((1000000000 + hash % 10000 * 65537))

# What the kernel has to allow, tried as that user; a reason to give up, or nothing.
rootless_missing() {
    [ -c /dev/net/tun ] || { echo "no /dev/net/tun" && return 0; }
    as_user="setpriv --reuid $rootless_uid --regid $rootless_uid --clear-groups --inh-caps=-all"
    $as_user unshare --user --map-root-user true 2>/dev/null ||
        { echo "a user other than root may not make a user namespace" && return 0; }
    $as_user unshare --user --map-root-user --net true 2>/dev/null ||
        { echo "no network namespace inside a user namespace" && return 0; }
    $as_user unshare --user --map-root-user --mount sh -c 'mount -t tmpfs tmpfs /mnt' 2>/dev/null ||
        { echo "no mount inside a user namespace" && return 0; }
    $as_user unshare --user --map-root-user --mount sh -c 'mount -t tmpfs tmpfs /mnt && cd /mnt &&
        mkdir lower upper work merged && mount -t overlay overlay -o lowerdir=lower,upperdir=upper,workdir=work merged' 2>/dev/null ||
        { echo "no overlay mount inside a user namespace" && return 0; }
}

start_rootless() {
    own=$dir/user
    mkdir -p "$own/home" "$own/run" "$dir/data"
    { cat /etc/passwd && echo "gdl:x:$rootless_uid:$rootless_uid::/mnt/user/home:/bin/sh"; } >"$own/passwd"
    { cat /etc/group && echo "gdl:x:$rootless_uid:"; } >"$own/group"
    echo "gdl:$((rootless_uid + 1)):65536" >"$own/subid"
    chown -R "$rootless_uid:$rootless_uid" "$own/home" "$own/run"
    chown "$rootless_uid:$rootless_uid" "$dir/data"
    chmod 700 "$own/run"
    chmod 755 "$dir"
    ln -sf "$own/run/docker.sock" "$dir/docker.sock"
    setsid unshare --mount sh "$here/engine/rootless-user.sh" "$dir" "$rootless_uid" "$net" >"$log" 2>&1 </dev/null &
    started $!
}

# Everything of that user and of its range is this engine's.
stop_rootless_leftovers() {
    [ -d "$dir/user" ] || return 0
    for p in /proc/[0-9]*; do
        owner=$(stat -c %u "$p" 2>/dev/null) || continue
        if [ "$owner" -ge "$rootless_uid" ] && [ "$owner" -le $((rootless_uid + 65536)) ]; then
            kill -9 "${p#/proc/}" 2>/dev/null || true
        fi
    done
    rm -rf "$dir/user/run"
}
