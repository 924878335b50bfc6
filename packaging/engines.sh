#!/bin/sh
# Builds engines that the tests use where they are there, each once, into a folder of your cache.
#
#   packaging/engines.sh ollama [--if-possible]   Ollama; needs a Go toolchain and a C++ compiler; two to three minutes
#   packaging/engines.sh mistralrs                mistral.rs; needs Rust (cargo); about fifteen minutes on two cores
#   packaging/engines.sh where ollama|mistralrs   print where its program is, or would be
#
# With --if-possible a missing toolchain or a failed build is told of and is no failure: the tests then say what to
# install. The folder is $XDG_CACHE_HOME/tektra-dev, or ~/.cache/tektra-dev; delete it to build anew.
set -eu

CACHE=${XDG_CACHE_HOME:-${HOME:?}/.cache}/tektra-dev
OLLAMA_VERSION=v0.11.4
MISTRALRS_VERSION=0.8.1

say() { printf '%s\n' "$*" >&2; }

# Ends with a sentence; with --if-possible it is no failure.
give_up() {
  say "$*"
  [ "$OPTIONAL" = 1 ] && exit 0
  exit 1
}

# The folder of an engine's version.
folder_of() {
  case $1 in
    ollama) echo "$CACHE/ollama-$OLLAMA_VERSION" ;;
    mistralrs) echo "$CACHE/mistralrs-$MISTRALRS_VERSION" ;;
    *) say "There is no engine “$1” to build."; exit 2 ;;
  esac
}

# Runs a build into a folder of its own, which gets its name when it is whole: what is there always works.
# build_into FOLDER PROGRAM FUNCTION
build_into() {
  if [ -x "$1/$2" ]; then return 0; fi
  mkdir -p "$CACHE" || give_up "The folder $CACHE could not be made."
  exec 9>"$1.lock"
  if command -v flock >/dev/null && ! flock -n 9; then
    say "Another build of $2 is at work; waiting for it."
    flock 9
  fi
  if [ -x "$1/$2" ]; then return 0; fi
  rm -rf "$1.part" "$1"
  mkdir -p "$1.part"
  if ! "$3" "$1.part" >"$1.log" 2>&1 </dev/null || [ ! -x "$1.part/$2" ]; then
    rm -rf "$1.part"
    give_up "$2 could not be built: $(tail -n 1 "$1.log") (more in $1.log)"
  fi
  mv "$1.part" "$1"
  say "$2 is ready: $1/$2"
}

build_ollama() {
  # Without these flags it computes five times slower.
  GOBIN=$1 CGO_ENABLED=1 CGO_CFLAGS="-O3 -march=native" CGO_CXXFLAGS="-O3 -march=native" \
    nice go install "github.com/ollama/ollama@$OLLAMA_VERSION"
}

build_mistralrs() {
  RUSTFLAGS="-C target-cpu=native" nice cargo install mistralrs-cli --version "$MISTRALRS_VERSION" --locked --root "$1" &&
    mv "$1/bin/mistralrs" "$1/mistralrs"
}

engine=${1:-}
[ $# -eq 0 ] || shift
if [ "$engine" = where ]; then
  folder=$(folder_of "${1:-}") || exit 2
  echo "$folder/$1"
  exit 0
fi
OPTIONAL=0
[ "${1:-}" != --if-possible ] || OPTIONAL=1
case $engine in
  ollama)
    folder=$(folder_of ollama)
    [ ! -x "$folder/ollama" ] || exit 0
    command -v go >/dev/null || give_up "Ollama is not built for the tests: Go is missing (https://go.dev/dl, or: apt-get install golang)."
    command -v c++ >/dev/null || command -v g++ >/dev/null || give_up "Ollama is not built for the tests: a C++ compiler is missing (apt-get install g++)."
    say "Building Ollama $OLLAMA_VERSION for the tests. That takes two to three minutes, once."
    build_into "$folder" ollama build_ollama
    ;;
  mistralrs)
    folder=$(folder_of mistralrs)
    [ ! -x "$folder/mistralrs" ] || { say "mistral.rs is there: $folder/mistralrs"; exit 0; }
    command -v cargo >/dev/null || give_up "mistral.rs is not built: Rust is missing (https://rustup.rs). Without it the Python package does the same: pip install 'tektra[mistral-rs]'."
    command -v cc >/dev/null || give_up "mistral.rs is not built: a C compiler is missing (apt-get install build-essential)."
    say "Building mistral.rs $MISTRALRS_VERSION. That takes about fifteen minutes on two cores, once."
    build_into "$folder" mistralrs build_mistralrs
    ;;
  *)
    say "usage: packaging/engines.sh ollama|mistralrs [--if-possible] | where ollama|mistralrs"
    exit 2
    ;;
esac
