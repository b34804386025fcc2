# SPDX-License-Identifier: BSL-1.0
# Where each dependency comes from: an installed package; else its repository, pinned by hash; else, on a machine that
# reaches only package registries, Debian 13's package (unpacked into the build folder) or Python's.
include(FetchContent)

set(EPONYM_DEPENDENCIES AUTO CACHE STRING "Source of what is not installed: AUTO, REPOSITORY, DEBIAN or NONE")
set_property(CACHE EPONYM_DEPENDENCIES PROPERTY STRINGS AUTO REPOSITORY DEBIAN NONE)
set(EPONYM_DEPENDENCY_FOLDER "${PROJECT_BINARY_DIR}/_deps" CACHE PATH "Downloaded packages; build folders can share it")
set(eponym_cmake_folder "${CMAKE_CURRENT_LIST_DIR}")

# Sets `result` to REPOSITORY, DEBIAN or NONE. AUTO asks once per build folder whether the repositories answer.
function(eponym_dependency_source result)
    if(NOT EPONYM_DEPENDENCIES STREQUAL "AUTO")
        set(${result} ${EPONYM_DEPENDENCIES} PARENT_SCOPE)
        return()
    endif()
    if(NOT EPONYM_DEPENDENCY_SOURCE)
        set(source NONE)
        find_program(EPONYM_GIT git)
        if(EPONYM_GIT)
            set(probe "${CMAKE_CURRENT_BINARY_DIR}/CMakeFiles/eponym_probe")
            file(DOWNLOAD https://github.com/boostorg/pfr/info/refs?service=git-upload-pack "${probe}" TIMEOUT 6 STATUS status)
            list(GET status 0 code)
            if(code EQUAL 0)
                set(source REPOSITORY)
            endif()
            file(REMOVE "${probe}")
        endif()
        find_program(EPONYM_APT_GET apt-get)
        if(source STREQUAL "NONE" AND EPONYM_APT_GET)
            set(source DEBIAN)
        endif()
        set(EPONYM_DEPENDENCY_SOURCE ${source} CACHE INTERNAL "What AUTO came to")
    endif()
    set(${result} ${EPONYM_DEPENDENCY_SOURCE} PARENT_SCOPE)
endfunction()

# Unpacks a Debian 13 package's part `name` (pfr, hana or catch2) to ${EPONYM_DEPENDENCY_FOLDER}/debian/<name>.
function(eponym_debian_package name result)
    set(folder "${EPONYM_DEPENDENCY_FOLDER}/debian")
    if(NOT EXISTS "${folder}/${name}")
        message(STATUS "eponym: fetching ${name} from Debian 13's packages")
        execute_process(COMMAND sh "${eponym_cmake_folder}/debian_package.sh" ${name} "${folder}" COMMAND_ERROR_IS_FATAL ANY)
    endif()
    set(${result} "${folder}/${name}" PARENT_SCOPE)
endfunction()

# Sets `result` to the folder that holds boost/<name>, from a repository of Boost at 1.88.0 or the Debian package.
function(eponym_boost_headers name commit result)
    string(TOUPPER ${name} upper)
    if(FETCHCONTENT_SOURCE_DIR_EPONYM_${upper})
        set(source REPOSITORY)
    else()
        eponym_dependency_source(source)
    endif()
    if(source STREQUAL "REPOSITORY")
        # Headers alone are wanted: SOURCE_SUBDIR names no project, so that Boost's own CMake files stay out.
        FetchContent_Declare(
            eponym_${name}
            GIT_REPOSITORY https://github.com/boostorg/${name}.git
            GIT_TAG ${commit} SOURCE_SUBDIR include)
        FetchContent_MakeAvailable(eponym_${name})
        set(${result} "${eponym_${name}_SOURCE_DIR}/include" PARENT_SCOPE)
    elseif(source STREQUAL "DEBIAN")
        eponym_debian_package(${name} folder)
        set(${result} "${folder}/include" PARENT_SCOPE)
    else()
        message(FATAL_ERROR "eponym needs the headers of Boost.${name} from Boost 1.88 or newer. Install them, or set "
                            "FETCHCONTENT_SOURCE_DIR_EPONYM_${upper} to a checkout of github.com/boostorg/${name}.")
    endif()
endfunction()

# Boost.PFR: earlier than 1.88, g++ 12 crashes on std::array of layers.
find_package(Boost 1.88 QUIET)
add_library(eponym_pfr INTERFACE)
set_target_properties(eponym_pfr PROPERTIES EXPORT_NAME pfr)
if(Boost_FOUND)
    set(EPONYM_PFR_INCLUDE_DIR "${Boost_INCLUDE_DIRS}")
    target_link_libraries(eponym_pfr INTERFACE Boost::headers)
else()
    eponym_boost_headers(pfr 3fe5ce61eee743c6da097c28bc0b84bdf29f6cc4 EPONYM_PFR_INCLUDE_DIR)
    target_include_directories(eponym_pfr SYSTEM INTERFACE $<BUILD_INTERFACE:${EPONYM_PFR_INCLUDE_DIR}>)
    target_include_directories(eponym_pfr INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/eponym/with_boost_pfr>)
endif()

# Boost.Hana, for the tests of its adaptor: EPONYM_HANA_INCLUDE_DIR.
macro(eponym_find_hana)
    if(Boost_FOUND)
        set(EPONYM_HANA_INCLUDE_DIR "${Boost_INCLUDE_DIRS}")
    else()
        eponym_boost_headers(hana 275ee334d4c406643e9f560c40f9b73638cd9c7e EPONYM_HANA_INCLUDE_DIR)
    endif()
endmacro()

# Catch2 3, for the tests: Catch2::Catch2WithMain. Built from source where it comes from Debian 13 too, because that
# library needs a newer libstdc++ than Debian 12's.
macro(eponym_find_catch2)
    find_package(Catch2 3 QUIET)
    if(NOT Catch2_FOUND)
        eponym_dependency_source(eponym_catch2_from)
        if(eponym_catch2_from STREQUAL "DEBIAN" AND NOT FETCHCONTENT_SOURCE_DIR_CATCH2)
            eponym_debian_package(catch2 FETCHCONTENT_SOURCE_DIR_CATCH2)
        endif()
        FetchContent_Declare(
            Catch2
            URL https://github.com/catchorg/Catch2/archive/refs/tags/v3.7.1.tar.gz
            URL_HASH SHA256=c991b247a1a0d7bb9c39aa35faf0fe9e19764213f28ffba3109388e62ee0269c
            DOWNLOAD_EXTRACT_TIMESTAMP ON SYSTEM)
        FetchContent_MakeAvailable(Catch2)
        # A hundred small files with the same headers: in a few large ones they compile in a fifth of the time.
        set_target_properties(Catch2 PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 30)
        list(APPEND CMAKE_MODULE_PATH "${Catch2_SOURCE_DIR}/extras")
    endif()
endmacro()

# Thrust, for device code on a host system: eponym_thrust, absent where it cannot be had.
function(eponym_find_thrust)
    find_package(CUDAToolkit QUIET)
    find_path(EPONYM_THRUST_INCLUDE_DIR thrust/version.h HINTS ${CUDAToolkit_INCLUDE_DIRS} PATH_SUFFIXES cccl)
    if(NOT EPONYM_THRUST_INCLUDE_DIR)
        find_package(Python3 QUIET COMPONENTS Interpreter)
        set(folder "${EPONYM_DEPENDENCY_FOLDER}/python/cccl")
        if(Python3_FOUND AND NOT EXISTS "${folder}" AND NOT EPONYM_DEPENDENCIES STREQUAL "NONE")
            message(STATUS "eponym: fetching Thrust from Python's packages")
            execute_process(COMMAND "${Python3_EXECUTABLE}" "${eponym_cmake_folder}/python_package.py" "${folder}"
                                    nvidia-cuda-cccl==13.3.5.0.6)
        endif()
        find_path(EPONYM_THRUST_INCLUDE_DIR thrust/version.h HINTS "${folder}/nvidia/cu13/include/cccl")
    endif()
    if(EPONYM_THRUST_INCLUDE_DIR)
        add_library(eponym_thrust INTERFACE)
        target_include_directories(eponym_thrust SYSTEM INTERFACE "${EPONYM_THRUST_INCLUDE_DIR}")
    endif()
endfunction()

# libdeflate, where it is installed, for the compiled form: checksums at memory speed, and compressed records.
function(eponym_use_libdeflate target)
    find_path(EPONYM_LIBDEFLATE_INCLUDE_DIR libdeflate.h)
    find_library(EPONYM_LIBDEFLATE_LIBRARY deflate)
    if(EPONYM_LIBDEFLATE_INCLUDE_DIR AND EPONYM_LIBDEFLATE_LIBRARY)
        target_include_directories(${target} SYSTEM PRIVATE "${EPONYM_LIBDEFLATE_INCLUDE_DIR}")
        target_link_libraries(${target} PRIVATE "${EPONYM_LIBDEFLATE_LIBRARY}")
        target_compile_definitions(${target} PRIVATE EPONYM_HAS_LIBDEFLATE=1)
    endif()
endfunction()
