# shellcheck shell=sh
# From a tree to an image of the engine, sourced by make-base.sh.

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
