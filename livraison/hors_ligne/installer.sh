#!/bin/sh
set -eu
cd "$(dirname "$0")"
avec="@AVEC@"
sans="@SANS@"

if [ ! -d roues ]; then
    echo "Décompressez d'abord toute l'archive : le dossier « roues » n'est pas à côté de ce fichier." >&2
    exit 1
fi

# The first command that is a Python of which all wheels are here; says which others there are.
qui="import sys, sysconfig; print(sysconfig.get_platform(), '.'.join(map(str, sys.version_info[:2])))"
dit=
for version in $sans $avec ""; do
    python="python${version:-3}"
    vu=$("$python" -c "$qui" 2>/dev/null) || continue
    for admise in $avec; do
        if [ "$vu" = "linux-x86_64 $admise" ]; then
            exec "$python" installer.py
        fi
    done
    if [ "$vu" != "$dit" ]; then
        echo "Python ${vu#* }, ${vu% *}, est là, mais cette archive n'a pas tout ce qu'il lui faut." >&2
        dit="$vu"
    fi
done
echo "Il faut Python, en 64 bits, d'une de ces versions : $avec. Installez-en une, puis relancez ce fichier." >&2
exit 1
