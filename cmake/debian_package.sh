#!/bin/sh
# SPDX-License-Identifier: BSL-1.0
# debian_package.sh pfr|hana|catch2 FOLDER
# Downloads what a Debian 13 package holds and unpacks the part named to FOLDER/<name>. The system stays as it is: apt
# runs on a state of its own, with the mirror and the settings of the machine. Needs no root.
set -eu
name=$1
folder=$2
suite=trixie
catch2_sha256=c991b247a1a0d7bb9c39aa35faf0fe9e19764213f28ffba3109388e62ee0269c

mkdir -p "$folder"
work=$(mktemp -d "$folder/work.XXXXXX")
trap 'rm -rf "$work"' EXIT

fail() {
    echo "debian_package.sh: $1" >&2
    exit 1
}

mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -v security | head -n 1)
[ -n "$mirror" ] || fail "the machine's apt sources name no Debian mirror"
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
[ -r "$keyring" ] && signed="[signed-by=$keyring] " || signed=

apt() {
    apt-get -q -q -o Dir::State="$work/state" -o Dir::State::status=/dev/null -o Dir::Cache="$work/cache" \
        -o Dir::Etc::SourceList="$work/sources.list" -o Dir::Etc::SourceParts=/dev/null \
        -o Dir::Etc::Preferences=/dev/null -o Dir::Etc::PreferencesParts=/dev/null \
        -o APT::Sandbox::User=root -o APT::Update::Error-Mode=any -o Acquire::Languages=none \
        -o Acquire::Retries=2 -o Acquire::http::Timeout=20 -o Acquire::https::Timeout=20 "$@" >"$work/log" 2>&1 ||
        { cat "$work/log" >&2; fail "apt-get $1 failed for Debian's suite $suite at $mirror"; }
}

unpack_boost() { # the headers named, of libboost1.88-dev
    echo "deb $signed$mirror $suite main" >"$work/sources.list"
    apt update
    apt download libboost1.88-dev
    mkdir -p "$work/out/include"
    dpkg-deb --fsys-tarfile "$work"/libboost1.88-dev_*.deb |
        tar -x -C "$work/out" --strip-components=2 ./usr/include/boost/version.hpp "$@"
}

mkdir -p "$work/state/lists/partial" "$work/cache/archives/partial" "$work/out"
cd "$work"
case $name in
pfr)
    unpack_boost ./usr/include/boost/pfr ./usr/include/boost/pfr.hpp
    # PFR includes nothing else of Boost; without this file no other Boost on the include path is mistaken for 1.88.
    rm "$work/out/include/boost/version.hpp"
    ;;
hana) unpack_boost ./usr/include/boost/hana ./usr/include/boost/hana.hpp ;;
catch2)
    echo "deb-src $signed$mirror $suite main" >"$work/sources.list"
    apt update
    apt source --download-only --tar-only catch2
    echo "$catch2_sha256  $(ls catch2_*.orig.tar.gz)" | sha256sum --check --quiet
    tar -xzf catch2_*.orig.tar.gz -C out --strip-components=1
    ;;
*) fail "unknown part '$name'" ;;
esac
# Another build folder may have finished first; both hold the same.
mv -T out "$folder/$name" 2>/dev/null || [ -d "$folder/$name" ]
