# Sourced by ./mtaudit and ./check, which set $root: keeps $root/.venv, an environment of the project's own.
# POSIX sh. Speaks on stderr only.

venv=$root/.venv
# An activated environment or a path of the user's would bring other versions of our packages.
unset PYTHONHOME PYTHONPATH
export PIP_USER=0 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1

die() {
    printf '%s: %s\n' "${0##*/}" "$1" >&2
    exit 2
}

# Print the first CPython >= 3.11 on PATH that can make environments.
find_python() {
    without_venv=
    for name in python3.11 python3.12 python3.13 python3.14 python3 python; do
        # Found names may be shims that run nothing, so each is asked.
        "$name" -c 'import sys; sys.exit(sys.implementation.name != "cpython" or sys.version_info < (3, 11))' \
            >/dev/null 2>&1 || continue
        if "$name" -c 'import ensurepip, venv' >/dev/null 2>&1; then
            printf '%s\n' "$name"
            return
        fi
        without_venv=$name
    done
    [ -z "$without_venv" ] ||
        die "$without_venv has no 'venv' module; install it (Debian, Ubuntu: apt-get install python3-venv)"
    die "needs CPython 3.11 or newer; none of python3.11 to python3.14, python3, python on PATH is"
}

make_venv() {
    python=$(find_python) || exit
    "$python" -m venv --clear "$venv" >"$log" 2>&1 || {
        tail -n 5 "$log" >&2
        die "could not make $venv with $python; the last lines above say why"
    }
}

# What an installation depends on: the declared and the pinned packages, and the place (an editable install names it).
wanted() {
    cat "$root/pyproject.toml" "$root/constraints.txt" | cksum
    printf '%s\n' "$root"
}

is_ready() {
    [ -x "$venv/bin/python" ] && [ -x "$venv/bin/mtaudit" ] && [ -f "$venv/$1.stamp" ] &&
        [ "$(cat "$venv/$1.stamp")" = "$(wanted)" ]
}

# install STAMP REQUIREMENT...: installs the requirements (relative to $root), once for each state of the project.
install() {
    stamp=$1
    shift
    log=$(mktemp "${TMPDIR:-/tmp}/mtaudit-setup.XXXXXX") || die "cannot write to ${TMPDIR:-/tmp}"
    trap 'rm -f "$log"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    printf '%s: setting up %s (once; a minute or so)\n' "${0##*/}" "$venv" >&2
    "$venv/bin/python" -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || make_venv
    rm -f "$venv"/*.stamp
    (cd "$root" && exec "$venv/bin/python" -m pip install -c constraints.txt "$@") >"$log" 2>&1 || {
        tail -n 8 "$log" >&2
        die "pip could not install the project's packages (its last lines stand above); this first run needs the network"
    }
    wanted >"$venv/$stamp.stamp"
    rm -f "$log"
    trap - EXIT INT TERM
}
