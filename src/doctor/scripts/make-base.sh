#!/bin/sh
# Make local stand-ins for base images from distribution packages.
#
#   make-base.sh [--force] CACHE_DIR IMAGE...
#
# IMAGE is one of the public names alpine:3.22, golang:1.26-alpine, golang:1.26.
# The result is tagged go-docker-lab/base/IMAGE and labelled; no public name is
# ever tagged. An image which is there already is left as it is.
#
# DOCKER in the environment is the docker command with its global options
# (default: docker). Downloads are kept in CACHE_DIR/debs and used again, also
# without a network. Needs apt, dpkg-deb and tar on this machine, not root.
#
# What they are: alpine is busybox (static) and a CA bundle; golang:1.26-alpine
# is that plus Go at /usr/local/go; golang:1.26 is a Debian tree with gcc, git,
# CA bundle and tzdata plus Go. Each says in /etc/os-release what it is.
#
# Exit codes: 0 done, 2 wrong usage, 10 no apt or dpkg here, 12 the mirror
# cannot be read, 20 the engine cannot be reached, 21 its architecture is
# another one, 22 the cache folder cannot be written, 23 a package is not to be
# had, 24 unpacking failed, 25 the import failed, 26 the stand-in does not work.
set -eu

recipe=3
prefix=go-docker-lab/base
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=src/doctor/scripts/private-apt.sh
. "$here/private-apt.sh"

fail() {
    code=$1
    shift
    echo "make-base: $*" >&2
    exit "$code"
}

# DOCKER may hold options ("docker --context x"): split at blanks on purpose.
dk() {
    # shellcheck disable=SC2086
    ${DOCKER:-docker} "$@"
}

force=
if [ "${1:-}" = --force ]; then
    force=1
    shift
fi
[ $# -ge 2 ] || fail 2 "usage: make-base.sh [--force] CACHE_DIR IMAGE..."
cache=$1
shift
for image in "$@"; do
    case $image in
    alpine:3.22 | golang:1.26-alpine | golang:1.26) ;;
    *) fail 2 "there is no stand-in for $image: only for alpine:3.22, golang:1.26-alpine and golang:1.26." ;;
    esac
done
for tool in apt-get dpkg dpkg-deb tar xz; do
    command -v "$tool" >/dev/null 2>&1 || fail 10 "$tool is missing: stand-ins are made from Debian or Ubuntu packages."
done

arch=$(dpkg --print-architecture)
engine_arch=$(dk version --format '{{.Server.Arch}}' 2>/dev/null) || engine_arch=
[ -n "$engine_arch" ] || fail 20 "the Docker engine cannot be reached with '${DOCKER:-docker}'."
case $arch in
armhf) docker_arch=arm ;;
i386) docker_arch=386 ;;
ppc64el) docker_arch=ppc64le ;;
*) docker_arch=$arch ;;
esac
[ "$engine_arch" = "$docker_arch" ] ||
    fail 21 "the engine runs on $engine_arch but the packages of this machine are for $docker_arch."

present() {
    [ "$(dk image inspect --format '{{index .Config.Labels "go-docker-lab.stand-in-recipe"}}' \
        "$prefix/$1" 2>/dev/null)" = "$recipe" ]
}

if [ -z "$force" ]; then
    for image in "$@"; do
        shift
        if present "$image"; then
            echo "$prefix/$image is there already"
        else
            set -- "$@" "$image"
        fi
    done
    [ $# -gt 0 ] || exit 0
fi

mkdir -p "$cache/debs" 2>/dev/null || fail 22 "the folder $cache cannot be written."
cache=$(cd "$cache" && pwd)
tmp=$(mktemp -d "$cache/.make-base.XXXXXX" 2>/dev/null) || fail 22 "the folder $cache cannot be written."
imported=
cleanup() {
    if [ -n "$imported" ]; then dk image rm "$imported" >/dev/null 2>&1 || true; fi
    rm -rf "$tmp"
}
trap cleanup EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
export LC_ALL=C
umask 022

# ---------------------------------------------------------------- packages

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

# ---------------------------------------------------------------- pieces

small_tree=
need_small() {
    if [ -n "$small_tree" ]; then return 0; fi
    fetch_tools
    small_tree=$tmp/small
    mkdir "$small_tree"
    files_of tools | unpack "$small_tree"
    cat "$small_tree"/usr/share/ca-certificates/mozilla/*.crt >"$tmp/ca.crt"
    # The same zones as a tzdata package elsewhere: not the "posix" and "right" doubles.
    rm -rf "$small_tree/usr/share/zoneinfo/posix" "$small_tree/usr/share/zoneinfo/right"
    tar -C "$small_tree" --owner=0 --group=0 --numeric-owner -cJf "$tmp/tzdata.tar.xz" usr/share/zoneinfo
    busybox=$small_tree/usr/bin/busybox
    if [ ! -x "$busybox" ]; then busybox=$small_tree/bin/busybox; fi
}

go_tree=
need_go() {
    if [ -n "$go_tree" ]; then return 0; fi
    fetch_go
    echo "Unpacking Go"
    mkdir "$tmp/go-debs"
    files_of go | unpack "$tmp/go-debs"
    # Debian splits the tree in two and links them; put it together as upstream has it.
    go_lib=$tmp/go-debs/usr/lib/go-1.26
    go_tree=$tmp/go-debs/usr/share/go-1.26
    find "$go_lib" -type l -exec rm -f {} +
    cp -a "$go_lib/." "$go_tree/"
    go_version=$(sed -n '1s/^go//p' "$go_tree/VERSION")
}

# os_release ROOT IMAGE WHAT
os_release() {
    rm -f "$1/etc/os-release"
    cat >"$1/etc/os-release" <<EOF
NAME="go-docker-lab stand-in"
PRETTY_NAME="go-docker-lab stand-in for $2 ($3)"
ID=go-docker-lab
STAND_IN_FOR="$2"
EOF
}

# import IMAGE ROOT CHANGE...: an id first, the name only when all of it has arrived.
import() {
    image=$1
    root=$2
    shift 2
    echo "Importing $prefix/$image ($(du -sm "$root" | cut -f1) MB)"
    rm -f "$tmp/broken"
    imported=$({
        tar -C "$root" --owner=0 --group=0 --numeric-owner --sort=name -c . || echo >"$tmp/broken"
    } | dk import \
        --message "go-docker-lab: local stand-in for $image" \
        --change 'LABEL go-docker-lab.role=base' \
        --change "LABEL go-docker-lab.stand-in-for=$image" \
        --change "LABEL go-docker-lab.stand-in-recipe=$recipe" \
        "$@" -) || fail 25 "the engine did not take the image $prefix/$image."
    # Podman answers with the id twice: "sha256:…: sha256:…".
    imported=${imported##* }
    [ ! -e "$tmp/broken" ] || fail 25 "the image $prefix/$image could not be packed (disk full?)."
    # Tried before it gets its name: names must resolve without a library (exit 139 is a crash).
    case $image in
    *alpine*)
        code=0
        dk run --rm --network none --label go-docker-lab.role=base "$imported" \
            wget -q -O /dev/null http://localhost:1/ >/dev/null 2>&1 || code=$?
        [ "$code" = 1 ] || fail 26 "the busybox of this machine's release does not work as a stand-in (wget ended with $code)."
        ;;
    esac
    old=$(dk image inspect --format '{{.Id}}' "$prefix/$image" 2>/dev/null) || old=
    dk tag "$imported" "$prefix/$image" || fail 25 "the engine did not tag $prefix/$image."
    new=$imported
    imported=
    # Ours, and nameless now; kept if someone has named it or built on it.
    if [ -n "$old" ] && [ "$old" != "$new" ] &&
        [ "$(dk image inspect --format '{{len .RepoTags}}' "$old" 2>/dev/null)" = 0 ]; then
        dk image rm "$old" >/dev/null 2>&1 || true
    fi
    echo "$prefix/$image is ready"
}

go_env() {
    set -- --change "ENV GOLANG_VERSION=$go_version" --change 'ENV GOTOOLCHAIN=local' \
        --change 'ENV GOPATH=/go' --change 'WORKDIR /go' "$@" \
        --change 'ENV PATH=/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
    import "$go_image" "$go_root" "$@"
}

# add_go ROOT: Go belongs to the tree for the import only, so move it and move it back.
with_go() {
    go_image=$1
    go_root=$2
    shift 2
    mkdir -p "$go_root/usr/local" "$go_root/go/src" "$go_root/go/bin"
    chmod 1777 "$go_root/go" "$go_root/go/src" "$go_root/go/bin"
    mv "$go_tree" "$go_root/usr/local/go"
    go_env "$@"
    mv "$go_root/usr/local/go" "$go_tree"
}

# alpine_tree ROOT IMAGE
alpine_tree() {
    need_small
    root=$1
    mkdir -p "$root"
    (cd "$root" && mkdir -p bin dev etc/apk etc/ssl/certs home lib/apk media mnt opt proc root run sbin srv sys tmp \
        usr/bin usr/lib usr/local/bin usr/local/share/ca-certificates usr/sbin usr/share/apk \
        var/cache/apk var/lib var/log var/tmp)
    chmod 1777 "$root/tmp" "$root/var/tmp"
    chmod 700 "$root/root"
    cp "$busybox" "$root/bin/busybox"
    chmod 755 "$root/bin/busybox"
    # Links as `busybox --install -s` would make them; package tools of other systems left out.
    "$busybox" --list-full | while read -r applet; do
        case $applet in
        bin/busybox | busybox | */dpkg | */dpkg-deb | */rpm | */rpm2cpio | linuxrc | */linuxrc) ;;
        *)
            mkdir -p "$root/$(dirname "$applet")"
            ln -sf /bin/busybox "$root/$applet"
            ;;
        esac
    done
    cp "$tmp/ca.crt" "$root/etc/ssl/certs/ca-certificates.crt"
    ln -s certs/ca-certificates.crt "$root/etc/ssl/cert.pem"
    ln -s /run "$root/var/run"
    cp "$tmp/tzdata.tar.xz" "$root/usr/share/apk/tzdata.tar.xz"
    os_release "$root" "$2" "busybox of $(. /etc/os-release && echo "$NAME"), not Alpine Linux"
    cat >"$root/etc/passwd" <<'EOF'
root:x:0:0:root:/root:/bin/sh
bin:x:1:1:bin:/bin:/sbin/nologin
daemon:x:2:2:daemon:/sbin:/sbin/nologin
mail:x:8:12:mail:/var/mail:/sbin/nologin
guest:x:405:100:guest:/dev/null:/sbin/nologin
nobody:x:65534:65534:nobody:/:/sbin/nologin
EOF
    cat >"$root/etc/group" <<'EOF'
root:x:0:root
bin:x:1:root,bin,daemon
daemon:x:2:root,bin,daemon
sys:x:3:root,bin
adm:x:4:root,daemon
tty:x:5:
disk:x:6:root
mail:x:12:mail
wheel:x:10:root
www-data:x:82:
users:x:100:games
nogroup:x:65533:
nobody:x:65534:
EOF
    sed 's/^\([^:]*\):.*/\1:!::0:::::/' "$root/etc/passwd" >"$root/etc/shadow"
    chmod 640 "$root/etc/shadow"
    printf '/bin/sh\n/bin/ash\n' >"$root/etc/shells"
    printf '127.0.0.1\tlocalhost\n' >"$root/etc/hosts"
    # shellcheck disable=SC2016
    printf 'export PATH=%s\nexport PS1="\\h:\\w\\$ "\n' \
        '"${PATH:-/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin}"' >"$root/etc/profile"
    printf '%s\n' busybox ca-certificates-bundle ssl_client >"$root/lib/apk/stand-in-installed"
    write_addgroup >"$root/usr/sbin/addgroup"
    write_adduser >"$root/usr/sbin/adduser"
    write_apk >"$root/sbin/apk"
    write_update_ca >"$root/usr/sbin/update-ca-certificates"
    chmod 755 "$root/usr/sbin/addgroup" "$root/usr/sbin/adduser" "$root/sbin/apk" "$root/usr/sbin/update-ca-certificates"
}

write_addgroup() {
    cat <<'EOF'
#!/bin/sh
# Stand-in for busybox addgroup: addgroup [-S] [-g GID] GROUP | addgroup USER GROUP
set -eu
die() { echo "addgroup: $*" >&2; exit 1; }
sys= gid= names=
for arg; do
    shift
    case $arg in
    --system) set -- "$@" -S ;;
    --gid) set -- "$@" -g ;;
    --gid=*) set -- "$@" -g "${arg#*=}" ;;
    --?*) die "unrecognized option: $arg" ;;
    *) set -- "$@" "$arg" ;;
    esac
done
# Options may follow names, as with busybox.
while [ $# -gt 0 ]; do
    OPTIND=1
    while getopts g:S opt; do
        case $opt in g) gid=$OPTARG ;; S) sys=1 ;; *) exit 1 ;; esac
    done
    shift $((OPTIND - 1))
    [ $# -gt 0 ] || break
    names="$names $1"
    shift
done
set -f
set -- $names
set +f
if [ $# -eq 2 ]; then
    grep -q "^$1:" /etc/passwd || die "unknown user $1"
    grep -q "^$2:" /etc/group || die "unknown group $2"
    grep "^$2:" /etc/group | cut -d: -f4 | tr , '\n' | grep -qx "$1" && exit 0
    sed -i -e "/^$2:/{s/\$/,$1/;s/:,/:/}" /etc/group
    exit 0
fi
[ $# -eq 1 ] || { echo "Usage: addgroup [-g GID] [-S] [USER] GROUP" >&2; exit 1; }
case $1 in '' | -* | *[!A-Za-z0-9._-]*) die "illegal character in name '$1'" ;; esac
grep -q "^$1:" /etc/group && die "group '$1' in use"
if [ -n "$gid" ]; then
    case $gid in *[!0-9]*) die "invalid number '$gid'" ;; esac
    cut -d: -f3 /etc/group | grep -qx "$gid" && die "gid '$gid' in use"
else
    gid=1000
    [ -z "$sys" ] || gid=101
    while cut -d: -f3 /etc/group | grep -qx "$gid"; do gid=$((gid + 1)); done
fi
echo "$1:x:$gid:" >>/etc/group
EOF
}

write_adduser() {
    cat <<'EOF'
#!/bin/sh
# Stand-in for busybox adduser; the password is always locked.
# adduser [-h DIR] [-g GECOS] [-s SHELL] [-G GROUP] [-u UID] [-k SKEL] [-S] [-D] [-H] USER | adduser USER GROUP
set -eu
die() { echo "adduser: $*" >&2; exit 1; }
home= gecos='Linux User,,,' shell= group= uid= sys= nohome= names=
for arg; do
    shift
    case $arg in
    --system) set -- "$@" -S ;;
    --disabled-password | --empty-password) set -- "$@" -D ;;
    --no-create-home) set -- "$@" -H ;;
    --home) set -- "$@" -h ;;
    --gecos) set -- "$@" -g ;;
    --shell) set -- "$@" -s ;;
    --ingroup) set -- "$@" -G ;;
    --uid) set -- "$@" -u ;;
    --home=*) set -- "$@" -h "${arg#*=}" ;;
    --gecos=*) set -- "$@" -g "${arg#*=}" ;;
    --shell=*) set -- "$@" -s "${arg#*=}" ;;
    --ingroup=*) set -- "$@" -G "${arg#*=}" ;;
    --uid=*) set -- "$@" -u "${arg#*=}" ;;
    --?*) die "unrecognized option: $arg" ;;
    *) set -- "$@" "$arg" ;;
    esac
done
# Options may follow the name, as with busybox: adduser -S appuser -G appgroup
while [ $# -gt 0 ]; do
    OPTIND=1
    while getopts h:g:s:G:u:k:SDH opt; do
        case $opt in
        h) home=$OPTARG ;; g) gecos=$OPTARG ;; s) shell=$OPTARG ;; G) group=$OPTARG ;; u) uid=$OPTARG ;;
        k | D) ;; S) sys=1 ;; H) nohome=1 ;;
        *) exit 1 ;;
        esac
    done
    shift $((OPTIND - 1))
    [ $# -gt 0 ] || break
    names="$names $1"
    shift
done
set -f
set -- $names
set +f
if [ $# -eq 2 ]; then exec addgroup "$1" "$2"; fi
[ $# -eq 1 ] || { echo "Usage: adduser [OPTIONS] USER [GROUP]" >&2; exit 1; }
case $1 in '' | -* | *[!A-Za-z0-9._-]*) die "illegal character in name '$1'" ;; esac
grep -q "^$1:" /etc/passwd && die "user '$1' in use"
taken() { cut -d: -f3 /etc/passwd | grep -qx "$1"; }
if [ -n "$uid" ]; then
    case $uid in *[!0-9]*) die "invalid number '$uid'" ;; esac
    taken "$uid" && die "uid '$uid' in use"
else
    uid=1000
    [ -z "$sys" ] || uid=100
    while taken "$uid"; do uid=$((uid + 1)); done
fi
if [ -n "$sys" ]; then
    : "${group:=nogroup}" "${shell:=/sbin/nologin}"
fi
: "${shell:=/bin/sh}" "${home:=/home/$1}"
if [ -n "$group" ]; then
    gid=$(sed -n "s/^$group:[^:]*:\([0-9]*\):.*/\1/p" /etc/group)
    [ -n "$gid" ] || die "unknown group $group"
else
    if grep -q "^$1:" /etc/group; then die "group '$1' in use"; fi
    if cut -d: -f3 /etc/group | grep -qx "$uid"; then addgroup "$1"; else addgroup -g "$uid" "$1"; fi
    gid=$(sed -n "s/^$1:[^:]*:\([0-9]*\):.*/\1/p" /etc/group)
fi
echo "$1:x:$uid:$gid:$gecos:$home:$shell" >>/etc/passwd
echo "$1:!:$(($(date +%s) / 86400)):0:99999:7:::" >>/etc/shadow
if [ -z "$nohome" ] && [ ! -d "$home" ]; then
    mkdir -p "$home"
    chown "$uid:$gid" "$home"
    chmod 2755 "$home"
fi
EOF
}

write_apk() {
    cat <<'EOF'
#!/bin/sh
# Stand-in for apk: knows what this image holds, and says so for all else.
set -eu
db=/lib/apk/stand-in-installed
for_image=$(sed -n 's/^STAND_IN_FOR="\(.*\)"/\1/p' /etc/os-release)
die() { echo "ERROR: $*" >&2; exit 1; }
cmd='' names=''
while [ $# -gt 0 ]; do
    case $1 in
    -t | --virtual | -X | --repository | --repositories-file | --cache-dir | --wait | -p | --root) shift ;;
    --version | -V) cmd=version ;;
    -*) ;;
    *) if [ -z "$cmd" ]; then cmd=$1; else names="$names $1"; fi ;;
    esac
    [ $# -eq 0 ] || shift
done
case $cmd in
update | upgrade | fix | cache)
    echo "This local stand-in for $for_image has no package index: nothing to $cmd." ;;
version) echo "apk (go-docker-lab stand-in)" ;;
info | list) cat "$db" ;;
add)
    for n in $names; do
        case $n in
        busybox | ca-certificates | ca-certificates-bundle | ssl_client | tzdata | .*) ;;
        *) die "this local stand-in for $for_image cannot install '$n': it only brings ca-certificates and tzdata; use the official image for more." ;;
        esac
    done
    for n in $names; do
        grep -qx -e "$n" "$db" && continue
        case $n in .*) continue ;; esac
        echo "Installing $n (from this local stand-in)"
        [ "$n" != tzdata ] || tar -C / -xJf /usr/share/apk/tzdata.tar.xz
        echo "$n" >>"$db"
    done
    echo "OK: $(wc -l <"$db") packages" ;;
del)
    for n in $names; do
        case $n in .*) continue ;; esac
        grep -qx -e "$n" "$db" || continue
        case $n in
        busybox | ssl_client) die "$n cannot be removed from this local stand-in." ;;
        tzdata) rm -rf /usr/share/zoneinfo ;;
        ca-certificates-bundle) rm -f /etc/ssl/certs/ca-certificates.crt ;;
        esac
        sed -i "/^$n\$/d" "$db"
    done
    echo "OK: $(wc -l <"$db") packages" ;;
'') echo "usage: apk [add|del|info|update|upgrade] [PACKAGE...] (go-docker-lab stand-in)" >&2; exit 1 ;;
*) die "this local stand-in for $for_image does not know 'apk $cmd'." ;;
esac
EOF
}

write_update_ca() {
    cat <<'EOF'
#!/bin/sh
# Stand-in for update-ca-certificates: the bundle, plus /usr/local/share/ca-certificates.
set -eu
bundle=/etc/ssl/certs/ca-certificates.crt
base=/usr/share/ca-certificates.base.crt
[ -f "$base" ] || cp "$bundle" "$base"
cp "$base" "$bundle.new"
for f in /usr/local/share/ca-certificates/*.crt; do
    [ -f "$f" ] || continue
    cat "$f" >>"$bundle.new"
    echo >>"$bundle.new"
done
mv "$bundle.new" "$bundle"
EOF
}

# debian_tree ROOT IMAGE
#
# Unpacked, not installed: running every maintainer script would take a root
# and most of a minute. What those scripts would have made and a Go builder
# uses is made here, so that the package database can say "installed".
debian_tree() {
    fetch_debian
    root=$1
    echo "Unpacking the Debian tree"
    mkdir "$root"
    # base-files first: it brings /bin -> usr/bin and the like, which the others unpack through.
    files_of debian | grep '/base-files_' | unpack "$root"
    for d in bin sbin lib lib64; do
        if [ ! -e "$root/$d" ] && [ ! -h "$root/$d" ]; then
            mkdir -p "$root/usr/$d"
            ln -s "usr/$d" "$root/$d"
        fi
    done
    files_of debian | grep -v '/base-files_' | unpack "$root"

    cp "$root/usr/share/base-passwd/passwd.master" "$root/etc/passwd"
    cp "$root/usr/share/base-passwd/group.master" "$root/etc/group"
    sed 's/^\([^:]*\):.*/\1:*:20000:0:99999:7:::/' "$root/etc/passwd" >"$root/etc/shadow"
    sed 's/^\([^:]*\):.*/\1:*::/' "$root/etc/group" >"$root/etc/gshadow"
    chmod 640 "$root/etc/shadow" "$root/etc/gshadow"
    sed -i -e 's#^root:\*:#root:x:#' -e 's#^\([^:]*\):\*:#\1:x:#' "$root/etc/passwd"
    if [ -f "$root/usr/share/libc-bin/nsswitch.conf" ]; then
        cp "$root/usr/share/libc-bin/nsswitch.conf" "$root/etc/nsswitch.conf"
    fi
    cp "$root/usr/share/base-files/profile" "$root/etc/profile" 2>/dev/null || true
    cp "$root/usr/share/base-files/dot.bashrc" "$root/root/.bashrc" 2>/dev/null || true
    cp "$root/usr/share/base-files/dot.profile" "$root/root/.profile" 2>/dev/null || true
    cat "$root"/usr/share/ca-certificates/mozilla/*.crt >"$root/etc/ssl/certs/ca-certificates.crt"
    (cd "$root/usr/share/ca-certificates" && find mozilla -name '*.crt' | sort) >"$root/etc/ca-certificates.conf"
    for link in usr/bin/awk:mawk usr/bin/cc:gcc usr/bin/which:which.debianutils usr/bin/sh:dash; do
        if [ ! -e "$root/${link%%:*}" ] && [ -e "$root/usr/bin/${link#*:}" ]; then
            ln -s "${link#*:}" "$root/${link%%:*}"
        fi
    done
    mkdir -p "$root/usr/local/bin" "$root/usr/local/sbin" "$root/var/cache/apt/archives/partial" "$root/var/lib/apt/lists/partial"
    for d in run lock; do
        if [ ! -e "$root/var/$d" ] && [ ! -h "$root/var/$d" ]; then ln -s "/run${d#run}" "$root/var/$d"; fi
    done
    if [ -h "$root/var/lock" ]; then
        rm "$root/var/lock"
        ln -s /run/lock "$root/var/lock"
    fi
    chmod 1777 "$root/tmp" "$root/var/tmp"
    printf 'Etc/UTC\n' >"$root/etc/timezone"
    ln -sf /usr/share/zoneinfo/Etc/UTC "$root/etc/localtime"

    mkdir -p "$root/var/lib/dpkg/info" "$root/var/lib/dpkg/updates" "$root/var/lib/dpkg/triggers"
    : >"$root/var/lib/dpkg/available"
    echo 1 >"$root/var/lib/dpkg/info/format"
    files_of debian | while read -r deb; do
        control=$tmp/control
        rm -rf "$control"
        dpkg-deb -e "$deb" "$control"
        name=$(sed -n 's/^Package: //p' "$control/control")
        if grep -q '^Multi-Arch: same' "$control/control"; then
            name=$name:$(sed -n 's/^Architecture: //p' "$control/control")
        fi
        { sed '/^$/d;s/^\(Package: .*\)/\1\nStatus: install ok installed/' "$control/control"; echo; } >>"$root/var/lib/dpkg/status"
        dpkg-deb --fsys-tarfile "$deb" | tar -t | sed -e 's#^\.##' -e 's#\(.\)/$#\1#' -e 's#^/$#/.#' >"$root/var/lib/dpkg/info/$name.list"
        for f in "$control"/*; do
            case $f in */control) ;; *) mv "$f" "$root/var/lib/dpkg/info/$name.${f##*/}" ;; esac
        done
    done
    # Slim, as container images are: no manuals, no translations of messages.
    rm -rf "$root/usr/share/man" "$root/usr/share/info" "$root/usr/share/locale" "$root/usr/share/lintian" "$root/usr/share/doc-base"
    find "$root/usr/share/doc" -mindepth 1 -maxdepth 2 ! -name copyright ! -type d -exec rm -f {} + 2>/dev/null || true
    os_release "$root" "$2" "Debian packages, unpacked locally"
    echo "ID_LIKE=debian" >>"$root/etc/os-release"
}

# ---------------------------------------------------------------- the images

# The first failing command inside a piece must end the script: plain calls, no `if piece`.
for image in "$@"; do
    case $image in
    alpine:3.22)
        alpine_tree "$tmp/alpine" "$image"
        import "$image" "$tmp/alpine" --change 'CMD ["/bin/sh"]' \
            --change 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
        rm -rf "$tmp/alpine"
        ;;
    golang:1.26-alpine)
        need_go
        alpine_tree "$tmp/golang-alpine" "$image"
        with_go "$image" "$tmp/golang-alpine" --change 'CMD ["/bin/sh"]'
        rm -rf "$tmp/golang-alpine"
        ;;
    golang:1.26)
        need_go
        debian_tree "$tmp/golang" "$image"
        with_go "$image" "$tmp/golang" --change 'CMD ["bash"]'
        rm -rf "$tmp/golang"
        ;;
    esac
done
