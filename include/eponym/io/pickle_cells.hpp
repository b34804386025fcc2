// SPDX-License-Identifier: BSL-1.0
// What the machine that reads pickles works on, in flat arrays of small fixed records: sixteen bytes a value and eight
// a place in a container, so that a hostile file cannot make much out of little.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <eponym/io/value.hpp>
#include <eponym/meta/list.hpp>
#include <eponym/tensor/dimension.hpp>
#include <eponym/tensor/dtype.hpp>

namespace eponym::inline EPONYM_ABI::io::detail {

/// One mention of a storage. The same storage is mentioned once for every tensor that uses it.
struct pickled_storage {
    std::uint64_t key = 0;    // the record data/<key>
    std::uint64_t count = 0;  // elements; bytes if untyped
    dtype type = dtype::uint8;
    bool untyped = false;
};

struct pickled_tensor {
    std::uint32_t storage = 0;  // which mention
    std::uint32_t rank = 0;
    std::uint64_t dims = 0;    // where its sizes, followed by its strides, begin in `dims`
    std::uint64_t offset = 0;  // in elements
    dtype type = dtype::float32;
};

/// What a pickle holds. A tensor's `content` in the tree is its place in `tensors`.
struct pickled {
    value_tree tree;
    list<std::uint8_t> has_tensors;  // for each node: whether there is a tensor in it
    std::uint64_t leaves = 0;        // the tensors met when every shared list is followed each time
    list<pickled_storage> storages;
    list<pickled_tensor> tensors;
    list<dim> dims;
};

enum class cell_kind : std::uint8_t {
    none,
    boolean,
    integer,
    real,
    text,
    bytes,  // its text is that of the Latin-1 decoding
    list,
    tuple,
    dict,
    function,      // one of `pickle_function`
    storage_type,  // torch.FloatStorage and the like
    dtype_object,
    device,   // content: the cell of the type's text, and that of the index or 0
    storage,  // content: which of `storages`
    tensor,   // content: which of `tensors`
    foreign,  // text: module and name of a class that is not on the list, with a line feed between them
};

enum class pickle_function : std::uint8_t {
    ordered_dict,
    counter,
    rebuild_tensor,
    rebuild_tensor_v2,
    rebuild_tensor_v3,
    rebuild_parameter,
    rebuild_parameter_with_state,
    rebuild_from_type,
    size,
    device,
    encode,
    set,
    bytearray,
    bytes,
    complex,
    tensor_class,
    parameter_class,
};

struct cell {
    cell_kind kind = cell_kind::none;
    std::uint8_t detail = 0;    // which function or dtype
    bool flag = false;          // of a dict: ordered; of a storage type: untyped
    std::uint32_t size = 0;     // of text; of a container, its items
    std::uint64_t content = 0;  // a number's bits; where text begins; first and last link of a container
};

struct cell_link {
    std::uint32_t value = 0;
    std::uint32_t next = 0;
};

/// The cells 0 to 3 are None, False, True and (); link 0 stands for no link.
struct pickle_cells {
    struct attributes {
        std::uint32_t dict;
        std::uint32_t state;
    };

    std::string_view pickle;
    list<cell> cells;
    list<cell_link> links;
    list<attributes> states;
    list<pickled_storage> storages;
    list<pickled_tensor> tensors;
    list<dim> dims;
    std::uint32_t first_foreign = 0;

    std::string_view text(cell const& c) const { return pickle.substr(std::size_t(c.content), c.size); }
    std::uint32_t first_link(cell const& c) const { return std::uint32_t(c.content); }
};

/// Turns what `root` reaches into a value tree. Throws file_error where that holds itself, has a key twice, or holds
/// something that is not a value.
pickled build_tree(pickle_cells& cells, std::uint32_t root, std::string const& file);

}  // namespace eponym::inline EPONYM_ABI::io::detail
