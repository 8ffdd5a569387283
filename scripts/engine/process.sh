# shellcheck shell=sh
# The process of an engine, sourced by engine.sh: which it is, whether it answers, and its end.

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

# Stops the engine, and clears away what a killed one left behind.
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
    remove_links
}
