// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string_view>

#include <eponym/meta/config.hpp>

namespace eponym::inline EPONYM_ABI {

/// Takes one message, a sentence without a line end; `context` is what was given to `set_log`.
using log_function = void (*)(std::string_view message, void* context);

/// Tells the library where to write what it does on its own: sizes that a first call decided, parameters that were
/// frozen. It is silent until this is called, and again with null. The function may be called from any thread that uses
/// the library, and must not throw. Set it before other threads use the library.
///
///     ep::set_log([](std::string_view message, void*) { std::clog << message << '\n'; });
void set_log(log_function function, void* context = nullptr) noexcept;

namespace detail {

/// Whether somebody listens; to be asked before a message is put together.
bool log_is_set() noexcept;
void log(std::string_view message) noexcept;

}  // namespace detail
}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/meta/log.ipp>
#endif
