#!/bin/sh
# Fuzzes the reading of articles with libFuzzer and the address sanitizer.
#
#   Fuzz/run.sh [html|markdown|text|any] [SECONDS] [OPTIONS OF LIBFUZZER...]
#
# Starts from the test fixtures; a crash is written to .build-fuzz/crash-*. Run it in the package's folder.
set -eu
format=${1:-html}
seconds=${2:-60}
[ $# -gt 2 ] && shift 2 || shift $#
out=.build-fuzz
swift build --scratch-path $out --target Document -Xswiftc -sanitize=fuzzer,address \
  -Xcc -fsanitize=fuzzer-no-link,address
binaries=$(swift build --scratch-path $out --show-bin-path)
objects=$(find "$binaries" -name '*.o' \( -path '*Base.build*' -o -path '*Article.build*' \
  -o -path '*Document.build*' -o -path '*CLibXML2.build*' \))
# shellcheck disable=SC2086
swiftc -O -parse-as-library -swift-version 5 -use-ld=lld -sanitize=fuzzer,address \
  -I "$binaries/Modules" $(pkg-config --cflags libxml-2.0 | sed 's/-I/-Xcc -I/g') \
  -Xcc -fmodule-map-file="$binaries/CLibXML2.build/module.modulemap" \
  Fuzz/ReadingFuzz.swift $objects -lxml2 -o $out/reading
mkdir -p "$out/corpus-$format"
cp Tests/Fixtures/reading/* "$out/corpus-$format"
[ "$format" = any ] || export FUZZ_FORMAT="$format"
# Without this a trap starts the backtracer, which can hang.
export SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=0
exec $out/reading -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=20000 \
  -artifact_prefix=$out/ "$@" "$out/corpus-$format"
