#!/bin/sh
# Prints the path of a Python that can run MOS (3.12 or newer), or says what to install.
# Looked at in this order: $PYTHON, python3.14/3.13/3.12 and python3 on PATH, pyenv's versions, uv where it can download.
set -u

fits() { [ -n "$1" ] && "$1" -c 'import sys, venv; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1; }

for candidate in "${PYTHON:-}" python3.14 python3.13 python3.12 python3 \
    "$HOME"/.pyenv/versions/3.14*/bin/python3 "$HOME"/.pyenv/versions/3.13*/bin/python3 "$HOME"/.pyenv/versions/3.12*/bin/python3; do
    if fits "$candidate"; then
        command -v "$candidate"
        exit 0
    fi
done
if command -v uv >/dev/null 2>&1 && uv python install 3.13 >/dev/null 2>&1; then
    uv python find 3.13
    exit 0
fi
echo "MOS needs Python 3.12 or newer with its venv module (Debian, Ubuntu: apt install python3-venv). Set PYTHON to its path if it stands elsewhere." >&2
exit 1
