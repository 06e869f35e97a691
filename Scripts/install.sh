#!/bin/sh
# Installs the command.
#
# usage: Scripts/install.sh NEWSGRAPH PREFIX
set -eu
[ $# = 2 ] && [ -n "$2" ] || { sed -n '2,4s/^# \{0,1\}//p' "$0" >&2; exit 64; }
install -d "$2/bin"
install -m 755 "$1" "$2/bin/newsgraph"
printf 'installed %s/bin/newsgraph\n' "$2" >&2
