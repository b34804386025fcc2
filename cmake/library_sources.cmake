# SPDX-License-Identifier: BSL-1.0
# Sets eponym_sources: for each layer a file of the build folder that includes the layer's definitions (.ipp), and
# whatever src/ holds. One file per layer, so that layers build side by side.
set(eponym_sources "")
if(WIN32)
    set(elsewhere "_posix\\.ipp$|/kernels/device/")
else()
    set(elsewhere "_windows\\.ipp$|/kernels/device/")
endif()
foreach(layer IN ITEMS meta reflect tensor kernels ops nn state io)
    file(GLOB_RECURSE definitions RELATIVE "${PROJECT_SOURCE_DIR}/include" CONFIGURE_DEPENDS
         "${PROJECT_SOURCE_DIR}/include/eponym/${layer}/*.ipp")
    # Of definitions for two systems, this one's; device code has its own library.
    list(FILTER definitions EXCLUDE REGEX "${elsewhere}")
    if(definitions)
        list(TRANSFORM definitions REPLACE "(.+)" "#include <\\1>\n")
        list(JOIN definitions "" includes)
        set(source "${PROJECT_BINARY_DIR}/src/${layer}.cpp")
        file(CONFIGURE OUTPUT "${source}" CONTENT "${includes}" @ONLY)
        list(APPEND eponym_sources "${source}")
    endif()
endforeach()
file(GLOB written_sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/src/*.cpp")
list(APPEND eponym_sources ${written_sources})
