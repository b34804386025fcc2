// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <utility>

#include <eponym/meta/exception.hpp>
#include <eponym/tensor/dtype.hpp>
#include <eponym/tensor/shape.hpp>
#include <eponym/tensor/storage.hpp>

namespace eponym::inline EPONYM_ABI {

class AnyTensor;

/// What a tensor is: a strided window into a storage, and the place for its gradient.
struct TensorImpl final : counted {
    shared<Storage> storage;
    std::byte* data = nullptr;  // the first element: the storage's data plus the view's offset
    dtype type = dtype::float32;
    bool requires_grad = false;
    Shape shape;
    Strides strides;  // in elements
    shared<TensorImpl> gradient;
};

/// A tensor whose dtype and shape are known at run time only: a handle, shared on copy. What a state dict holds, and
/// what the operations below the typed interface work on.
class AnyTensor {
public:
    AnyTensor() = default;
    explicit AnyTensor(shared<TensorImpl> impl) : impl_(std::move(impl)) {}

    /// Uninitialised, contiguous, on the host.
    static AnyTensor empty(dtype type, Shape const& shape);

    /// Over memory that somebody else owns and `owner`, which may be null, keeps alive. Strides are in elements.
    static AnyTensor borrow(void* data, dtype type, Shape const& shape, Strides const& strides,
                            shared<counted const> owner = nullptr);

    bool defined() const noexcept { return impl_ != nullptr; }
    eponym::dtype type() const { return impl().type; }
    Shape const& shape() const { return impl().shape; }
    Strides const& strides() const { return impl().strides; }
    int rank() const { return impl().shape.rank(); }
    dim numel() const { return impl().shape.numel(); }
    device where() const { return impl().storage->where; }
    bool is_contiguous() const;

    /// The bytes that the elements take when packed: numel times the size of an element.
    std::size_t bytes() const { return std::size_t(numel()) * std::size_t(bits_of(type())) / 8; }

    /// The first element. `T` must be the C++ type of the dtype, else `error`. Opening for writing counts as a change.
    template<element T>
    T const* data() const {
        require_type(dtype_of<T>);
        return reinterpret_cast<T const*>(impl_->data);
    }
    template<element T>
    T* mutable_data() const {
        require_type(dtype_of<T>);
        return reinterpret_cast<T*>(mutable_bytes());
    }
    std::byte const* const_bytes() const { return impl().data; }
    std::byte* mutable_bytes() const {
        impl().storage->version.increment();
        return impl_->data;
    }

    /// The single element of a tensor with one element, converted to double.
    double item() const;

    /// The same elements without gaps: itself where it has none already, else a copy.
    AnyTensor contiguous() const;
    AnyTensor clone() const;
    AnyTensor to(eponym::dtype type) const;

    /// Writes the elements of `source`, which has the same shape, converting their type as PyTorch's `copy_` does.
    void copy_from(AnyTensor const& source) const;

    /// Views: nothing is copied. Dimensions and indices count from the back when negative.
    AnyTensor slice(dim dimension, dim start, dim stop, dim step = 1) const;
    AnyTensor select(dim dimension, dim index) const;
    AnyTensor permute(std::span<dim const> order) const;
    AnyTensor transpose(dim a, dim b) const;
    /// One size may be -1: what is left. A view where the strides allow it, else a copy.
    AnyTensor reshape(Shape shape) const;

    TensorImpl& impl() const {
        if (impl_ == nullptr) throw_moved_from();
        return *impl_;
    }
    shared<TensorImpl> const& shared_impl() const noexcept { return impl_; }

    /// Whether nobody else can see this tensor's memory, so that an operation may reuse it for its result. Never true
    /// of memory that is the caller's or a file's.
    bool is_sole_owner() const noexcept {
        return impl_ != nullptr && impl_.use_count() == 1 && impl_->storage.use_count() == 1 &&
               impl_->storage->allocation != nullptr;
    }

private:
    void require_type(eponym::dtype wanted) const {
        if (impl().type != wanted) throw_wrong_type(wanted);
    }
    [[noreturn]] void throw_wrong_type(eponym::dtype wanted) const;
    [[noreturn]] static void throw_moved_from();

    shared<TensorImpl> impl_;
};

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/tensor/any_tensor.ipp>
#endif
