// SPDX-License-Identifier: BSL-1.0
#pragma once

/// A function that both the host and the device can call: under nvcc it is compiled for the two, elsewhere for the
/// host.
#if defined(__CUDACC__)
#define EPONYM_HOST_DEVICE __host__ __device__
#else
#define EPONYM_HOST_DEVICE
#endif
