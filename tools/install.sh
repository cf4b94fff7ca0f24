#!/usr/bin/env bash
# Installs the command `chainforge` for this user: the program to ~/.local/share/chainforge, a link to it in ~/.local/bin.
set -euo pipefail
# shellcheck source=tools/environment.sh
source "$(dirname "${BASH_SOURCE[0]}")/environment.sh"
cd "$root"

tools/setup.sh
echo 'Building …'
folder=${XDG_DATA_HOME:-$HOME/.local/share}/chainforge
rm -rf "$folder"
dotnet publish src/ChainForge.App -c Release "${ahead[@]}" -o "$folder" -v quiet -nologo
mkdir -p "$HOME/.local/bin"
ln -sf "$folder/chainforge" "$HOME/.local/bin/chainforge"
echo "Installed $HOME/.local/bin/chainforge"
if [[ :$PATH: != *:$HOME/.local/bin:* ]]; then
  # shellcheck disable=SC2016
  echo 'Add it to the PATH: export PATH=~/.local/bin:$PATH'
fi
