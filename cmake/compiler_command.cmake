# SPDX-License-Identifier: BSL-1.0
# For tests that run a compiler themselves: the list eponym_test_compilers and, for each name in it, <name>_compiler; the
# flags that find what every user needs, those for Boost.Hana's adaptor, and those for warnings.
set(eponym_include_flags -I${PROJECT_SOURCE_DIR}/include -isystem ${EPONYM_PFR_INCLUDE_DIR})
set(eponym_hana_flags -isystem ${EPONYM_HANA_INCLUDE_DIR})
set(eponym_strict_flags -std=c++20 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)

if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    set(eponym_test_compilers gcc)
    set(gcc_compiler "${CMAKE_CXX_COMPILER}")
    find_program(EPONYM_CLANG NAMES clang++-19 clang++-20 clang++-21)
    if(EPONYM_CLANG)
        list(APPEND eponym_test_compilers clang)
        set(clang_compiler "${EPONYM_CLANG}")
    endif()
else()
    set(eponym_test_compilers clang)
    set(clang_compiler "${CMAKE_CXX_COMPILER}")
endif()
