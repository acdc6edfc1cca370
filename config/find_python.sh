#!/bin/sh
# Makes the virtual environment named by the one argument, where it is not there or no longer runs, with
# the first Python found that fits. Says in one sentence what is missing where none does.
set -eu
target=$1
fits='import sys; sys.exit(sys.version_info < (3, 12))'

if "$target/bin/python" -c "$fits" 2>/dev/null && "$target/bin/python" -m pip --version >/dev/null 2>&1
then
    exit 0
fi

incomplete=
# Each candidate is run, not only looked up: version managers put names on the PATH that only fail.
for candidate in python3 python3.14 python3.13 python3.12; do
    "$candidate" -c "$fits" >/dev/null 2>&1 || continue
    if "$candidate" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        echo "Making $target with $("$candidate" --version) …"
        exec "$candidate" -m venv --clear "$target"
    fi
    incomplete=${incomplete:-$("$candidate" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')}
done

if uv --version >/dev/null 2>&1; then
    echo "Making $target with uv …"
    if uv venv --seed --clear --python '>=3.12' "$target"; then
        exit 0
    fi
fi

if [ -n "$incomplete" ]; then
    echo "Rejoinder: $incomplete is here, but without its venv module; install it (Debian and Ubuntu: apt install $incomplete-venv) and try again." >&2
else
    echo "Rejoinder needs Python 3.12 or newer, and found none; install it from your system's packages or python.org, or install uv, and try again." >&2
fi
exit 1
