# shellcheck shell=sh
# The tree of a Debian stand-in, sourced by make-base.sh.

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
