// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <eponym/meta/exception.hpp>
#include <eponym/meta/list.hpp>
#include <eponym/meta/named.hpp>
#include <eponym/meta/shared.hpp>
#include <eponym/reflect/leaf.hpp>
#include <eponym/tensor/any_tensor.hpp>

namespace eponym::inline EPONYM_ABI {

/// Where the tensors of a state dict come from, if that can turn out to be damaged.
class tensor_source : public counted {
public:
    /// Throws `file_error` unless every byte of the tensors is what was written.
    virtual void verify() = 0;
};

struct named_tensor {
    std::string name;
    AnyTensor tensor;
};

/// Tensors by name, in order, as PyTorch's `state_dict()`. The tensors are handles: those of a model's state dict are
/// its parameters' memory, those of a file's are read when they are touched.
class StateDict {
public:
    StateDict() = default;
    /// `name` becomes `origin`.
    explicit StateDict(std::string name, shared<tensor_source> source = nullptr)
        : origin(std::move(name)), source_(std::move(source)) {}

    /// Throws `error` where the name is taken.
    void insert(std::string name, AnyTensor tensor);

    /// Takes a tensor out, or gives it another name in its place; false where there is none of that name. `rename`
    /// throws `error` where the new name is taken. Both look at every tensor.
    bool remove(std::string_view name);
    bool rename(std::string_view name, std::string other);

    /// Null where there is none of that name.
    AnyTensor const* find(std::string_view name) const;
    bool contains(std::string_view name) const { return find(name) != nullptr; }

    /// The position of a name in the order; `size()` where there is none.
    std::size_t position_of(std::string_view name) const;

    /// Throws `error`, with the nearest name, where there is none of that name.
    AnyTensor const& at(std::string_view name) const;

    /// The tensors below a place, named from there: `dict.below("encoder")` has "fc.weight" for "encoder.fc.weight".
    StateDict below(std::string_view place) const;

    /// The versions of the modules at a place and below it, named from there.
    list<module_version> versions_below(std::string_view place) const;

    std::size_t size() const noexcept { return items_.size(); }
    bool empty() const noexcept { return items_.empty(); }
    auto begin() const noexcept { return items_.begin(); }
    auto end() const noexcept { return items_.end(); }
    named_tensor const& entry(std::size_t position) const { return items_[position]; }

    std::vector<std::string> keys() const;

    /// Makes room for that many.
    void reserve(std::size_t count);

    /// What messages call the dict, a file's name for example.
    std::string origin;

    /// The version number of each module under PyTorch's `_metadata`, by the module's name, "" for the root.
    list<module_version> module_versions;

    /// What a safetensors file has under `__metadata__`.
    list<named_text> metadata;

    /// Throws `file_error` unless every byte of the tensors is what was written. Loading calls it before it copies.
    void verify() const {
        if (source_ != nullptr) source_->verify();
    }

private:
    std::size_t slot_of(std::string_view name, std::uint64_t hash) const;
    void index_tensors(std::size_t room);

    list<named_tensor> items_;
    list<std::uint64_t> hashes_;
    list<std::uint32_t> index_;  // positions in items_, found by hash with linear probing
    shared<tensor_source> source_;
};

template<>
inline constexpr bool is_plain<StateDict> = true;

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/state/state_dict.ipp>
#endif
