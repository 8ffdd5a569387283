# shellcheck shell=sh disable=SC2034
# Packages of an engine, sourced by engine.sh: fetched, never installed.
#
#   fetch_packages SET      DEBS is then a folder with the packages of SET
#   unpack_packages DIR     DEBS unpacked into DIR
#
# GDL_ENGINE_CACHE, when set, keeps what was fetched, one folder for each SET and
# release of the machine; without it everything lies in a folder that goes away.

fetched=
forget_packages() {
    if [ -n "$fetched" ]; then rm -rf "$fetched"; fi
    fetched=
}

# The private view of apt, made once and only when something has to be fetched.
prepare_apt() {
    if [ -n "$fetched" ]; then return 0; fi
    fetched=$(mktemp -d "$dir/.apt.XXXXXX")
    trap forget_packages EXIT
    trap 'exit 129' HUP
    trap 'exit 130' INT
    trap 'exit 143' TERM
    export LC_ALL=C
    pa_init "$fetched" || fail 12 "the package lists of this machine's mirror cannot be read."
}

add_suite() {
    if [ "$PA_CODENAME" = "$1" ]; then return 0; fi
    say "Reading the package list of $1 (private, not kept)"
    pa_add "$1" || fail 12 "the package list of $1 cannot be read from this machine's mirror."
}

# Downloads packages into a folder: NAME, then how to call apt, then the packages.
download() {
    download_to=$1
    shift
    mkdir -p "$download_to/partial"
    pa_quiet "$@" || fail 13 "the packages of the engine $kind cannot be had from this machine's mirror."
}

fetch_packages() {
    set_name=$1
    cache=
    if [ -n "${GDL_ENGINE_CACHE:-}" ]; then
        codename=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release | tr -d '"')-$(dpkg --print-architecture)
        cache=$GDL_ENGINE_CACHE/$codename-$set_name
        if [ -d "$cache" ]; then
            DEBS=$cache
            return 0
        fi
    fi
    prepare_apt
    DEBS=$fetched/debs-$set_name
    options="-y -q -d --no-install-recommends --allow-downgrades -o APT::Sandbox::User=root -o Debug::NoLocking=1"
    options="$options -o Dir::State::status=$fetched/status -o Dir::Cache::archives=$DEBS"
    # runc is the machine's own: the one of trixie needs a newer libc than bookworm has.
    pinned='docker.io docker-cli docker-buildx containerd rootlesskit'
    # As if the machine had nothing of this yet, so that DIR holds it (not what other packages need, like iptables).
    own="$pinned runc tini tini-static busybox-static openssh-server openssh-sftp-server openssh-client slirp4netns uidmap"
    awk -v own="$own" 'BEGIN { RS = ""; ORS = "\n\n"; n = split(own, a, " "); for (i = 1; i <= n; i++) skip["Package: " a[i]] = 1 }
        { first = $0; sub(/\n.*/, "", first) } !(first in skip)' /var/lib/dpkg/status >"$fetched/status"
    case $set_name in
    20.10) suite=bookworm packages="docker.io containerd runc tini busybox-static" ;;
    26) suite=trixie packages="docker.io containerd runc tini busybox-static docker-cli docker-buildx" ;;
    # The one of sid brings its own tini-static, which refuses the other.
    28) suite=sid packages="docker.io containerd runc tini-static busybox-static docker-cli docker-buildx" ;;
    sshd) suite=$PA_CODENAME packages="openssh-server openssh-client" ;;
    rootless) suite=trixie packages="rootlesskit slirp4netns uidmap" ;;
    podman)
        # It needs a newer libc than bookworm has: a whole small root of its own release.
        suite=trixie
        packages="base-files podman crun netavark aardvark-dns nftables iptables catatonit procps ca-certificates"
        ;;
    esac
    case $set_name in 20.10 | 26 | 28) [ -x /usr/sbin/iptables ] || packages="$packages iptables" ;; esac
    add_suite "$suite"
    printf 'Package: %s\nPin: release n=%s\nPin-Priority: 1001\n\n' "$pinned" "$suite" >"$fetched/pin"
    cp "$PA_DIR/prefs" "$fetched/prefs.kept"
    cat "$fetched/pin" >>"$PA_DIR/prefs"
    say "Downloading $packages"
    if [ "$set_name" = podman ]; then
        [ -f "$PA_DIR/parts/$suite.sources" ] || native_source "$suite"
        # shellcheck disable=SC2086
        download "$DEBS" pa_only apt-get "$suite" install $options -o Dir::State::status="$PA_DIR/empty" $packages
    else
        # shellcheck disable=SC2086
        download "$DEBS" pa_apt apt-get install $options $packages
    fi
    mv "$fetched/prefs.kept" "$PA_DIR/prefs"
    rmdir "$DEBS/partial"
    if [ -n "$cache" ]; then
        # Whole or not at all: another engine may come up at the same moment.
        mkdir -p "$GDL_ENGINE_CACHE"
        keep=$(mktemp -d "$GDL_ENGINE_CACHE/.new.XXXXXX")
        cp "$DEBS"/*.deb "$keep/"
        mv -T "$keep" "$cache" 2>/dev/null || rm -rf "$keep"
    fi
}

# The release is the machine's own: its sources, as pa_only wants them.
native_source() {
    printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: main\nArchitectures: %s\n' "$PA_URI" "$1" "$PA_ARCH" >"$PA_DIR/parts/$1.sources"
    cat "$PA_DIR/trust" >>"$PA_DIR/parts/$1.sources"
}

unpack_packages() {
    mkdir -p "$1"
    for deb in "$DEBS"/*.deb; do
        # Libraries and programs that the machine has are not wanted twice; the rest is ours.
        dpkg-deb -x "$deb" "$1"
    done
}
