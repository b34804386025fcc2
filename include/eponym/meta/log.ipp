// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/meta/lock.hpp>
#include <eponym/meta/log.hpp>

namespace eponym::inline EPONYM_ABI {
namespace detail {

struct log_target {
    published<log_function> function{nullptr};
    published<void*> context{nullptr};

    static log_target& instance() noexcept {
        static log_target target;
        return target;
    }
};

EPONYM_INLINE bool log_is_set() noexcept { return log_target::instance().function.load() != nullptr; }

EPONYM_INLINE void log(std::string_view message) noexcept {
    log_target& target = log_target::instance();
    if (log_function const function = target.function.load(); function != nullptr)
        function(message, target.context.load());
}

}  // namespace detail

EPONYM_INLINE void set_log(log_function function, void* context) noexcept {
    detail::log_target& target = detail::log_target::instance();
    target.context.store(context);
    target.function.store(function);
}

}  // namespace eponym::inline EPONYM_ABI
