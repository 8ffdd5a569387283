# shellcheck shell=sh
# The tree of an alpine stand-in, sourced by make-base.sh: busybox, a CA bundle, time zones on demand.

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
    for program in usr/sbin/addgroup usr/sbin/adduser sbin/apk usr/sbin/update-ca-certificates; do
        cp "$here/make-base/programs/${program##*/}" "$root/$program"
        chmod 755 "$root/$program"
    done
}
