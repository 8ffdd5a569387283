# shellcheck shell=sh
# Go in a stand-in, sourced by make-base.sh.

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

go_env() {
    set -- --change "ENV GOLANG_VERSION=$go_version" --change 'ENV GOTOOLCHAIN=local' \
        --change 'ENV GOPATH=/go' --change 'WORKDIR /go' "$@" \
        --change 'ENV PATH=/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
    import "$go_image" "$go_root" "$@"
}

# with_go IMAGE ROOT CHANGE...: Go belongs to the tree for the import only, so move it and move it back.
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
