#!/bin/sh
# Writes Sources/CSchemas/embed.c, which builds every file of Schemas/ into the program. Run it after adding or removing a file there
# (a changed file needs nothing). With --check it writes nothing and fails where the list is out of date.
set -eu
cd "$(dirname "$0")/.."
target=Sources/CSchemas/embed.c
fresh=$(mktemp)
trap 'rm -f "$fresh"' EXIT
files=$(cd Schemas && find . -type f ! -name 'README.md' | sed 's|^\./||' | LC_ALL=C sort)
{
  echo '// Made by Scripts/embed-schemas.sh: do not edit.'
  echo '#include "CSchemas.h"'
  echo
  n=0
  for file in $files; do
    printf 'static const unsigned char file%d[] = {\n#embed "../../Schemas/%s" suffix(,)\n  0};\n' "$n" "$file"
    n=$((n + 1))
  done
  echo
  echo 'static const ng_schema_file files[] = {'
  n=0
  for file in $files; do
    printf '  {"%s", file%d, sizeof file%d - 1},\n' "$file" "$n" "$n"
    n=$((n + 1))
  done
  echo '};'
  echo
  echo 'size_t ng_schema_count(void) { return sizeof files / sizeof files[0]; }'
  echo
  echo 'ng_schema_file ng_schema_at(size_t index) { return files[index]; }'
} > "$fresh"
if [ "${1:-}" = --check ]; then
  cmp -s "$fresh" "$target" || { echo "$target is out of date: run Scripts/embed-schemas.sh" >&2; exit 1; }
else
  cmp -s "$fresh" "$target" || cp "$fresh" "$target"
fi
