// SPDX-License-Identifier: BSL-1.0
// What the tree walk stops at. Reflection knows no tensors: the types that hold them say so here.
#pragma once

#include <cstdint>

#include <eponym/meta/config.hpp>

namespace eponym::inline EPONYM_ABI {

/// The part a leaf plays. Parameters and buffers have a key and are saved; a constant has neither.
enum class leaf : std::uint8_t { none, parameter, buffer, constant };

/// Specialised for the types that hold tensors, which are never trivially copyable.
template<class T>
inline constexpr leaf leaf_of = leaf::none;

/// A class that the walk neither enters nor reports as a place of its own: configuration in a module, a value in a
/// record. Specialise it for a class of yours that holds no parameters and that reflection cannot see into.
template<class T>
inline constexpr bool is_plain = false;

}  // namespace eponym::inline EPONYM_ABI
