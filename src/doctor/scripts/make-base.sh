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
# Podman's own command under docker's name tells it elsewhere.
engine_arch=$(dk version --format '{{.Server.Arch}}' 2>/dev/null) ||
    engine_arch=$(dk info --format '{{.Host.Arch}}' 2>/dev/null) || engine_arch=
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

# shellcheck source=src/doctor/scripts/make-base/packages.sh
. "$here/make-base/packages.sh"
# shellcheck source=src/doctor/scripts/make-base/import.sh
. "$here/make-base/import.sh"
# shellcheck source=src/doctor/scripts/make-base/alpine.sh
. "$here/make-base/alpine.sh"
# shellcheck source=src/doctor/scripts/make-base/debian.sh
. "$here/make-base/debian.sh"
# shellcheck source=src/doctor/scripts/make-base/go.sh
. "$here/make-base/go.sh"

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
