# shellcheck shell=sh
# Packages for stand-ins, sourced by make-base.sh: fetched, kept in CACHE, never installed.

apt_ready=
need_apt() {
    if [ -n "$apt_ready" ]; then return 0; fi
    pa_init "$tmp/apt" || fail 12 "the package lists of this machine's mirror cannot be read."
    apt_ready=1
}

# A set of packages is remembered as CACHE/NAME.set: one line "SHA256  debs/FILE" each.
set_complete() {
    [ -s "$cache/$1.set" ] && (cd "$cache" && sha256sum -c --quiet "$1.set") >/dev/null 2>&1
}

# keep NAME DIR: move the downloaded debs to the cache, then write the set, whole.
keep() {
    (cd "$2" && sha256sum ./*.deb) | sed 's#  \./#  debs/#' >"$tmp/set"
    mv -f "$2"/*.deb "$cache/debs/"
    mv -f "$tmp/set" "$cache/$1.set"
}

# The files of a set, one a line.
files_of() {
    sed "s#^[0-9a-f]*  #$cache/#" "$cache/$1.set"
}

fetch_tools() {
    if set_complete tools; then return 0; fi
    need_apt
    busybox_package="busybox-static"
    # Debian 12's static busybox crashes on every host name where glibc's own
    # libraries are missing, as they are in the image (wget http://localhost).
    case $PA_ORIGIN:$PA_CODENAME in
    Debian:bullseye | Debian:bookworm)
        echo "Reading the package list of Debian trixie (private, not kept)"
        pa_add trixie || fail 12 "the package list of trixie cannot be read from this machine's mirror."
        busybox_package="busybox-static/trixie"
        ;;
    esac
    echo "Downloading busybox, CA certificates and time zones"
    mkdir -p "$tmp/dl-tools"
    # Apt's own user may not write to our folder: do not let it try.
    (cd "$tmp/dl-tools" && pa_quiet pa_apt apt-get -q -o APT::Sandbox::User=root download \
        "$busybox_package" ca-certificates tzdata) ||
        fail 23 "busybox-static, ca-certificates and tzdata could not be downloaded."
    keep tools "$tmp/dl-tools"
}

fetch_go() {
    if set_complete go; then return 0; fi
    need_apt
    if [ -z "$(pa_candidate golang-1.26-go)" ] && [ "$PA_ORIGIN" = Debian ]; then
        for suite in trixie-backports sid; do
            echo "Reading the package list of Debian $suite (private, not kept)"
            pa_add "$suite" || continue
            if [ -n "$(pa_candidate golang-1.26-go)" ]; then break; fi
        done
    fi
    version=$(pa_candidate golang-1.26-go) || fail 23 "no suite of this machine's mirror has the package golang-1.26-go."
    echo "Downloading Go $version"
    mkdir -p "$tmp/dl-go"
    (cd "$tmp/dl-go" && pa_quiet pa_apt apt-get -q -o APT::Sandbox::User=root download \
        "golang-1.26-go=$version" "golang-1.26-src=$version") ||
        fail 23 "golang-1.26-go $version could not be downloaded."
    keep go "$tmp/dl-go"
}

fetch_debian() {
    if set_complete debian; then return 0; fi
    need_apt
    base=trixie
    if [ "$PA_ORIGIN" != Debian ]; then base=$PA_CODENAME; fi
    echo "Reading the package list of $PA_ORIGIN $base (private, not kept)"
    pa_add "$base" || fail 12 "the package list of $base cannot be read from this machine's mirror."
    # All that is essential, what apt needs to work later on, and what the official image is used for.
    essential=$(pa_only apt-cache "$base" dumpavail |
        awk '/^Package:/ { p = $2 } /^Essential: yes/ { print p }' | sort -u)
    mkdir -p "$tmp/cache-debian/archives/partial"
    echo "Downloading the packages of the $base tree"
    # shellcheck disable=SC2086
    pa_quiet pa_only apt-get "$base" install -y -q -d --no-install-recommends \
        -o APT::Sandbox::User=root -o Dir::Cache::archives="$tmp/cache-debian/archives" \
        $essential apt bash gcc libc6-dev make git ca-certificates tzdata ||
        fail 23 "the packages of the $base tree could not be downloaded."
    keep debian "$tmp/cache-debian/archives"
}

unpack() {
    # shellcheck disable=SC2016
    xargs -n 1 -P 2 sh -c 'dpkg-deb -x "$2" "$1"' sh "$1" || fail 24 "a package could not be unpacked (disk full?)."
}
