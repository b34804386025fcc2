// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstring>

#include <eponym/kernels/host/convert.hpp>
#include <eponym/tensor/any_tensor.hpp>

namespace eponym::inline EPONYM_ABI {
namespace detail {

EPONYM_INLINE int require_position(dim dimension, int rank, char const* operation) {
    int const position = position_of(dimension, rank);
    if (position < 0)
        throw shape_error(std::string(operation) + ": dimension " + std::to_string(dimension) +
                          " is out of range for a tensor of rank " + std::to_string(rank));
    return position;
}

// The elements of a shape that somebody asks for; more than memory can hold are refused, before they overflow.
EPONYM_INLINE dim require_sizes(Shape const& shape, char const* operation) {
    constexpr dim most = dim(1) << 56;
    dim elements = 1;
    dim positive = 1;
    for (dim size : shape) {
        if (size < 0) throw shape_error(operation + to_string(shape) + ": every size must be known and not negative");
        if (size > most / positive) throw shape_error(operation + to_string(shape) + ": too many elements");
        positive *= size != 0 ? size : 1;
        elements *= size;
    }
    return elements;
}

// A view: the same storage, another window.
EPONYM_INLINE AnyTensor window(AnyTensor const& tensor, Shape const& shape, Strides const& strides, dim offset) {
    TensorImpl const& from = tensor.impl();
    auto impl = shared<TensorImpl>::make();
    impl->storage = from.storage;
    impl->data = from.data + offset * dim(bits_of(from.type) / 8);
    impl->type = from.type;
    impl->shape = shape;
    impl->strides = strides;
    return AnyTensor(std::move(impl));
}

// The strides that give `tensor`'s elements in order under another shape without a copy; false where there are none.
// Both shapes are split into the runs of dimensions that hold the same elements, and each run of the tensor must be
// walked with one step.
EPONYM_INLINE bool strides_for_reshape(AnyTensor const& tensor, Shape const& shape, Strides& strides) {
    strides.resize(shape.rank());
    if (tensor.numel() == 0) {
        strides = contiguous_strides(shape);
        return true;
    }
    int to = shape.rank() - 1;
    dim run = 1;       // elements in the run of the tensor's dimensions read so far
    dim assigned = 1;  // elements that the new dimensions of this run cover
    dim step = tensor.rank() > 0 ? tensor.strides().back() : 1;
    for (int from = tensor.rank() - 1; from >= 0; --from) {
        run *= tensor.shape()[from];
        bool const run_ends = from == 0 || (tensor.shape()[from - 1] != 1 && tensor.strides()[from - 1] != run * step);
        if (!run_ends) continue;
        while (to >= 0 && (assigned < run || shape[to] == 1)) {
            strides[to] = assigned * step;
            assigned *= shape[to];
            --to;
        }
        if (assigned != run) return false;
        if (from > 0) {
            step = tensor.strides()[from - 1];
            run = 1;
            assigned = 1;
        }
    }
    for (; to >= 0; --to) strides[to] = 1;
    return true;
}

// Contiguous elements into a strided view.
EPONYM_INLINE void scatter(std::byte* target, std::byte const* source, Shape const& shape, Strides const& strides,
                           std::size_t element_size) {
    dim const elements = shape.numel();
    Shape index;
    index.resize(shape.rank());
    for (dim n = 0; n < elements; ++n) {
        dim offset = 0;
        for (int i = 0; i < shape.rank(); ++i) offset += index[i] * strides[i];
        std::memcpy(target + offset * dim(element_size), source + n * dim(element_size), element_size);
        for (int i = shape.rank() - 1; i >= 0 && ++index[i] == shape[i]; --i) index[i] = 0;
    }
}

}  // namespace detail

EPONYM_INLINE void AnyTensor::throw_wrong_type(eponym::dtype wanted) const {
    throw error("data<T>(): the tensor holds " + std::string(name_of(impl().type)) + ", not " +
                std::string(name_of(wanted)));
}

EPONYM_INLINE void AnyTensor::throw_moved_from() {
    throw error("this tensor has no memory: it was moved from, or never set");
}

EPONYM_INLINE AnyTensor AnyTensor::empty(eponym::dtype type, Shape const& shape) {
    dim const elements = detail::require_sizes(shape, "empty");
    auto impl = shared<TensorImpl>::make();
    impl->storage = Storage::allocate(std::size_t(elements) * std::size_t(bits_of(type)) / 8);
    impl->data = impl->storage->data;
    impl->type = type;
    impl->shape = shape;
    impl->strides = contiguous_strides(shape);
    return AnyTensor(std::move(impl));
}

EPONYM_INLINE AnyTensor AnyTensor::borrow(void* data, eponym::dtype type, Shape const& shape, Strides const& strides,
                                          shared<counted const> owner) {
    dim last = shape.numel() == 0 ? 0 : 1;
    for (int i = 0; i < shape.rank() && last != 0; ++i) last += (shape[i] - 1) * strides[i];
    auto impl = shared<TensorImpl>::make();
    impl->storage = Storage::borrow(data, std::size_t(last) * std::size_t(bits_of(type)) / 8, std::move(owner));
    impl->data = impl->storage->data;
    impl->type = type;
    impl->shape = shape;
    impl->strides = strides;
    return AnyTensor(std::move(impl));
}

EPONYM_INLINE bool AnyTensor::is_contiguous() const {
    TensorImpl const& self = impl();
    dim step = 1;
    for (int i = self.shape.rank() - 1; i >= 0; --i) {
        if (self.shape[i] == 0) return true;
        if (self.shape[i] != 1 && self.strides[i] != step) return false;
        step *= self.shape[i];
    }
    return true;
}

EPONYM_INLINE double AnyTensor::item() const {
    if (numel() != 1)
        throw shape_error("item(): a tensor of shape " + to_string(shape()) + " has not exactly one element");
    double value = 0;
    bool const known = visit_element(type(), [&]<class T>() {
        if constexpr (std::is_same_v<T, float16> || std::is_same_v<T, bfloat16>)
            value = double(float(*data<T>()));
        else
            value = double(*data<T>());
    });
    if (!known) throw error("item(): elements of dtype " + std::string(name_of(type())) + " cannot be converted");
    return value;
}

EPONYM_INLINE AnyTensor AnyTensor::contiguous() const { return is_contiguous() ? *this : clone(); }

EPONYM_INLINE AnyTensor AnyTensor::clone() const {
    AnyTensor copy = empty(type(), shape());
    copy.copy_from(*this);
    return copy;
}

EPONYM_INLINE AnyTensor AnyTensor::to(eponym::dtype type_wanted) const {
    if (type() == type_wanted) return *this;
    AnyTensor converted = empty(type_wanted, shape());
    converted.copy_from(*this);
    return converted;
}

EPONYM_INLINE void AnyTensor::copy_from(AnyTensor const& source) const {
    if (shape() != source.shape())
        throw shape_error("copy_from(source): source has shape " + to_string(source.shape()) +
                          ", this tensor has shape " + to_string(shape()));
    if (source.impl().storage == impl().storage) return copy_from(source.clone());  // they may overlap
    std::size_t const element_size = std::size_t(bits_of(type())) / 8;
    if (!is_contiguous()) {
        AnyTensor const packed = type() == source.type() ? source.contiguous() : source.to(type());
        detail::scatter(mutable_bytes(), packed.const_bytes(), shape(), strides(), element_size);
    } else if (type() == source.type()) {
        kernels::copy_strided(mutable_bytes(), source.const_bytes(), shape().data(), source.strides().data(), rank(),
                              element_size);
    } else {
        AnyTensor const packed = source.contiguous();
        if (!kernels::convert(packed.const_bytes(), packed.type(), mutable_bytes(), type(), numel()))
            throw error("copy_from(source): elements of dtype " + std::string(name_of(source.type())) +
                        " cannot be converted to " + std::string(name_of(type())));
    }
}

EPONYM_INLINE AnyTensor AnyTensor::slice(dim dimension, dim start, dim stop, dim step) const {
    int const position = detail::require_position(dimension, rank(), "slice(dimension, start, stop, step)");
    if (step <= 0)
        throw shape_error("slice(dimension, start, stop, step): step must be positive, not " + std::to_string(step));
    dim const size = shape()[position];
    auto const clamped = [size](dim index) {
        if (index < 0) index += size;
        return index < 0 ? 0 : index > size ? size : index;
    };
    dim const first = clamped(start);
    dim const last = clamped(stop);
    Shape sliced = shape();
    Strides steps = strides();
    sliced[position] = last > first ? (last - first - 1) / step + 1 : 0;
    if (sliced[position] > 1) steps[position] *= step;
    return detail::window(*this, sliced, steps, first * strides()[position]);
}

EPONYM_INLINE AnyTensor AnyTensor::select(dim dimension, dim index) const {
    int const position = detail::require_position(dimension, rank(), "select(dimension, index)");
    dim const size = shape()[position];
    dim const at = index < 0 ? index + size : index;
    if (at < 0 || at >= size)
        throw shape_error("select(dimension, index): index " + std::to_string(index) +
                          " is out of range for a dimension of size " + std::to_string(size));
    Shape rest;
    Strides steps;
    for (int i = 0; i < rank(); ++i) {
        if (i == position) continue;
        rest.push_back(shape()[i]);
        steps.push_back(strides()[i]);
    }
    return detail::window(*this, rest, steps, at * strides()[position]);
}

EPONYM_INLINE AnyTensor AnyTensor::permute(std::span<dim const> order) const {
    if (int(order.size()) != rank())
        throw shape_error("permute(order): " + std::to_string(order.size()) + " dimensions for a tensor of rank " +
                          std::to_string(rank()));
    Shape permuted;
    Strides steps;
    unsigned seen = 0;
    for (dim dimension : order) {
        int const position = detail::require_position(dimension, rank(), "permute(order)");
        if ((seen >> position) & 1u)
            throw shape_error("permute(order): dimension " + std::to_string(position) + " is named twice");
        seen |= 1u << position;
        permuted.push_back(shape()[position]);
        steps.push_back(strides()[position]);
    }
    return detail::window(*this, permuted, steps, 0);
}

EPONYM_INLINE AnyTensor AnyTensor::transpose(dim a, dim b) const {
    int const first = detail::require_position(a, rank(), "transpose(a, b)");
    int const second = detail::require_position(b, rank(), "transpose(a, b)");
    Shape swapped = shape();
    Strides steps = strides();
    swapped[first] = shape()[second];
    swapped[second] = shape()[first];
    steps[first] = strides()[second];
    steps[second] = strides()[first];
    return detail::window(*this, swapped, steps, 0);
}

EPONYM_INLINE AnyTensor AnyTensor::reshape(Shape wanted) const {
    int inferred = -1;
    for (int i = 0; i < wanted.rank() && inferred < 0; ++i)
        if (wanted[i] == -1) inferred = i;
    if (inferred >= 0) {
        wanted[inferred] = 1;
        dim const known = detail::require_sizes(wanted, "reshape");
        if (known == 0) throw shape_error("reshape(shape): a size beside one of 0 cannot be inferred");
        wanted[inferred] = numel() / known;
    }
    if (detail::require_sizes(wanted, "reshape") != numel())
        throw shape_error("reshape(shape): " + to_string(wanted) + " does not hold the " + std::to_string(numel()) +
                          " elements of shape " + to_string(shape()));
    Strides steps;
    if (detail::strides_for_reshape(*this, wanted, steps)) return detail::window(*this, wanted, steps, 0);
    AnyTensor const packed = clone();
    return detail::window(packed, wanted, contiguous_strides(wanted), 0);
}

}  // namespace eponym::inline EPONYM_ABI
