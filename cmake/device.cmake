# SPDX-License-Identifier: BSL-1.0
# The device kernels, compiled by nvcc once so that user code needs only its own compiler. ON makes them part of the
# compiled form; AUTO only compiles them, where nvcc is found, so that they stay correct.
set(EPONYM_CUDA AUTO CACHE STRING "Device kernels: ON, OFF, or AUTO (compiled, but not used, where nvcc is found)")
set_property(CACHE EPONYM_CUDA PROPERTY STRINGS AUTO ON OFF)

set(eponym_with_cuda ${EPONYM_CUDA})
if(EPONYM_CUDA STREQUAL "AUTO")
    set(eponym_with_cuda OFF)
    if(PROJECT_IS_TOP_LEVEL)
        include(CheckLanguage)
        check_language(CUDA)
        if(CMAKE_CUDA_COMPILER)
            set(eponym_with_cuda ON)
        endif()
    endif()
endif()
if(NOT eponym_with_cuda)
    return()
endif()

if(NOT DEFINED CMAKE_CUDA_ARCHITECTURES)
    # One architecture with its PTX: newer devices translate it when the library is first used.
    set(CMAKE_CUDA_ARCHITECTURES 80)
endif()
enable_language(CUDA)
if(CMAKE_CUDA_COMPILER_ID STREQUAL "NVIDIA" AND NOT DEFINED CMAKE_CUDA20_STANDARD_COMPILE_OPTION)
    # CMake 3.25 does not know that nvcc has C++20 since 12.0.
    set(CMAKE_CUDA20_STANDARD_COMPILE_OPTION -std=c++20)
    set(CMAKE_CUDA20_EXTENSION_COMPILE_OPTION -std=c++20)
endif()
find_package(CUDAToolkit REQUIRED)
file(GLOB eponym_device_sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/src/device/*.cu")
add_library(eponym_cuda STATIC ${eponym_device_sources})
add_library(eponym::cuda ALIAS eponym_cuda)
set_target_properties(eponym_cuda PROPERTIES EXPORT_NAME cuda CUDA_STANDARD 20 CUDA_STANDARD_REQUIRED ON
                                             POSITION_INDEPENDENT_CODE ON)
target_compile_definitions(eponym_cuda PUBLIC EPONYM_COMPILED EPONYM_HAS_CUDA)
target_include_directories(eponym_cuda PRIVATE "${PROJECT_SOURCE_DIR}/src/device")
target_link_libraries(eponym_cuda PUBLIC eponym_headers CUDA::cudart_static)
if(EPONYM_CUDA STREQUAL "AUTO")
    return()
endif()
target_link_libraries(eponym PUBLIC eponym_cuda)
