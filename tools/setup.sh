#!/usr/bin/env bash
# Checks for the .NET SDK and installs FFmpeg if it is missing.
#   --for-tests   also Chromium and PostgreSQL's programs; tests that need them are skipped without.
# Touches neither network nor machine when everything is there.
set -euo pipefail
cd "$(dirname "$0")/.."

has() { command -v "$1" >/dev/null 2>&1; }

fail() {
  printf '%s\n' "$@" >&2
  exit 1
}

as_root() {
  if [[ $EUID == 0 ]]; then
    "$@"
  elif has sudo; then
    sudo "$@"
  else
    echo "Neither root nor sudo: cannot run $*" >&2
    return 1
  fi
}

# The package lists may be missing or old: they are fetched only when the first try fails.
apt_install() {
  local install=(as_root env DEBIAN_FRONTEND=noninteractive UCF_FORCE_CONFFOLD=1 apt-get install
    -y -qq --no-install-recommends -o DPkg::Lock::Timeout=120 -o Acquire::Retries=2 "$@")
  local log
  log=$(mktemp)
  echo "Installing $* …" >&2
  if "${install[@]}" >"$log" 2>&1 || { as_root apt-get update -qq && "${install[@]}"; } >"$log" 2>&1; then
    rm -f "$log"
  else
    cat "$log" >&2
    rm -f "$log"
    return 1
  fi
}

has_postgres() { compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }

# Only the programs are wanted: Debian would create a database cluster and start it at every boot.
install_postgres() {
  local settings=/etc/postgresql-common/createcluster.conf
  if [[ ! -e $settings ]]; then
    as_root mkdir -p "${settings%/*}"
    echo 'create_main_cluster = false' | as_root tee "$settings" >/dev/null
  fi
  apt_install postgresql
}

# `dotnet --version` fails where no installed SDK satisfies global.json.
if ! has dotnet || ! dotnet --version >/dev/null 2>&1; then
  # shellcheck disable=SC2016
  fail 'ChainForge needs the .NET 10 SDK, which is not on the PATH. Install it from' \
    'https://dotnet.microsoft.com/download/dotnet/10.0, or into your home folder with' \
    '  curl -fsSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0' \
    '  export PATH=~/.dotnet:$PATH'
fi

if ! has ffmpeg || ! has ffprobe; then
  if has apt-get; then
    apt_install ffmpeg || fail 'FFmpeg could not be installed. Install it by hand: apt-get install ffmpeg'
  else
    fail 'FFmpeg is missing (ffmpeg and ffprobe on the PATH, with H.264). Install it with one of' \
      '  brew install ffmpeg' \
      '  apk add ffmpeg' \
      '  dnf install ffmpeg     (from RPM Fusion; ffmpeg-free lacks H.264)' \
      '  pacman -S ffmpeg'
  fi
fi

if [[ ${1:-} == --for-tests ]]; then
  if ! has chromium && ! has chromium-browser && ! has google-chrome; then
    { has apt-get && apt_install chromium; } || echo 'No Chromium: the browser tests will be skipped.' >&2
  fi
  if ! has_postgres; then
    { has apt-get && install_postgres; } || echo 'No PostgreSQL: its tests will be skipped.' >&2
  fi
fi
