# shellcheck shell=sh
# What an engine consists of, sourced by engine.sh: its programs, its docker command, DIR/env.

# Packages are fetched and unpacked, and DIR is an engine's from the last line on.
install_engine() {
    install_programs
    install_docker_command
    write_env
    echo "$kind" >"$dir/version"
}

install_programs() {
    rm -rf "$root.new"
    fetch_packages "$release"
    unpack_packages "$root.new"
    case $kind in
    ssh)
        fetch_packages sshd
        unpack_packages "$root.new"
        ;;
    rootless)
        fetch_packages rootless
        unpack_packages "$root.new"
        cp "$root.new/usr/share/docker.io/contrib/dockerd-rootless.sh" "$root.new/"
        ;;
    podman | podman-cli)
        fetch_packages podman
        unpack_packages "$root.new/podman"
        ;;
    esac
    forget_packages
    rm -rf "$root.new/usr/share" "$root.new/etc" "$root"
    mv "$root.new" "$root"
    for d in bin sbin usr/bin usr/sbin; do mkdir -p "$root/$d"; done
    if [ ! -e "$busybox" ]; then ln -s ../usr/bin/busybox "$busybox"; fi
    # iptables is a link in /etc/alternatives when installed.
    for t in iptables ip6tables; do
        for d in usr/sbin sbin podman/usr/sbin; do
            if [ -e "$root/$d/xtables-nft-multi" ]; then
                rm -f "$root/$d/$t"
                ln -s xtables-nft-multi "$root/$d/$t"
            fi
        done
    done
}

install_docker_command() {
    mkdir -p "$dir/bin" "$dir/config/cli-plugins"
    echo '{}' >"$dir/config/config.json"
    # Podman's own is written when the engine starts.
    if [ "$kind" = podman-cli ]; then return 0; fi
    ln -sf "$root/usr/bin/docker" "$dir/bin/docker"
    if [ "$release" = 20.10 ]; then
        # The user's plugins come before the system's: this one is none, so there is no buildx.
        printf '#!/bin/sh\nexit 1\n' >"$dir/config/cli-plugins/docker-buildx"
        chmod 755 "$dir/config/cli-plugins/docker-buildx"
    else
        ln -sf "$(find "$root/usr" -path '*cli-plugins/docker-buildx' | head -n 1)" "$dir/config/cli-plugins/docker-buildx"
    fi
}

write_env() {
    {
        if [ "$kind" = podman-cli ]; then
            echo "export CONTAINER_HOST=$host"
            echo "unset DOCKER_HOST CONTAINER_CONNECTION"
        else
            echo "export DOCKER_HOST=$host"
        fi
        if [ "$kind" = tls ]; then
            echo "export DOCKER_TLS_VERIFY=1"
            echo "export DOCKER_CERT_PATH=$dir/tls"
            echo "unset DOCKER_CONTEXT DOCKER_API_VERSION"
        else
            echo "unset DOCKER_CONTEXT DOCKER_API_VERSION DOCKER_TLS_VERIFY DOCKER_CERT_PATH"
        fi
        echo "export DOCKER_CONFIG=$dir/config"
        echo "export PATH=$dir/bin:\$PATH"
    } >"$dir/env"
}

# The context named "remote", for those who do not use DOCKER_HOST.
make_context() {
    [ "$kind" = tls ] && files=",ca=$dir/tls/ca.pem,cert=$dir/tls/cert.pem,key=$dir/tls/key.pem" || files=
    (
        . "$dir/env"
        unset DOCKER_HOST DOCKER_TLS_VERIFY DOCKER_CERT_PATH LD_LIBRARY_PATH
        docker context inspect remote >/dev/null 2>&1 || docker context create remote --docker "host=$host$files" >/dev/null
    ) || fail 32 "the context could not be made."
}
