#!/bin/sh
# Makes graphs, diagrams and a summary of every sample article.
#
# usage: Scripts/make-output.sh NEWSGRAPH SAMPLES OUTPUT
set -eu
[ $# = 3 ] || { sed -n '2,4s/^# \{0,1\}//p' "$0" >&2; exit 64; }
newsgraph=$1
samples=$2
output=$3

# Made beside the old output and put in its place at the end, so that a failure leaves the old one whole.
fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
: > "$fresh/summary.txt"
for article in "$samples"/*.*; do
  name=$(basename "$article")
  name=${name%.*}
  printf '%s\n' "$name" >&2
  "$newsgraph" extract "$article" -o "$fresh/$name.json" -o "$fresh/$name.graphml" -o "$fresh/$name.jsonld" \
    -o "$fresh/$name.dot" -o "$fresh/$name.svg" -o "$fresh/$name.png" -o "$fresh/$name.pdf"
  "$newsgraph" verify "$fresh/$name.json" --source "$article" > /dev/null
  {
    printf '=== %s\n' "$name"
    "$newsgraph" extract "$article"
    printf '\n'
  } >> "$fresh/summary.txt"
done
mkdir -p "$output"
find "$output" -maxdepth 1 -type f ! -name README.md -delete
cp "$fresh"/* "$output/"
printf 'Output: %s files in %s\n' "$(ls "$fresh" | wc -l | tr -d ' ')" "$output" >&2
