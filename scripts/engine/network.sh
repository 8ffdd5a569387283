# shellcheck shell=sh
# The networks of an engine, sourced by engine.sh: its range, its firewall rules, its links.

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

release_net() {
    rm -f "$nets/${net#10.}"
    rmdir "$nets" 2>/dev/null || true
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

# Links of this engine: its own, and the bridges of networks made on it (in its range).
remove_links() {
    [ -x "$busybox" ] || return 0
    "$busybox" ip link del "v$bridge" 2>/dev/null || true
    for br in /sys/class/net/*/bridge; do
        br=${br%/bridge}
        br=${br##*/}
        if [ "$br" = "$bridge" ] || "$busybox" ip -4 addr show dev "$br" 2>/dev/null | grep -q "inet $net\."; then
            "$busybox" ip link del "$br" 2>/dev/null || true
        fi
    done
}
