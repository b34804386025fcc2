// SPDX-License-Identifier: BSL-1.0
// How a mistake becomes one readable compile error: `static_assert(holds<why>, "the general rule")`, where `why` is
// `fine` or a `violation` whose template argument is the computed sentence, which compilers print in full.
#pragma once

#include <string_view>
#include <type_traits>

#include <eponym/meta/sentence.hpp>

namespace eponym::inline EPONYM_ABI {

/// The verdict of a check that failed, and the sentence that says why.
template<fixed_string Sentence>
struct violation {
    static constexpr bool ok = false;
    static constexpr std::string_view text = Sentence.view();
};

/// The verdict of a check that passed.
struct fine {
    static constexpr bool ok = true;
    static constexpr std::string_view text = {};
};

/// True for `fine`. As a constraint rather than a plain bool, its failure makes the compiler print the violation.
template<class Why>
concept holds = Why::ok;

/// What an operation returns after it has reported a mistake. Every operation takes it and returns it in silence, so
/// one mistake is one error.
struct poison {
    template<class... Arguments>
    constexpr poison operator()(Arguments const&...) const {
        return {};
    }
};

template<class T>
concept poisoned = std::is_same_v<std::remove_cvref_t<T>, poison>;

}  // namespace eponym::inline EPONYM_ABI
