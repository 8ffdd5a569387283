# shellcheck shell=sh
# Podman's Docker-compatible service, sourced by engine.sh.
#
# The Podman of trixie needs a newer libc than bookworm has: it runs in a root of
# its own (DIR/root/podman, unpacked packages), in a mount namespace of its own.
# Networks, processes and cgroups are the machine's.

pod_root=$root/podman

write_podman_config() {
    mkdir -p "$dir/networks"
    # As shipped, Podman raises these limits; without CAP_SYS_RESOURCE that fails.
    limits=$(awk '/^Max processes/ { p = $4 } /^Max open files/ { f = $5 }
        END { if (p + f + 0 > 0 && p f !~ /unlimited/) printf "\"nofile=%s:%s\", \"nproc=%s:%s\"", f, f, p, p }' /proc/self/limits)
    cat >"$dir/config/storage.conf" <<-CONFIG
		[storage]
		driver = "overlay"
		graphroot = "$dir/data"
		runroot = "/run/containers"
	CONFIG
    cat >"$dir/config/containers.conf" <<-CONFIG
		[containers]
		log_driver = "k8s-file"
		default_ulimits = [$limits]
		[engine]
		cgroup_manager = "cgroupfs"
		events_logger = "file"
		static_dir = "$dir/libpod"
		tmp_dir = "/run/libpod"
		volume_path = "$dir/volumes"
		[network]
		network_config_dir = "$dir/networks"
		default_subnet = "$net.0.0/24"
		default_subnet_pools = [{ "base" = "$net.128.0/17", "size" = 24 }]
	CONFIG
    # The default network, with a link of our own name: "podman0" may be another Podman's.
    cat >"$dir/networks/podman.json" <<-CONFIG
		{
		  "name": "podman",
		  "id": "2f259bab93aaaaa2542ba43ef33eb990d0999ee1b9924b557b7be53c0b7a1bb9",
		  "driver": "bridge",
		  "network_interface": "$bridge",
		  "created": "2024-01-01T00:00:00Z",
		  "subnets": [{ "subnet": "$net.0.0/24", "gateway": "$net.0.1" }],
		  "ipv6_enabled": false,
		  "internal": false,
		  "dns_enabled": false,
		  "ipam_options": { "driver": "host-local" }
		}
	CONFIG
    printf 'root:x:0:0:root:/root:/bin/sh\n' >"$pod_root/etc/passwd"
    printf 'root:x:0:\n' >"$pod_root/etc/group"
    cat /etc/resolv.conf >"$pod_root/etc/resolv.conf" 2>/dev/null || true
}

# The podman command as a client of this engine, for files of this machine; and under the name docker for podman-cli.
write_podman_command() {
    loader=$(find "$pod_root/usr/lib64/" "$pod_root/usr/lib/" -maxdepth 1 -name 'ld-linux*' 2>/dev/null | head -n 1)
    [ -n "$loader" ] || fail 32 "the packages of podman hold no program loader."
    client="exec $pod_root${loader#"$pod_root"} --library-path $(echo "$pod_root"/usr/lib/*-linux-gnu*) --argv0 podman $pod_root/usr/bin/podman"
    {
        echo '#!/bin/sh'
        echo "# A client of the engine in $dir."
        echo "$client --url $host \"\$@\""
    } >"$dir/bin/podman"
    chmod 755 "$dir/bin/podman"
    [ "$kind" = podman-cli ] || return 0
    {
        echo '#!/bin/sh'
        # As the package podman-docker has it, where nobody has made it quiet.
        echo "echo 'Emulate Docker CLI using podman. Create /etc/containers/nodocker to quiet msg.' >&2"
        echo "$client \"\$@\""
    } >"$dir/bin/docker"
    chmod 755 "$dir/bin/docker"
}

start_podman() {
    write_podman_config
    write_podman_command
    firewall -I
    setsid unshare --mount sh "$here/engine/podman-root.sh" "$dir" "$pod_root" "$busybox" \
        podman system service --time 0 "$host" >"$log" 2>&1 </dev/null &
    started $!
}

# The processes whose root is Podman's: the service, and the keepers of containers that may outlive it.
podman_processes() {
    pod_inode=$(stat -c %d:%i "$pod_root")
    for p in /proc/[0-9]*; do
        if [ "$(stat -Lc %d:%i "$p/root" 2>/dev/null)" = "$pod_inode" ]; then echo "${p#/proc/}"; fi
    done
}

# Its containers outlive the service, and only Podman takes their networks down.
stop_podman_containers() {
    [ -d "$pod_root" ] || return 0
    witness=$(podman_processes | head -n 1)
    [ -n "$witness" ] || return 0
    env -i PATH=/usr/sbin:/usr/bin PODMAN_IGNORE_CGROUPSV1_WARNING=1 \
        CONTAINERS_CONF="$dir/config/containers.conf" CONTAINERS_STORAGE_CONF="$dir/config/storage.conf" \
        nsenter --target "$witness" --mount --root --wd /usr/bin/podman stop --all --time 1 >/dev/null 2>&1 || true
}

stop_podman_leftovers() {
    [ -d "$pod_root" ] || return 0
    for pid in $(podman_processes); do kill -9 "$pid" 2>/dev/null || true; done
    drop_podman_table
}

# The table of netavark is of all Podmans of a machine: it goes when no network is left in it.
drop_podman_table() {
    if chroot "$pod_root" nft list table inet netavark 2>/dev/null | grep -q 'chain nv_'; then return 0; fi
    chroot "$pod_root" nft delete table inet netavark 2>/dev/null || true
    # Empty by now, unless another Podman has containers.
    for group in /sys/fs/cgroup/libpod_parent /sys/fs/cgroup/*/libpod_parent; do
        if [ -d "$group" ]; then rmdir "$group" 2>/dev/null || true; fi
    done
}
