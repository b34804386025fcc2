#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# onnxruntime_headers.sh FOLDER: unpacks ONNX Runtime's C and C++ headers, which its Python package lacks, from Debian 13's
# package to FOLDER/include/onnxruntime. apt runs on a state of its own: the system stays as it is.
set -eu
mkdir -p "$1"
folder=$(cd "$1" && pwd)
work=$(mktemp -d "$folder/work.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir -p state/lists/partial cache/archives/partial

mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -v security | head -n 1)
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
echo "deb [signed-by=$keyring] $mirror trixie main" >sources.list
apt() {
    apt-get -q -q -o Dir::State="$work/state" -o Dir::State::status=/dev/null -o Dir::Cache="$work/cache" \
        -o Dir::Etc::SourceList="$work/sources.list" -o Dir::Etc::SourceParts=/dev/null -o Dir::Etc::Preferences=/dev/null \
        -o Dir::Etc::PreferencesParts=/dev/null -o APT::Sandbox::User=root -o Acquire::Languages=none "$@"
}
apt update
apt download libonnxruntime-dev
dpkg-deb --fsys-tarfile libonnxruntime-dev_*.deb | tar -x -C "$folder" --strip-components=2 ./usr/include/onnxruntime
