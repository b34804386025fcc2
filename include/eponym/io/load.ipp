// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/io/load.hpp>
#include <eponym/io/open.hpp>
#include <eponym/meta/list.hpp>

EPONYM_BEGIN_COLD

namespace eponym::inline EPONYM_ABI {
namespace detail {

class archive_source final : public tensor_source {
public:
    explicit archive_source(io::archive opened) : archive_(std::move(opened)) {}

    void verify() override { archive_.verify(); }

    io::archive const& archive() const { return archive_; }

private:
    io::archive archive_;
};

EPONYM_INLINE Shape shape_of(io::archive const& from, io::array const& tensor, list<dim> const& sizes) {
    if (sizes.size() > std::size_t(max_rank))
        throw file_error(from.path, "tensor '" + tensor.name + "' has " + std::to_string(sizes.size()) +
                                        " dimensions, and a tensor has at most " + std::to_string(max_rank));
    Shape shape;
    for (dim size : sizes) shape.push_back(size);
    return shape;
}

}  // namespace detail

EPONYM_INLINE StateDict read(io::path const& file) {
    auto const source = shared<detail::archive_source>::make(io::open(file));
    io::archive const& opened = source->archive();
    StateDict dict(opened.path, source);
    dict.reserve(opened.arrays.size());
    dict.metadata = opened.metadata;
    dict.module_versions = opened.module_versions;
    // Arrays that share a storage are views of one, as they were when they were saved.
    list<shared<Storage>> storages;
    for (io::array const& tensor : opened.arrays) {
        if (storages.size() <= tensor.storage_index) storages.resize(tensor.storage_index + 1);
        shared<Storage>& storage = storages[tensor.storage_index];
        // The mapping is private and writable, so that a mapped model can be trained.
        if (storage == nullptr)
            storage = Storage::borrow(const_cast<std::byte*>(tensor.storage_data), tensor.storage_bytes, source);
        auto impl = shared<TensorImpl>::make();
        impl->storage = storage;
        impl->data = const_cast<std::byte*>(tensor.data);
        impl->type = tensor.type;
        impl->shape = detail::shape_of(opened, tensor, tensor.shape);
        impl->strides = detail::shape_of(opened, tensor, tensor.strides);
        dict.insert(tensor.name, AnyTensor(std::move(impl)));
    }
    return dict;
}

}  // namespace eponym::inline EPONYM_ABI

EPONYM_END_COLD
