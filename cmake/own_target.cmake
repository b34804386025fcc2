# SPDX-License-Identifier: BSL-1.0
# Warnings for a target of this project only: nothing here reaches a user's target.
function(eponym_own_target target)
    if(MSVC)
        target_compile_options(${target} PRIVATE /W4 /permissive- $<$<BOOL:${EPONYM_WARNINGS_AS_ERRORS}>:/WX>)
    else()
        target_compile_options(
            ${target} PRIVATE $<$<COMPILE_LANGUAGE:CXX>:-Wall;-Wextra;-Wpedantic;-Wconversion;-Wshadow>
                              $<$<AND:$<COMPILE_LANGUAGE:CXX>,$<BOOL:${EPONYM_WARNINGS_AS_ERRORS}>>:-Werror>)
    endif()
    set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF)
endfunction()
