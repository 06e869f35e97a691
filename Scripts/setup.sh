#!/bin/sh
# Installs what building, running and testing need and is missing; does nothing when all is there.
#
# usage: Scripts/setup.sh [--tests]
#   --tests   also what only the tests need (readers of other makers, in the virtual environment .venv)
set -eu
cd "$(dirname "$0")/.."

tests=no
case "${1:-}" in
  '') ;;
  --tests) tests=yes ;;
  *) sed -n '2,6s/^# \{0,1\}//p' "$0" >&2; exit 64 ;;
esac

say() { printf 'setup: %s\n' "$*" >&2; }

if ! command -v swift > /dev/null 2>&1; then
  say "there is no Swift; install Swift 6.2 or newer from https://www.swift.org/install and run this again"
  exit 69
fi

# Each Debian package with a check that it is there; the check asks for what we use, not for the package.
missing=''
need() { # PACKAGE COMMAND...
  package=$1
  shift
  "$@" > /dev/null 2>&1 || missing="$missing $package"
}
font() { command -v fc-list && fc-list | grep -q 'DejaVuSans.ttf'; }
need pkg-config command -v pkg-config
need libgraphviz-dev pkg-config --exists libgvc
need libxml2-dev pkg-config --exists libxml-2.0
need fontconfig command -v fc-list
need fonts-dejavu-core font
if [ "$tests" = yes ]; then
  need graphviz command -v dot
  need libxml2-utils command -v xmllint
  need python3 command -v python3
  need python3-venv python3 -c 'import ensurepip, venv'
fi

if [ -n "$missing" ]; then
  if command -v apt-get > /dev/null 2>&1; then
    sudo=''
    if [ "$(id -u)" != 0 ]; then
      command -v sudo > /dev/null 2>&1 || {
        say "as root, run: apt-get install$missing"
        exit 69
      }
      sudo=sudo
    fi
    say "installing$missing"
    $sudo apt-get update -qq
    # shellcheck disable=SC2086 # a list of package names
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing > /dev/null
  else
    say "install these by hand (Debian names):$missing"
    say "on macOS: brew install graphviz libxml2 pkgconf font-dejavu (untested)"
    exit 69
  fi
fi

if [ "$tests" = yes ]; then
  # The environment is made anew when the list of packages changes.
  stamp=.venv/requirements.txt
  if ! cmp -s Tests/ForeignReaders/requirements.txt "$stamp"; then
    say "installing the readers for the tests into .venv"
    rm -rf .venv
    python3 -m venv .venv
    .venv/bin/python -m pip install --quiet --disable-pip-version-check -r Tests/ForeignReaders/requirements.txt
    cp Tests/ForeignReaders/requirements.txt "$stamp"
  fi
fi
