#!/bin/sh
# Sets Tektra up in this checkout, then starts a command in it. The Makefile calls it.
#
#   packaging/setup.sh run [ARGS…]      set up what a person needs, then start tektra with ARGS
#   packaging/setup.sh dev [COMMAND…]   set up what a developer needs, then start COMMAND
#   packaging/setup.sh where            print the folder of the environment that the others use
#
# PYTHON=python3.12 chooses the Python. Everything goes into .venv, or into .venv-3.12 when .venv has another Python.
# ACCEL=cuda|vulkan|metal|rocm builds llama.cpp for that kind of graphics processor, ACCEL=cpu without; the choice stays.
# When it is interrupted it starts over, cheaply: pip keeps downloads and the compiled engine in its own cache.
set -eu

cd "$(dirname "$0")/.."
ROOT=$(pwd -P)
LOG=build/setup.log
READY=tektra-ready # in the environment: what it was made from; written last
BUSY=tektra-busy   # in the environment: pip is at work, or was killed at work
CHOICE=tektra-accel # in the environment: what llama.cpp is to be built for

SUPPORTED="3.13 3.12 3.11"
# What Qt's wheels expect from the system: libraries of QtGui, of the X11 plugin and of QtNetwork.
QT_PACKAGES="libglib2.0-0 libgl1 libegl1 libfontconfig1 libfreetype6 libdbus-1-3 libx11-6 libx11-xcb1 libxkbcommon0
  libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0
  libxcb-shape0 libxcb-xkb1 libgssapi-krb5-2 libbrotli1"
COMPILERS="gcc g++ make"
TEST_PACKAGES="xvfb xauth dbus at-spi2-core"
# Nice to have: installed along with the others, but never asked for by themselves.
EXTRA_PACKAGES="fonts-dejavu-core fonts-noto-color-emoji libwayland-cursor0 libwayland-egl1"
COMPILE_SECONDS=560    # of one core, for llama.cpp
COMPILE_KILOBYTES=800000 # of memory, for each compiler at work

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "Set-up stopped: $*"
  exit 1
}

# ---- Python and the environment ------------------------------------------------------------------------------------

# Prints "3.12" for a Python that runs and is supported. (Version managers leave commands that do not run.)
version_of() {
  found=$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || return 0
  case " $SUPPORTED " in *" $found "*) echo "$found" ;; esac
}

find_python() {
  for candidate in ${PYTHON:+"$PYTHON"} python3.13 python3.12 python3.11 python3; do
    if [ -n "$(version_of "$candidate")" ]; then
      echo "$candidate"
      return
    fi
    [ -z "${PYTHON:-}" ] || fail "$PYTHON does not run or is not one of Python $SUPPORTED."
  done
}

choose_venv() {
  VENV=.venv
  if [ -n "${PYTHON:-}" ] && [ -x .venv/bin/python ]; then
    python=$(find_python)
    wanted=$(version_of "$python")
    [ "$(version_of .venv/bin/python)" = "$wanted" ] || VENV=.venv-$wanted
  fi
}

# A checksum of what decides what is installed: these tables of pyproject.toml, and the place of the checkout.
declaration() {
  {
    awk '/^\[/ { keep = /^\[(build-system|project|tool\.hatch)/ } keep' pyproject.toml
    echo "$ROOT"
  } | cksum
}

# What llama.cpp is to be built for: as asked, else as last time.
choose_accel() {
  remembered=$(cat "$VENV/$CHOICE" 2>/dev/null || echo cpu)
  accel=${ACCEL:-$remembered}
  case $accel in
    cpu | cuda | vulkan | metal | rocm) ;;
    *) fail "ACCEL=$accel is not known; use cpu, cuda, vulkan, metal or rocm." ;;
  esac
}

# Whether the environment is whole and up to date, with the given extras.
is_ready() {
  [ -f "$VENV/$READY" ] && [ ! -e "$VENV/$BUSY" ] && [ -x "$VENV/bin/python" ] || return 1
  { read -r made_from && read -r made_extras && { read -r made_accel || made_accel=cpu; }; } <"$VENV/$READY" || return 1
  [ "$made_from" = "$(declaration)" ] && [ "$made_accel" = "$accel" ] || return 1
  case "$made_extras" in "$1" | "$1,"*) ;; *) return 1 ;; esac
}

make_venv() {
  if [ -e "$VENV/$BUSY" ] || ! "$VENV/bin/python" -m pip --version >/dev/null 2>&1; then
    say "Making the environment $VENV with $1."
    rm -rf "$VENV"
    "$1" -m venv "$VENV" >>"$LOG" 2>&1 || fail "$VENV could not be made: $(tail -n 1 "$LOG")"
  fi
}

# ---- System packages (Debian and Ubuntu) ---------------------------------------------------------------------------

is_installed() {
  dpkg-query -W -f '${db:Status-Status}\n' "$1" "$1t64" 2>/dev/null | grep -qx installed
}

# The name under which this release has a package: Ubuntu 24.04 and Debian 13 renamed some to …t64.
name_here() {
  if apt-cache show "$1t64" >/dev/null 2>&1; then echo "$1t64"; else echo "$1"; fi
}

missing_packages() {
  for package in $QT_PACKAGES; do is_installed "$package" || echo "$package"; done
  for compiler in $COMPILERS; do command -v "$compiler" >/dev/null || echo "$compiler"; done
  [ "$1" = run ] || for package in $TEST_PACKAGES; do is_installed "$package" || echo "$package"; done
  python=$(find_python)
  if [ -z "$python" ]; then
    echo python
  elif ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    echo "python$(version_of "$python")-venv"
  fi
}

# Turns the list of missing packages into names that this release knows.
resolve_packages() {
  for package in "$@"; do
    if [ "$package" != python ]; then
      name_here "$package"
      continue
    fi
    if ! apt-cache show python3 >/dev/null 2>&1; then # no package lists yet
      echo python3 python3-venv
      continue
    fi
    for version in $SUPPORTED none; do
      if apt-cache show "python$version-venv" >/dev/null 2>&1; then
        echo "python$version python$version-venv"
        break
      fi
    done
    [ "$version" != none ] || fail "this system offers no Python $SUPPORTED; install one and set PYTHON=/path/to/it."
  done
}

install_packages() {
  command -v apt-get >/dev/null && command -v dpkg-query >/dev/null || return 0
  missing=$(missing_packages "$1")
  [ -n "$missing" ] || return 0
  if [ "$(id -u)" = 0 ]; then
    as_root=env
  elif sudo -n true 2>/dev/null; then
    as_root="sudo -n env"
  else
    names=$(resolve_packages $missing)
    say "Some system packages are missing. Run this line, then start again:"
    say "  sudo apt-get update && sudo apt-get install -y --no-install-recommends" $names
    exit 1
  fi
  say "Installing system packages:" $missing
  apt="$as_root DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300"
  $apt update >>"$LOG" 2>&1 || true # the lists at hand may do; if not, the next step says so
  names=$(resolve_packages $missing)
  $apt install -y --no-install-recommends $names $EXTRA_PACKAGES >>"$LOG" 2>&1 </dev/null ||
    fail "apt-get could not install them: $(grep '^E:' "$LOG" | tail -n 1) (more in $LOG)"
}

# ---- Graphics processors -------------------------------------------------------------------------------------------

needs() {
  fail "ACCEL=$accel needs $1. Install $2, then start again; ACCEL=cpu builds without it."
}

# Whether a command is there; its usual folder is put on the PATH where it is only there.
has_tool() {
  command -v "$1" >/dev/null && return
  [ -x "$2/$1" ] && PATH=$PATH:$2 && export PATH
}

check_accel() {
  case $accel in
    cuda)
      has_tool nvcc "${CUDA_PATH:-/usr/local/cuda}/bin" ||
        needs "NVIDIA's compiler nvcc" "the CUDA toolkit (on Debian and Ubuntu: nvidia-cuda-toolkit)"
      ;;
    vulkan)
      packages="the Vulkan SDK (on Debian and Ubuntu: glslc libvulkan-dev spirv-headers)"
      has_tool glslc "${VULKAN_SDK:-/nowhere}/bin" || needs "the shader compiler glslc" "$packages"
      [ -e "${VULKAN_SDK:-/usr}/include/vulkan/vulkan.h" ] || needs "Vulkan's headers" "$packages"
      ;;
    metal)
      [ "$(uname -s)" = Darwin ] || fail "ACCEL=metal is for Macs; use cuda, vulkan or rocm here."
      command -v xcrun >/dev/null || needs "Apple's command line tools" "them with: xcode-select --install"
      ;;
    rocm)
      has_tool hipcc "${ROCM_PATH:-/opt/rocm}/bin" ||
        needs "AMD's compiler hipcc" "ROCm (on Debian and Ubuntu: hipcc libhipblas-dev librocblas-dev)"
      ;;
  esac
}

# What the build of llama.cpp is told.
cmake_switch() {
  case $accel in
    cuda) echo -DGGML_CUDA=on ;;
    vulkan) echo -DGGML_VULKAN=on ;;
    metal) echo -DGGML_METAL=on ;;
    rocm) echo -DGGML_HIP=on ;;
  esac
}

# pip takes a compiled engine from its cache whatever it was compiled for: so each kind has a cache of its own.
use_own_cache() {
  [ "$accel" != cpu ] || return 0
  PIP_CACHE_DIR=$("$VENV/bin/python" -m pip cache dir)-tektra-$accel
  CMAKE_ARGS="${CMAKE_ARGS:-} $(cmake_switch)"
  export PIP_CACHE_DIR CMAKE_ARGS
  if [ "$accel" = rocm ] && command -v hipconfig >/dev/null; then
    HIPCXX=${HIPCXX:-$(hipconfig -l)/clang}
    HIP_PATH=${HIP_PATH:-$(hipconfig -R)}
    export HIPCXX HIP_PATH
  fi
}

# An engine that was built for something else has to go first: for pip it is the same version.
remove_other_engine() {
  [ -f "$VENV/$READY" ] || return 0
  made_accel=$(sed -n 3p "$VENV/$READY")
  if [ "${made_accel:-cpu}" != "$accel" ]; then
    say "llama.cpp is built anew, for $accel."
    rm -f "$VENV/$READY"
    "$VENV/bin/python" -m pip uninstall --yes --quiet llama-cpp-python >>"$LOG" 2>&1 || true
  fi
}

# ---- Tektra itself -------------------------------------------------------------------------------------------------

# Compilers that may run at once: one per core, as far as the memory goes.
compile_jobs() {
  jobs=$(nproc 2>/dev/null || getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1)
  free=$(awk '/^MemAvailable:/ { print $2 }' /proc/meminfo 2>/dev/null)
  if [ -n "$free" ] && [ $((free / COMPILE_KILOBYTES)) -lt "$jobs" ]; then
    jobs=$((free / COMPILE_KILOBYTES))
  fi
  [ "$jobs" -ge 1 ] || jobs=1
  echo "$jobs"
}

# Folders in pip's cache that hold an engine compiled earlier. pip itself looks only at those of the same Python
# version, though the engine does not depend on it.
compiled_engines() {
  "$VENV/bin/python" -m pip cache list llama_cpp_python --format abspath 2>/dev/null | sed 's#/[^/]*$##'
}

install_tektra() {
  : >"$VENV/$BUSY"
  "$VENV/bin/python" -m pip install --quiet --retries 1 --upgrade pip >>"$LOG" 2>&1 || true # the old one does, too
  jobs=${CMAKE_BUILD_PARALLEL_LEVEL:-$(compile_jobs)}
  engines=$(compiled_engines)
  if [ -z "$engines" ] && ! "$VENV/bin/python" -m pip show --quiet llama-cpp-python 2>/dev/null; then
    minutes=$(((COMPILE_SECONDS / jobs + 59) / 60))
    say "The first set-up compiles the engine, llama.cpp, for this computer. That takes about $minutes minutes, once."
  fi
  set -- install --verbose --progress-bar off --no-input --editable ".[$1]"
  old_ifs=$IFS
  IFS='
'
  for folder in $engines; do set -- "$@" --find-links "$folder"; done
  IFS=$old_ifs
  code=0
  CMAKE_BUILD_PARALLEL_LEVEL=$jobs "$VENV/bin/python" packaging/progress.py "$LOG" \
    "$VENV/bin/python" -m pip "$@" </dev/null || code=$?
  case $code in
    130 | 143) exit "$code" ;;
    0) ;;
    *) # it failed before it changed anything, or else the environment is made anew next time
      grep -q '^Installing collected packages' "$LOG" || rm -f "$VENV/$BUSY"
      exit "$code"
      ;;
  esac
}

set_up() {
  choose_venv
  choose_accel
  is_ready "$2" && return
  mkdir -p build || fail "the folder build could not be made."
  exec 9>build/setup.lock
  if command -v flock >/dev/null && ! flock -n 9; then
    say "Another set-up works in this checkout; waiting for it."
    flock 9
  fi
  if ! is_ready "$2"; then
    extras=$2
    # An environment with the developer's extras keeps them.
    if [ -f "$VENV/$READY" ] && grep -qx 'starter,dev' "$VENV/$READY"; then extras=starter,dev; fi
    : >"$LOG" || fail "$LOG cannot be written."
    check_accel
    install_packages "$1"
    python=$(find_python)
    [ -n "$python" ] || fail "no Python was found; Tektra needs one of $SUPPORTED."
    make_venv "$python"
    echo "$accel" >"$VENV/$CHOICE"
    use_own_cache
    remove_other_engine
    install_tektra "$extras"
    { declaration && echo "$extras" && echo "$accel"; } >"$VENV/$READY"
    rm -f "$VENV/$BUSY"
    say "Tektra is set up in $VENV."
  fi
  exec 9>&-
}

mode=${1:-}
[ $# -eq 0 ] || shift
case $mode in
  run)
    set_up run starter
    exec "$ROOT/$VENV/bin/tektra" "$@"
    ;;
  dev)
    set_up dev starter,dev
    PATH=$ROOT/$VENV/bin:$PATH
    export PATH
    [ $# -eq 0 ] || exec "$@"
    ;;
  where)
    choose_venv
    echo "$VENV"
    ;;
  *) fail "usage: packaging/setup.sh run [ARGS…] | dev [COMMAND…] | where" ;;
esac
