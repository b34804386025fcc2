# SPDX-License-Identifier: BSL-1.0
# For ./demo and ./test. eponym_need CHECK PACKAGE [CHECK PACKAGE]... installs, with apt, the package of every command
# CHECK that fails.
eponym_need() {
    local missing=() as_root=()
    while (($#)); do
        eval "$1" >/dev/null 2>&1 || missing+=("$2")
        shift 2
    done
    ((${#missing[@]})) || return 0
    if ((EUID != 0)); then as_root=(sudo); fi
    if ! command -v apt-get ${as_root[@]+"${as_root[@]}"} >/dev/null; then
        echo "eponym: please install what Debian calls: ${missing[*]}" >&2
        return 1
    fi
    echo "Installing ${missing[*]}"
    ${as_root[@]+"${as_root[@]}"} apt-get update -qq
    ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

export CMAKE_BUILD_PARALLEL_LEVEL=${CMAKE_BUILD_PARALLEL_LEVEL:-$(nproc)}
export CTEST_PARALLEL_LEVEL=${CTEST_PARALLEL_LEVEL:-$(nproc)}
