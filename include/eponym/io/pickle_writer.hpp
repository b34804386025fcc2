// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <eponym/io/array.hpp>
#include <eponym/meta/list.hpp>
#include <eponym/meta/named.hpp>

namespace eponym::inline EPONYM_ABI::io::detail {

struct pickle_storage {
    array const* first;  // the first array that uses it
    dtype type;
    std::uint64_t count;  // elements
    bool whole;           // all of the array's storage is written, because others share it
};

/// Writes a state dict as Python's pickler does, protocol 2: every object that Python would meet again by identity is
/// remembered under the next number.
class pickle_writer {
public:
    /// `storage_of[i]` is the storage of array i.
    void state_dict(std::span<array const> arrays, std::span<pickle_storage const> storages,
                    list<std::size_t> const& storage_of, list<module_version> const& versions);

    std::string_view bytes() const { return out_; }

private:
    static constexpr std::uint32_t unknown = 0xFFFFFFFF;

    /// Something that occurs again and again; where it is remembered.
    struct known {
        std::string_view text;
        std::uint32_t place = unknown;
    };

    void op(unsigned char instruction) { out_ += char(instruction); }
    void little_endian(std::uint64_t number, int width);
    void remember();
    void recall(std::uint32_t place);
    void integer(std::int64_t number);
    void text(std::string_view text);
    void again(known& constant);
    void global(known& name);
    void ordered_dict();
    void dims(list<dim> const& numbers);
    void storage(pickle_storage const& s, std::size_t number);
    void tensor(array const& a, pickle_storage const& s, std::size_t number);
    void metadata(list<module_version> const& versions);

    /// The items of a dict as Python groups them: a thousand at a time, a last single one on its own.
    template<class Item>
    void items(std::size_t count, Item const& item) {
        for (std::size_t begin = 0; begin < count; begin += 1000) {
            std::size_t const end = begin + 1000 < count ? begin + 1000 : count;
            if (end - begin > 1) op('(');
            for (std::size_t i = begin; i < end; ++i) item(i);
            op(end - begin > 1 ? 'u' : 's');
        }
    }

    std::string out_;
    std::uint32_t remembered_ = 0;
    known ordered_dict_{"collections\nOrderedDict\n"};
    known rebuild_v2_{"torch._utils\n_rebuild_tensor_v2\n"};
    known rebuild_v3_{"torch._utils\n_rebuild_tensor_v3\n"};
    known storage_word_{"storage"}, cpu_{"cpu"}, version_{"version"};
    list<known> storage_types_;
    list<known> dtypes_;
    list<std::string> dtype_names_;
    list<std::uint32_t> storage_keys_;  // where the key of each storage is remembered
};

}  // namespace eponym::inline EPONYM_ABI::io::detail

#if EPONYM_WITH_DEFINITIONS
#include <eponym/io/pickle_writer.ipp>
#endif
