# SPDX-License-Identifier: BSL-1.0
# The package `eponym`, from an install folder or (with eponym_DIR) straight from a build folder.
include(CMakePackageConfigHelpers)

set(eponym_package_folder "${CMAKE_INSTALL_LIBDIR}/cmake/eponym")
install(TARGETS eponym eponym_headers eponym_pfr EXPORT eponymTargets FILE_SET HEADERS)
if(NOT Boost_FOUND)
    # No Boost package to point to: the headers of PFR go along, in a folder that nothing else searches.
    install(DIRECTORY "${EPONYM_PFR_INCLUDE_DIR}/boost" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/eponym/with_boost_pfr")
endif()

set(eponym_find_dependencies "")
if(Boost_FOUND)
    string(APPEND eponym_find_dependencies "find_dependency(Boost 1.88)\n")
endif()
if(TARGET eponym_cuda AND NOT EPONYM_CUDA STREQUAL "AUTO")
    install(TARGETS eponym_cuda EXPORT eponymTargets)
    string(APPEND eponym_find_dependencies "find_dependency(CUDAToolkit)\n")
endif()

configure_file("${CMAKE_CURRENT_LIST_DIR}/eponymConfig.cmake.in" "${PROJECT_BINARY_DIR}/eponymConfig.cmake" @ONLY)
write_basic_package_version_file("${PROJECT_BINARY_DIR}/eponymConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
export(EXPORT eponymTargets NAMESPACE eponym:: FILE "${PROJECT_BINARY_DIR}/eponymTargets.cmake")
install(EXPORT eponymTargets NAMESPACE eponym:: DESTINATION "${eponym_package_folder}")
install(FILES "${PROJECT_BINARY_DIR}/eponymConfig.cmake" "${PROJECT_BINARY_DIR}/eponymConfigVersion.cmake"
        DESTINATION "${eponym_package_folder}")
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DATAROOTDIR}/licenses/eponym")
