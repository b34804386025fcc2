// SPDX-License-Identifier: BSL-1.0
// Any type to any other in two steps over a small buffer, integers by way of int64 and floating point by way of double,
// which hold every value of theirs: 26 loops instead of 100. float to float16 or bfloat16 rounds once, since the double
// is a float's value; double to them rounds to float first, as PyTorch does.
#pragma once

#include <eponym/kernels/host/convert.hpp>
#include <eponym/kernels/host/vector.hpp>

namespace eponym::inline EPONYM_ABI::kernels {

namespace detail {

inline constexpr dim convert_chunk = 512;

/// The arithmetic of `float16` and `bfloat16`, spelled here so that it is compiled for the kernels' target.
EPONYM_KERNEL_BODY double widen(float16 half) {
    // Times 2^112 the exponent's bias is a float's; infinity and NaN have an exponent of their own.
    std::uint32_t const magnitude = std::uint32_t(half.bits & 0x7FFFu) << 13;
    float const scaled = __builtin_bit_cast(float, magnitude) * 0x1p112f;
    std::uint32_t const special = magnitude >= 0x0F800000u ? 0x7F800000u : 0u;
    std::uint32_t const sign = std::uint32_t(half.bits & 0x8000u) << 16;
    return double(__builtin_bit_cast(float, __builtin_bit_cast(std::uint32_t, scaled) | special | sign));
}

EPONYM_KERNEL_BODY double widen(bfloat16 brain) {
    return double(__builtin_bit_cast(float, std::uint32_t(brain.bits) << 16));
}

EPONYM_KERNEL_BODY double widen(float value) { return double(value); }
EPONYM_KERNEL_BODY double widen(double value) { return value; }

template<class T>
EPONYM_KERNEL_BODY std::int64_t widen(T value) {
    return std::int64_t(value);
}

template<class T>
struct narrowed {
    EPONYM_KERNEL_BODY static void apply(T& to, std::int64_t value) { to = static_cast<T>(value); }

    EPONYM_KERNEL_BODY static void apply(T& to, double value) {
        if constexpr (T(0.5) != T(0))
            to = static_cast<T>(value);
        else
            to = static_cast<T>(value >= -0x1p63 && value < 0x1p63 ? std::int64_t(value) : INT64_MIN);
    }
};

template<>
struct narrowed<bool> {
    template<class Wide>
    EPONYM_KERNEL_BODY static void apply(bool& to, Wide value) {
        to = value != 0;
    }
};

template<>
struct narrowed<float16> {
    template<class Wide>
    EPONYM_KERNEL_BODY static void apply(float16& to, Wide value) {
        std::uint32_t const word = __builtin_bit_cast(std::uint32_t, static_cast<float>(value));
        std::uint32_t const sign = (word >> 16) & 0x8000u;
        std::uint32_t const magnitude = word & 0x7FFFFFFFu;
        std::uint32_t bits;
        if (magnitude > 0x7F800000u)
            bits = 0x7E00u;  // NaN
        else if (magnitude >= 0x477FF000u)
            bits = 0x7C00u;  // rounds to 65536 or more
        else if (magnitude < 0x38800000u)
            // Subnormal: the last place of 0.5f is that of the subnormals, so the sum is rounded where they end.
            bits = __builtin_bit_cast(std::uint32_t, __builtin_bit_cast(float, magnitude) + 0.5f) - 0x3F000000u;
        else
            bits = (magnitude + 0xFFFu + ((magnitude >> 13) & 1u) - 0x38000000u) >> 13;
        to.bits = static_cast<std::uint16_t>(sign | bits);
    }
};

template<>
struct narrowed<bfloat16> {
    template<class Wide>
    EPONYM_KERNEL_BODY static void apply(bfloat16& to, Wide value) {
        std::uint32_t const word = __builtin_bit_cast(std::uint32_t, static_cast<float>(value));
        if ((word & 0x7FFFFFFFu) > 0x7F800000u)
            to.bits = static_cast<std::uint16_t>((word >> 16) | 0x40u);  // a quiet NaN
        else
            to.bits = static_cast<std::uint16_t>((word + 0x7FFFu + ((word >> 16) & 1u)) >> 16);
    }
};

/// Elements may lie at any address: those of a mapped file are aligned to nothing.
template<class T, class Wide>
EPONYM_KERNEL_ENTRY void read_elements(void const* source, Wide* wide, dim n) {
    for (dim i = 0; i < n; ++i) {
        if constexpr (static_cast<dtype>(eponym::detail::dtype_index<T>) == dtype::boolean) {
            wide[i] = static_cast<unsigned char const*>(source)[i] != 0;
        } else {
            T value;
            __builtin_memcpy(&value, static_cast<char const*>(source) + i * dim(sizeof(T)), sizeof(T));
            wide[i] = Wide(widen(value));
        }
    }
}

template<class T, class Wide>
EPONYM_KERNEL_ENTRY void write_elements(void* target, Wide const* wide, dim n) {
    for (dim i = 0; i < n; ++i) {
        T value;
        narrowed<T>::apply(value, wide[i]);
        __builtin_memcpy(static_cast<char*>(target) + i * dim(sizeof(T)), &value, sizeof(T));
    }
}

EPONYM_KERNEL_ENTRY inline bool read_integers(dtype type, void const* source, std::int64_t* wide, dim n) {
    switch (type) {
        case dtype::boolean: return read_elements<bool>(source, wide, n), true;
        case dtype::uint8: return read_elements<std::uint8_t>(source, wide, n), true;
        case dtype::int8: return read_elements<std::int8_t>(source, wide, n), true;
        case dtype::int16: return read_elements<std::int16_t>(source, wide, n), true;
        case dtype::int32: return read_elements<std::int32_t>(source, wide, n), true;
        case dtype::int64: return read_elements<std::int64_t>(source, wide, n), true;
        default: return false;
    }
}

EPONYM_KERNEL_ENTRY inline bool read_floats(dtype type, void const* source, double* wide, dim n) {
    switch (type) {
        case dtype::float16: return read_elements<float16>(source, wide, n), true;
        case dtype::bfloat16: return read_elements<bfloat16>(source, wide, n), true;
        case dtype::float32: return read_elements<float>(source, wide, n), true;
        case dtype::float64: return read_elements<double>(source, wide, n), true;
        default: return false;
    }
}

template<class Wide>
EPONYM_KERNEL_ENTRY bool write_any(dtype type, void* target, Wide const* wide, dim n) {
    switch (type) {
        case dtype::boolean: return write_elements<bool>(target, wide, n), true;
        case dtype::uint8: return write_elements<std::uint8_t>(target, wide, n), true;
        case dtype::int8: return write_elements<std::int8_t>(target, wide, n), true;
        case dtype::int16: return write_elements<std::int16_t>(target, wide, n), true;
        case dtype::int32: return write_elements<std::int32_t>(target, wide, n), true;
        case dtype::int64: return write_elements<std::int64_t>(target, wide, n), true;
        case dtype::float16: return write_elements<float16>(target, wide, n), true;
        case dtype::bfloat16: return write_elements<bfloat16>(target, wide, n), true;
        case dtype::float32: return write_elements<float>(target, wide, n), true;
        case dtype::float64: return write_elements<double>(target, wide, n), true;
        default: return false;
    }
}

/// Bytes of an element that tensors can hold, else 0.
EPONYM_KERNEL_ENTRY inline dim element_bytes(dtype type) {
    switch (type) {
        case dtype::boolean:
        case dtype::uint8:
        case dtype::int8: return 1;
        case dtype::int16:
        case dtype::float16:
        case dtype::bfloat16: return 2;
        case dtype::int32:
        case dtype::float32: return 4;
        case dtype::int64:
        case dtype::float64: return 8;
        default: return 0;
    }
}

/// Rows of `n` elements `stride` elements apart, over all outer dimensions but the last.
template<class Word>
EPONYM_KERNEL_ENTRY void copy_row(char* target, char const* source, dim n, dim stride) {
    for (dim i = 0; i < n; ++i)
        __builtin_memcpy(target + i * dim(sizeof(Word)), source + i * stride * dim(sizeof(Word)), sizeof(Word));
}

EPONYM_KERNEL_ENTRY inline void copy_any_row(char* target, char const* source, dim n, dim stride, dim size) {
    if (stride == 1 || n == 1) {
        __builtin_memcpy(target, source, std::size_t(n * size));
        return;
    }
    switch (size) {
        case 1: return copy_row<std::uint8_t>(target, source, n, stride);
        case 2: return copy_row<std::uint16_t>(target, source, n, stride);
        case 4: return copy_row<std::uint32_t>(target, source, n, stride);
        case 8: return copy_row<std::uint64_t>(target, source, n, stride);
        default:
            for (dim i = 0; i < n; ++i)
                __builtin_memcpy(target + i * size, source + i * stride * size, std::size_t(size));
    }
}

}  // namespace detail

EPONYM_KERNEL_ENTRY EPONYM_INLINE bool convert(void const* source, dtype source_type, void* target, dtype target_type,
                                               dim n) {
    dim const from_size = detail::element_bytes(source_type);
    dim const to_size = detail::element_bytes(target_type);
    if (from_size == 0 || to_size == 0) return false;
    if (source_type == target_type) {
        if (n > 0) __builtin_memcpy(target, source, std::size_t(n * to_size));
        return true;
    }
    std::int64_t integers[detail::convert_chunk];
    double floats[detail::convert_chunk];
    for (dim i = 0; i < n; i += detail::convert_chunk) {
        dim const count = n - i < detail::convert_chunk ? n - i : detail::convert_chunk;
        void const* const from = static_cast<char const*>(source) + i * from_size;
        void* const to = static_cast<char*>(target) + i * to_size;
        if (detail::read_integers(source_type, from, integers, count)) {
            detail::write_any(target_type, to, integers, count);
        } else {
            detail::read_floats(source_type, from, floats, count);
            detail::write_any(target_type, to, floats, count);
        }
    }
    return true;
}

EPONYM_KERNEL_ENTRY EPONYM_INLINE void copy_strided(void* target, void const* source, dim const* shape,
                                                    dim const* strides, int rank, std::size_t element_size) {
    dim const size = dim(element_size);
    dim sizes[max_rank + 1] = {1};
    dim steps[max_rank + 1] = {1};
    int count = 0;
    for (int i = 0; i < rank; ++i) {
        if (shape[i] == 0) return;
        if (shape[i] == 1) continue;
        if (count > 0 && steps[count - 1] == strides[i] * shape[i]) {
            sizes[count - 1] *= shape[i];
        } else {
            sizes[count++] = shape[i];
        }
        steps[count - 1] = strides[i];
    }
    int const row = count > 0 ? count - 1 : 0;
    char* to = static_cast<char*>(target);
    char const* from = static_cast<char const*>(source);
    dim index[max_rank] = {};
    for (;;) {
        detail::copy_any_row(to, from, sizes[row], steps[row], size);
        to += sizes[row] * size;
        int i = row - 1;
        for (; i >= 0; --i) {
            from += steps[i] * size;
            if (++index[i] < sizes[i]) break;
            from -= steps[i] * sizes[i] * size;
            index[i] = 0;
        }
        if (i < 0) return;
    }
}

}  // namespace eponym::inline EPONYM_ABI::kernels
