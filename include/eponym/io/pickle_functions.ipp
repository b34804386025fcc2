// SPDX-License-Identifier: BSL-1.0
// The functions and classes that a pickle may call, each done by hand.
#pragma once

#include <eponym/io/pickle_machine.ipp>

EPONYM_BEGIN_COLD

namespace eponym::inline EPONYM_ABI::io::detail {

inline pickle_machine::arguments pickle_machine::take_arguments(std::uint32_t tuple, std::size_t least,
                                                                std::size_t most, std::string_view name) const {
    arguments found{{}, at(tuple).size};
    if (at(tuple).kind != cell_kind::tuple || found.count < least || found.count > most)
        fail({name, " has ", found.count, " arguments, expected ", least});
    std::uint32_t link = state_.first_link(at(tuple));
    for (std::size_t i = 0; i < found.count; ++i, link = state_.links[link].next)
        found.items[i] = state_.links[link].value;
    return found;
}

/// A container with the items that `source` has now.
inline std::uint32_t pickle_machine::copy_as(cell_kind kind, std::uint32_t source, bool ordered) {
    std::uint32_t const size = at(source).size;
    std::uint32_t const copy = add(cell{kind, 0, ordered, size, 0});
    std::uint32_t link = state_.first_link(at(source));
    for (std::uint32_t i = 0; i < (kind == cell_kind::dict ? 2 : 1) * size; ++i, link = state_.links[link].next)
        append(copy, state_.links[link].value);
    return copy;
}

inline std::uint32_t pickle_machine::call(pickle_function function, std::uint32_t tuple) {
    auto const kind = [&](std::uint32_t index) { return at(index).kind; };
    switch (function) {
        case pickle_function::ordered_dict:
            if (at(tuple).size != 0) fail({"OrderedDict is called with items"});
            return add(cell{cell_kind::dict, 0, true, 0, 0});
        case pickle_function::counter: {
            if (at(tuple).size == 0) return add(cell{cell_kind::dict, 0, false, 0, 0});
            arguments const a = take_arguments(tuple, 1, 1, "Counter");
            if (kind(a.items[0]) != cell_kind::dict) fail({"the argument of Counter is not a dict"});
            return copy_as(cell_kind::dict, a.items[0], false);
        }
        case pickle_function::set:
        case pickle_function::size: {
            bool const is_set = function == pickle_function::set;
            arguments const a = take_arguments(tuple, 1, 1, is_set ? "set" : "torch.Size");
            if (kind(a.items[0]) != (is_set ? cell_kind::list : cell_kind::tuple))
                fail({"the argument of set or torch.Size is of the wrong kind"});
            return copy_as(is_set ? cell_kind::list : cell_kind::tuple, a.items[0], false);
        }
        case pickle_function::device: {
            arguments const a = take_arguments(tuple, 1, 2, "torch.device");
            bool const indexed = a.count == 2;
            if (kind(a.items[0]) != cell_kind::text || (indexed && kind(a.items[1]) != cell_kind::integer))
                fail({"the arguments of torch.device are not a text and a number"});
            std::uint64_t const index = indexed ? a.items[1] : 0;
            return add(cell{cell_kind::device, 0, false, 0, a.items[0] | index << 32});
        }
        case pickle_function::encode: {
            arguments const a = take_arguments(tuple, 2, 2, "_codecs.encode");
            if (kind(a.items[0]) != cell_kind::text || kind(a.items[1]) != cell_kind::text ||
                state_.text(at(a.items[1])) != "latin1")
                fail({"the arguments of _codecs.encode are not a text and \"latin1\""});
            cell bytes = at(a.items[0]);
            bytes.kind = cell_kind::bytes;
            return add(bytes);
        }
        case pickle_function::bytes:
        case pickle_function::bytearray: {
            if (at(tuple).size == 0) return add(cell{cell_kind::bytes, 0, false, 0, 0});
            arguments const a = take_arguments(tuple, 1, 1, "bytes");
            if (kind(a.items[0]) != cell_kind::bytes) fail({"the argument of bytes is of the wrong kind"});
            return a.items[0];
        }
        case pickle_function::complex: {
            arguments const a = take_arguments(tuple, 2, 2, "complex");
            if (kind(a.items[0]) != cell_kind::real || kind(a.items[1]) != cell_kind::real)
                fail({"the arguments of complex are not two reals"});
            return tuple;
        }
        case pickle_function::rebuild_parameter:
        case pickle_function::rebuild_parameter_with_state: {
            bool const with_state = function == pickle_function::rebuild_parameter_with_state;
            arguments const a = take_arguments(tuple, with_state ? 4 : 3, with_state ? 4 : 3, "_rebuild_parameter");
            if (kind(a.items[0]) != cell_kind::tensor || kind(a.items[1]) != cell_kind::boolean)
                fail({"the arguments of _rebuild_parameter are not a tensor and a truth value"});
            require_no_hooks(a.items[2]);
            return a.items[0];
        }
        case pickle_function::rebuild_from_type: {
            arguments const a = take_arguments(tuple, 4, 4, "_rebuild_from_type_v2");
            if (kind(a.items[0]) != cell_kind::function || kind(a.items[1]) != cell_kind::function ||
                (pickle_function(at(a.items[1]).detail) != pickle_function::tensor_class &&
                 pickle_function(at(a.items[1]).detail) != pickle_function::parameter_class))
                fail({"_rebuild_from_type_v2 makes something other than a tensor"});
            return rebuild_tensor(pickle_function(at(a.items[0]).detail), a.items[2]);
        }
        case pickle_function::tensor_class:
        case pickle_function::parameter_class: fail({"it makes a tensor in a way that torch.save does not"});
        default: return rebuild_tensor(function, tuple);
    }
}

inline void pickle_machine::require_no_hooks(std::uint32_t hooks) const {
    if (at(hooks).kind != cell_kind::dict || at(hooks).size != 0) fail({"a tensor has backward hooks"});
}

inline void pickle_machine::require_plain(std::uint32_t metadata) const {
    if (at(metadata).kind == cell_kind::none) return;
    if (at(metadata).kind != cell_kind::dict) fail({"the metadata of a tensor is not a dict"});
    std::uint32_t link = state_.first_link(at(metadata));
    for (std::uint32_t i = 0; i < 2 * at(metadata).size; ++i, link = state_.links[link].next)
        if (i % 2 == 1 && state_.links[link].value != 1)
            fail(
                {"a tensor is conjugated or negated only when it is read; in Python, save "
                 "tensor.resolve_conj().resolve_neg()"});
}

inline void pickle_machine::add_dims(std::uint32_t tuple, std::string_view what, std::uint32_t expected) {
    if (at(tuple).kind != cell_kind::tuple) fail({"the ", what, " of a tensor is not a tuple"});
    if (at(tuple).size > longest_shape) fail({"a tensor has more than 64 dimensions"});
    if (at(tuple).size != expected) fail({"a tensor has not as many strides as sizes"});
    if (state_.dims.size() > state_.pickle.size()) fail({"it repeats the shapes of its tensors too often"});
    std::uint32_t link = state_.first_link(at(tuple));
    for (std::uint32_t i = 0; i < expected; ++i, link = state_.links[link].next) {
        cell const& item = at(state_.links[link].value);
        if (item.kind != cell_kind::integer || std::int64_t(item.content) < 0)
            fail({"the ", what, " of a tensor is no number from 0 on"});
        state_.dims.push_back(dim(item.content));
    }
}

inline std::uint32_t pickle_machine::rebuild_tensor(pickle_function function, std::uint32_t tuple) {
    std::size_t least = 0, most = 0, metadata = 8;
    switch (function) {
        case pickle_function::rebuild_tensor: least = most = 4; break;
        case pickle_function::rebuild_tensor_v2: least = 6, most = 7, metadata = 6; break;
        case pickle_function::rebuild_tensor_v3: least = 7, most = 8, metadata = 7; break;
        default: fail({"something is called that makes no tensor"});
    }
    arguments const a = take_arguments(tuple, least, most, "_rebuild_tensor");
    if (at(a.items[0]).kind != cell_kind::storage) fail({"a tensor is made of something that is not a storage"});
    if (at(a.items[1]).kind != cell_kind::integer || std::int64_t(at(a.items[1]).content) < 0)
        fail({"the storage offset of a tensor is no number from 0 on"});
    pickled_tensor t;
    t.storage = std::uint32_t(at(a.items[0]).content);
    t.offset = at(a.items[1]).content;
    t.dims = state_.dims.size();
    t.rank = at(a.items[2]).size;
    add_dims(a.items[2], "size", t.rank);
    add_dims(a.items[3], "stride", t.rank);
    if (least > 4) {
        if (at(a.items[4]).kind != cell_kind::boolean) fail({"requires_grad of a tensor is no truth value"});
        require_no_hooks(a.items[5]);
    }
    if (a.count > metadata) require_plain(a.items[metadata]);
    pickled_storage const& storage = state_.storages[t.storage];
    t.type = storage.type;
    if (function == pickle_function::rebuild_tensor_v3) {
        if (at(a.items[6]).kind != cell_kind::dtype_object) fail({"the dtype of a tensor is unknown"});
        t.type = dtype(at(a.items[6]).detail);
    }
    if (storage.untyped != (function == pickle_function::rebuild_tensor_v3))
        fail({"a tensor's dtype is not that of its storage"});
    require_inside(t, storage);
    state_.tensors.push_back(t);
    return add(cell{cell_kind::tensor, 0, false, 0, state_.tensors.size() - 1});
}

/// The last element that sizes and strides reach has to be in the storage.
inline void pickle_machine::require_inside(pickled_tensor const& t, pickled_storage const& storage) const {
    std::uint64_t const width = std::uint64_t(bits_of(t.type)) / 8;
    std::uint64_t const available = storage.untyped ? storage.count / width : storage.count;
    dim const* const sizes = state_.dims.data() + t.dims;
    std::uint64_t elements = 1;
    for (std::uint32_t i = 0; i < t.rank; ++i)
        if (!multiply(elements, std::uint64_t(sizes[i]), elements))
            fail({"the number of a tensor's elements overflows"});
    std::uint64_t bytes = 0;
    if (!multiply(elements, width, bytes)) fail({"the number of a tensor's elements overflows"});
    if (elements == 0) return;
    std::uint64_t last = t.offset;
    for (std::uint32_t i = 0; i < t.rank; ++i) {
        std::uint64_t reach = 0;
        if (!multiply(std::uint64_t(sizes[i]) - 1, std::uint64_t(sizes[t.rank + i]), reach))
            fail({"the strides of a tensor overflow"});
        last += reach;  // below 2^63 + 2^62 at first, so the check below comes before an overflow
        if (last >= available) break;
    }
    if (last >= available)
        fail({"a tensor reaches to element ", last, " of a storage that has ", available, " elements"});
}

}  // namespace eponym::inline EPONYM_ABI::io::detail

EPONYM_END_COLD
