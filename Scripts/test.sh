#!/bin/sh
# Builds and runs all tests: our own, then what readers of other makers say of our output.
set -eu
cd "$(dirname "$0")/.."
export SWIFT_BACKTRACE=enable=no
Scripts/embed-schemas.sh --check
swift build --build-tests
swift test --skip-build "$@"
swift build --product newsgraph
Scripts/check-readers.sh .build/debug/newsgraph
