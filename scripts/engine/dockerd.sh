# shellcheck shell=sh
# dockerd of an engine, sourced by engine.sh: on this machine, or on a "remote host".

# The machine's own programs of iptables, where there are any, know the machine's rules best.
engine_environment() {
    libs=
    for d in "$root"/usr/lib/*-linux-gnu* "$root"/lib/*-linux-gnu*; do
        if [ -d "$d" ]; then libs=$libs:$d; fi
    done
    libs=${libs#:}
    xtables=$(find "$root/usr" "$root/lib" -type d -name xtables 2>/dev/null | head -n 1)
    if [ -x /usr/sbin/iptables ]; then
        xtables=
        rm -f "$root"/usr/sbin/iptables "$root"/usr/sbin/ip6tables "$root"/sbin/iptables "$root"/sbin/ip6tables
    fi
    if [ -n "$libs" ]; then export LD_LIBRARY_PATH="$libs"; fi
    if [ -n "$xtables" ]; then export XTABLES_LIBDIR="$xtables"; fi
    PATH=$root/usr/bin:$root/usr/sbin:$root/sbin:$root/bin:$root/usr/libexec/docker:$PATH
    export PATH
    proxy=$(find "$root/usr" -name docker-proxy -type f | head -n 1)
    # Not the machine's own daemon.json.
    case $kind in
    *-containerd) echo '{"features":{"containerd-snapshotter":true}}' ;;
    *) echo '{}' ;;
    esac >"$dir/config/daemon.json"
}

# What every dockerd of ours is told; more arguments come from the caller.
dockerd_arguments() {
    echo --config-file "$dir/config/daemon.json" --data-root "$dir/data" --exec-root "$dir/exec" \
        --pidfile "$dir/engine.pid" --userland-proxy-path "$proxy" \
        --default-address-pool "base=$net.128.0/17,size=24"
}

start_local() {
    "$busybox" ip link add name "$bridge" type bridge || fail 32 "the bridge $bridge cannot be made."
    "$busybox" ip addr add "$net.0.1/24" dev "$bridge"
    "$busybox" ip link set "$bridge" up
    firewall -I
    # No path of ours holds a space: see the check of DIR.
    # shellcheck disable=SC2046
    DOCKER_CONFIG=$dir/config setsid "$root/usr/sbin/dockerd" $(dockerd_arguments) -H "$host" \
        --bridge "$bridge" --iptables=false >"$log" 2>&1 </dev/null &
    started $!
}

# A host of its own: a network namespace behind a pair of virtual links, and a
# /run that this machine does not see. Its 127.0.0.1 is not this machine's.
start_remote() {
    "$busybox" ip link del "v$bridge" 2>/dev/null || true
    if [ "$kind" = tls ]; then
        make_certificates
        listen="-H tcp://$net.254.2:2376 --tlsverify --tlscacert $dir/tls/ca.pem --tlscert $dir/tls/server.pem --tlskey $dir/tls/server-key.pem"
    else
        make_sshd
        listen=
    fi
    # shellcheck disable=SC2046,SC2086
    DOCKER_CONFIG=$dir/config setsid unshare --net --mount sh "$here/engine/remote-host.sh" "$dir" "$busybox" "$net.254" \
        "$root/usr/sbin/dockerd" $(dockerd_arguments) -H unix:///run/docker.sock $listen \
        --bip "$net.0.1/24" >"$log" 2>&1 </dev/null &
    started $!
    n=0
    # In its own namespace once it waits for its link.
    until [ -e "$dir/waiting" ]; do
        n=$((n + 1))
        [ "$n" -lt 50 ] && kill -0 "$pid" 2>/dev/null || fail 32 "no network namespace could be made: see $log."
        sleep 0.1
    done
    rm -f "$dir/waiting"
    # Two lines: busybox does not name a peer and move it at once.
    ip_of_host link add "v$bridge" type veth peer name "w$bridge" || fail 32 "no pair of links could be made."
    ip_of_host link set "w$bridge" netns "$pid" || fail 32 "the link could not be moved to the remote host."
    ip_of_host addr add "$net.254.1/30" dev "v$bridge"
    ip_of_host link set "v$bridge" up
    firewall -I
}

# busybox knows no `netns` before 1.37; iproute2 does, where it is installed.
ip_of_host() {
    if [ -x /usr/sbin/ip ] || [ -x /sbin/ip ] || [ -x /usr/bin/ip ]; then ip "$@"; else "$busybox" ip "$@"; fi
}

make_certificates() {
    if [ -s "$dir/tls/server.pem" ]; then return 0; fi
    command -v openssl >/dev/null 2>&1 || fail 13 "certificates need the program openssl (package openssl)."
    tls=$dir/tls
    mkdir -p "$tls"
    chmod 700 "$tls"
    {
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 -subj "/CN=$tag CA" \
            -addext basicConstraints=critical,CA:TRUE -keyout "$tls/ca-key.pem" -out "$tls/ca.pem"
        for who in server client; do
            [ "$who" = server ] && names="subjectAltName=IP:$net.254.2
extendedKeyUsage=serverAuth" || names=extendedKeyUsage=clientAuth
            echo "$names" >"$tls/names"
            openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=$tag $who" \
                -keyout "$tls/$who-key.pem" -out "$tls/$who.csr"
            openssl x509 -req -in "$tls/$who.csr" -CA "$tls/ca.pem" -CAkey "$tls/ca-key.pem" -CAcreateserial \
                -days 3650 -extfile "$tls/names" -out "$tls/$who.new"
            mv "$tls/$who.new" "$tls/$who.pem"
        done
        # The names that the docker command looks for.
        cp "$tls/client.pem" "$tls/cert.pem"
        cp "$tls/client-key.pem" "$tls/key.pem"
    } >"$tls/log" 2>&1 || fail 32 "the certificates could not be made: see $tls/log."
}

make_sshd() {
    ssh=$dir/ssh
    mkdir -p "$ssh"
    chmod 700 "$ssh"
    keygen=$root/usr/bin/ssh-keygen
    for key in host user; do
        [ -s "$ssh/$key" ] || "$keygen" -q -t ed25519 -N '' -C "$tag $key" -f "$ssh/$key"
    done
    cp "$ssh/user.pub" "$ssh/authorized_keys"
    echo "$net.254.2 $(cut -d' ' -f1,2 "$ssh/host.pub")" >"$ssh/known_hosts"
    # Who there is on the remote host: root, by key alone.
    printf 'root:x:0:0:root:/root:/bin/sh\nsshd:x:101:65534::/run/sshd:/usr/sbin/nologin\nnobody:x:65534:65534::/:/usr/sbin/nologin\n' >"$ssh/passwd"
    printf 'root:*:19000::::::\nsshd:*:19000::::::\n' >"$ssh/shadow"
    chmod 600 "$ssh/shadow"
    cat >"$ssh/sshd_config" <<-CONFIG
		ListenAddress $net.254.2:22
		HostKey $ssh/host
		AuthorizedKeysFile $ssh/authorized_keys
		PidFile $ssh/sshd.pid
		StrictModes no
		UsePAM no
		PasswordAuthentication no
		KbdInteractiveAuthentication no
		PermitRootLogin prohibit-password
		PrintMotd no
		SetEnv PATH=$root/usr/bin:/usr/local/bin:/usr/bin:/bin DOCKER_CONFIG=$dir/config
	CONFIG
    cat >"$ssh/config" <<-CONFIG
		Host $alias
		    HostName $net.254.2
		    User root
		    IdentityFile $ssh/user
		    IdentitiesOnly yes
		    UserKnownHostsFile $ssh/known_hosts
		    StrictHostKeyChecking yes
		    BatchMode yes
	CONFIG
    {
        echo '#!/bin/sh'
        if [ -n "${libs:-}" ]; then echo "export LD_LIBRARY_PATH=$libs"; fi
        echo "exec $root/usr/bin/ssh -F $ssh/config \"\$@\""
    } >"$dir/bin/ssh"
    chmod 755 "$dir/bin/ssh"
}
