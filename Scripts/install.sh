#!/bin/sh
# Installs the command and its weights file.
#
# usage: Scripts/install.sh NEWSGRAPH PREFIX
set -eu
[ $# = 2 ] && [ -n "$2" ] || { sed -n '2,4s/^# \{0,1\}//p' "$0" >&2; exit 64; }
cd "$(dirname "$0")/.."
install -d "$2/bin" "$2/share/newsgraph"
install -m 755 "$1" "$2/bin/newsgraph"
install -m 644 Model/newsgraph.ngw "$2/share/newsgraph/newsgraph.ngw"
printf 'installed %s/bin/newsgraph\n' "$2" >&2
