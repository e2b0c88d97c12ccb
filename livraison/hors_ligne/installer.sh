#!/bin/sh
set -eu
cd "$(dirname "$0")"
clea="${XDG_DATA_HOME:-$HOME/.local/share}/clea"
for version in 3.13 3.12 3.11; do
    if "python$version" -c "" 2>/dev/null; then
        "python$version" -m venv "$clea"
        "$clea/bin/python" -m pip install --quiet --disable-pip-version-check --no-index --find-links roues "clea[documents]"
        "$clea/bin/clea" --version
        printf '\nclea est installé. Tapez : . "%s/bin/activate"\npuis, par exemple : clea score grille.csv\n' "$clea"
        exit 0
    fi
done
echo "Python 3.11, 3.12 ou 3.13 n'est pas sur cette machine. Installez-le, puis relancez ce fichier." >&2
exit 1
