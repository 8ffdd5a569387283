# shellcheck shell=sh disable=SC2034
# Private apt state, sourced by the other scripts of this folder.
#
# What we need from Debian may live in a suite which this machine does not have
# configured. Everything below works on a sources list, package lists and a
# cache of our own, in a folder the caller removes, so that the machine's own
# apt never learns of another suite. The mirror and its keys are those of the
# machine's own sources: no address is written here.
#
#   pa_init DIR           prepare DIR (a private folder, removed by the caller)
#   pa_add SUITE          add SUITE of the machine's own mirror; fails if it cannot be had
#   pa_only CMD SUITE ARGS    CMD as on an empty machine which knows that suite alone
#   pa_apt CMD ARGS       CMD (apt-get, apt-cache) seeing the native suites and the added ones

# What apt prints can name mirrors and is long: keep it, show its end on failure.
pa_quiet() {
    if "$@" >"$PA_DIR/log" 2>&1; then
        return 0
    fi
    tail -n 15 "$PA_DIR/log" | sed 's/^/    apt: /' >&2
    return 1
}

pa_targets() {
    # shellcheck disable=SC2016
    apt-get indextargets --format '$(REPO_URI)|$(RELEASE)|$(CODENAME)|$(ORIGIN)|$(COMPONENT)|$(SOURCESENTRY)' \
        'Created-By: Packages' 2>/dev/null
}

pa_init() {
    PA_DIR=$1
    mkdir -p "$PA_DIR/parts" "$PA_DIR/lists/partial" "$PA_DIR/cache/archives/partial"
    : >"$PA_DIR/prefs"
    : >"$PA_DIR/empty"
    chmod 755 "$PA_DIR"
    PA_CODENAME=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release | tr -d '"')
    PA_ARCH=$(dpkg --print-architecture)
    # No package lists yet (a fresh container): fetch the native ones, where they belong.
    if [ -z "$(pa_targets)" ]; then
        echo "Reading the package lists of this machine's own mirror"
        if [ "$(id -u)" = 0 ]; then
            pa_quiet apt-get update || return 1
        else
            echo "The package lists are empty: run 'apt-get update' as root first." >&2
            return 1
        fi
    fi
    # The native view: the machine's sources, and its lists as links.
    PA_SRC=$(apt-config shell x Dir::Etc::sourcelist/f | sed -n "s/^x='\(.*\)'$/\1/p")
    PA_SRCPARTS=$(apt-config shell x Dir::Etc::sourceparts/d | sed -n "s/^x='\(.*\)'$/\1/p")
    if [ -f "$PA_SRC" ]; then cp "$PA_SRC" "$PA_DIR/parts/native.list"; fi
    for pa_f in "$PA_SRCPARTS"/*.list "$PA_SRCPARTS"/*.sources; do
        if [ -f "$pa_f" ]; then cp "$pa_f" "$PA_DIR/parts/"; fi
    done
    pa_native=$(apt-config shell x Dir::State::lists/d | sed -n "s/^x='\(.*\)'$/\1/p")
    for pa_f in "$pa_native"/*_*; do
        if [ -f "$pa_f" ]; then ln -s "$pa_f" "$PA_DIR/lists/"; fi
    done
    # The mirror: the row of our own release, or any other of the same origin.
    PA_ROW=$(pa_targets | grep -v '^cdrom:' | grep "|$PA_CODENAME|[^|]*|[^|]*|main|" | head -n 1)
    [ -n "$PA_ROW" ] || PA_ROW=$(pa_targets | grep -v '^cdrom:' | grep '|main|' | head -n 1)
    [ -n "$PA_ROW" ] || return 1
    PA_URI=${PA_ROW%%|*}
    PA_ORIGIN=$(printf '%s\n' "$PA_ROW" | cut -d'|' -f4)
    PA_ENTRY=$(printf '%s\n' "$PA_ROW" | cut -d'|' -f6)
    PA_ENTRY=${PA_ENTRY%:*}
    pa_trust >"$PA_DIR/trust"
}

# The Signed-By (path, fingerprint or whole key block) and Trusted of the mirror, as deb822 fields.
pa_trust() {
    pa_uri=${PA_URI%/}
    case $PA_ENTRY in
    *.sources)
        awk -v uri="$pa_uri" '
            function flush() { if (hit && out != "" && !done) { printf "%s", out; done = 1 } hit = 0; out = ""; keep = 0 }
            /^[ \t]*$/ { flush(); next }
            /^#/ { next }
            /^[^ \t]/ { keep = 0 }
            tolower($1) == "uris:" { for (i = 2; i <= NF; i++) { u = $i; sub(/\/$/, "", u); if (u == uri) hit = 1 } }
            tolower($1) == "signed-by:" || tolower($1) == "trusted:" { keep = 1 }
            keep { out = out $0 "\n" }
            END { flush() }' "$PA_ENTRY"
        ;;
    *)
        grep -F "$pa_uri" "$PA_ENTRY" | sed -n 's/^deb[ \t]*\[\([^]]*\)\].*/\1/p' | head -n 1 | tr ' ' '\n' |
            sed -n -e 's/^signed-by=/Signed-By: /p' -e 's/^trusted=/Trusted: /p'
        ;;
    esac
}

pa_add() {
    pa_file=$PA_DIR/$1.sources
    if [ -f "$PA_DIR/parts/$1.sources" ]; then return 0; fi
    {
        printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: main\nArchitectures: %s\n' "$PA_URI" "$1" "$PA_ARCH"
        cat "$PA_DIR/trust"
    } >"$pa_file"
    pa_quiet apt-get update \
        -o Dir::Etc::sourcelist="$pa_file" -o Dir::Etc::sourceparts=/dev/null \
        -o Dir::State::lists="$PA_DIR/lists" -o Dir::Cache="$PA_DIR/cache" \
        -o Acquire::Languages=none -o Acquire::Retries=2 \
        -o APT::Get::List-Cleanup=0 -o APT::Update::Error-Mode=any || return 1
    cp "$pa_file" "$PA_DIR/parts/$1.sources"
    printf 'Package: *\nPin: release n=%s\nPin-Priority: 50\n\n' "$1" >>"$PA_DIR/prefs"
}

pa_apt() {
    pa_cmd=$1
    shift
    "$pa_cmd" -o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts="$PA_DIR/parts" \
        -o Dir::Etc::preferences="$PA_DIR/prefs" \
        -o Dir::State::lists="$PA_DIR/lists" -o Dir::Cache="$PA_DIR/cache" "$@"
}

# As if on an empty machine with SUITE (and what it belongs to) only: for making root file systems.
pa_only() {
    pa_cmd=$1
    pa_suite=$2
    shift 2
    "$pa_cmd" -o Dir::Etc::sourcelist="$PA_DIR/parts/$pa_suite.sources" -o Dir::Etc::sourceparts=/dev/null \
        -o Dir::Etc::preferences=/dev/null -o Dir::Etc::preferencesparts=/dev/null \
        -o Dir::State::lists="$PA_DIR/lists" -o Dir::State::status="$PA_DIR/empty" \
        -o Dir::State::extended_states="$PA_DIR/empty" -o Dir::Cache="$PA_DIR/cache" \
        -o Debug::NoLocking=1 "$@"
}

pa_candidate() {
    pa_apt apt-cache policy "$1" 2>/dev/null | sed -n 's/^  Candidate: //p' | grep -v '(none)'
}
