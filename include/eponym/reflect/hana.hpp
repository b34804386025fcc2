// SPDX-License-Identifier: BSL-1.0
// Classes that Boost.Hana reflects (BOOST_HANA_DEFINE_STRUCT, BOOST_HANA_ADAPT_STRUCT) are models too once this header
// is included. The umbrella header leaves it out.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

#include <boost/hana/accessors.hpp>
#include <boost/hana/at.hpp>
#include <boost/hana/concept/struct.hpp>
#include <boost/hana/core/to.hpp>
#include <boost/hana/pair.hpp>
#include <boost/hana/string.hpp>
#include <boost/hana/tuple.hpp>
#include <eponym/reflect/members.hpp>

namespace eponym::inline EPONYM_ABI {

template<class T>
    requires boost::hana::Struct<T>::value
struct foreign_members<T> {
private:
    static constexpr auto accessors = boost::hana::accessors<T>();

    template<std::size_t I>
    static constexpr auto accessor() {
        return boost::hana::at_c<I>(accessors);
    }

public:
    static constexpr std::size_t count = decltype(boost::hana::length(accessors))::value;

    static constexpr auto names = []<std::size_t... I>(std::index_sequence<I...>) {
        return std::array<std::string_view, count>{
            std::string_view(boost::hana::to<char const*>(boost::hana::first(accessor<I>())))...};
    }(std::make_index_sequence<count>{});

    template<std::size_t I, class U>
    static constexpr auto& get(U& object) {
        return boost::hana::second(accessor<I>())(object);
    }

    template<std::size_t I>
    using type = std::remove_reference_t<decltype(boost::hana::second(accessor<I>())(std::declval<T&>()))>;
};

}  // namespace eponym::inline EPONYM_ABI
