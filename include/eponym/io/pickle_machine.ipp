// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/io/array.hpp>
#include <eponym/io/pickle.hpp>
#include <eponym/io/text.hpp>
#include <eponym/meta/exception.hpp>
#include <eponym/meta/list.hpp>

EPONYM_BEGIN_COLD

namespace eponym::inline EPONYM_ABI::io::detail {

inline constexpr std::size_t largest_pickle = std::size_t(1) << 28;
inline constexpr std::size_t most_cells = std::size_t(1) << 23;

struct pickle_global {
    std::string_view name;  // module, line feed, name
    pickle_function function;
};

inline constexpr pickle_global pickle_globals[] = {
    {"collections\nOrderedDict", pickle_function::ordered_dict},
    {"collections\nCounter", pickle_function::counter},
    {"torch._utils\n_rebuild_tensor", pickle_function::rebuild_tensor},
    {"torch._utils\n_rebuild_tensor_v2", pickle_function::rebuild_tensor_v2},
    {"torch._utils\n_rebuild_tensor_v3", pickle_function::rebuild_tensor_v3},
    {"torch._utils\n_rebuild_parameter", pickle_function::rebuild_parameter},
    {"torch._utils\n_rebuild_parameter_with_state", pickle_function::rebuild_parameter_with_state},
    {"torch._tensor\n_rebuild_from_type_v2", pickle_function::rebuild_from_type},
    {"torch\nSize", pickle_function::size},
    {"torch\ndevice", pickle_function::device},
    {"_codecs\nencode", pickle_function::encode},
    {"__builtin__\nset", pickle_function::set},
    {"builtins\nset", pickle_function::set},
    {"__builtin__\nbytearray", pickle_function::bytearray},
    {"builtins\nbytearray", pickle_function::bytearray},
    {"__builtin__\nbytes", pickle_function::bytes},
    {"builtins\nbytes", pickle_function::bytes},
    {"__builtin__\ncomplex", pickle_function::complex},
    {"builtins\ncomplex", pickle_function::complex},
    {"torch\nTensor", pickle_function::tensor_class},
    {"torch.nn.parameter\nParameter", pickle_function::parameter_class},
};

struct pickle_storage_type {
    std::string_view name;
    dtype type;
};

inline constexpr pickle_storage_type pickle_storage_types[] = {
    {"DoubleStorage", dtype::float64},
    {"FloatStorage", dtype::float32},
    {"HalfStorage", dtype::float16},
    {"BFloat16Storage", dtype::bfloat16},
    {"LongStorage", dtype::int64},
    {"IntStorage", dtype::int32},
    {"ShortStorage", dtype::int16},
    {"CharStorage", dtype::int8},
    {"ByteStorage", dtype::uint8},
    {"BoolStorage", dtype::boolean},
    {"ComplexDoubleStorage", dtype::complex128},
    {"ComplexFloatStorage", dtype::complex64},
};

/// `a * b` to `product`; false where that is more than 2^62.
inline bool multiply(std::uint64_t a, std::uint64_t b, std::uint64_t& product) {
    constexpr std::uint64_t most = std::uint64_t(1) << 62;
    if (b != 0 && a > most / b) return false;
    product = a * b;
    return true;
}

class pickle_machine {
public:
    pickle_machine(std::string_view pickle, std::string const& file) : file_(file) {
        state_.pickle = pickle;
        state_.cells = {cell{}, cell{cell_kind::boolean, 0, false, 0, 0}, cell{cell_kind::boolean, 0, false, 0, 1},
                        cell{cell_kind::tuple, 0, false, 0, 0}};
        state_.links.resize(1);
    }

    pickle_cells& state() { return state_; }

    /// Runs to the end and returns the cell that is left.
    std::uint32_t run();

private:
    [[noreturn]] void fail(std::initializer_list<part> parts) const;

    std::string_view take(std::size_t count) {
        if (count > state_.pickle.size() - position_) fail({"it ends in the middle of an instruction"});
        position_ += count;
        return state_.pickle.substr(position_ - count, count);
    }

    std::uint64_t number(std::size_t count) {
        std::uint64_t value = 0;
        int shift = 0;
        for (char const c : take(count)) {
            value |= std::uint64_t(static_cast<unsigned char>(c)) << shift;
            shift += 8;
        }
        return value;
    }

    std::string_view line() {
        std::size_t const end = state_.pickle.substr(position_, 512).find('\n');
        if (end == std::string_view::npos) fail({"the name of a class has no end"});
        return take(end + 1).substr(0, end);
    }

    cell const& at(std::uint32_t index) const { return state_.cells[index]; }

    std::uint32_t add(cell const& c) {
        if (state_.cells.size() == most_cells) fail({"it holds more than 8,388,608 values"});
        state_.cells.push_back(c);
        return std::uint32_t(state_.cells.size() - 1);
    }

    void push(std::uint32_t index) { stack_.push_back(index); }
    void push_new(cell_kind kind, std::uint64_t content = 0, std::uint32_t size = 0) {
        push(add(cell{kind, 0, false, size, content}));
    }

    /// The begin of the part of the stack after the last mark; nothing below may be taken.
    std::size_t floor() const { return marks_.empty() ? 0 : marks_.back(); }

    std::uint32_t pop() {
        if (stack_.size() <= floor()) fail({"an instruction needs a value that is not there"});
        std::uint32_t const top = stack_.back();
        stack_.pop_back();
        return top;
    }

    std::uint32_t top() const {
        if (stack_.size() <= floor()) fail({"an instruction needs a value that is not there"});
        return stack_.back();
    }

    /// Where the values after the last mark begin; takes the mark away.
    std::size_t pop_mark() {
        if (marks_.empty()) fail({"an instruction needs a mark that is not there"});
        std::size_t const begin = marks_.back();
        marks_.pop_back();
        return begin;
    }

    void append(std::uint32_t container, std::uint32_t value);
    void append_from(std::size_t begin);
    void set_from(std::size_t begin);
    void tuple_from(std::size_t begin);

    void push_text() {
        std::size_t const size = std::size_t(number(4));
        std::string_view const text = take(size);
        if (!is_utf8(text)) fail({"a text is not valid UTF-8"});
        push_new(cell_kind::text, position_ - size, std::uint32_t(size));
    }

    void push_long();
    void push_real();
    void push_global();
    void push_storage();
    void remember(std::uint64_t index);
    void recall(std::uint64_t index);
    void reduce();
    void build();
    void new_object();
    void step(unsigned char instruction);

    // pickle_functions.ipp
    struct arguments {
        std::uint32_t items[8];
        std::size_t count;
    };
    arguments take_arguments(std::uint32_t tuple, std::size_t least, std::size_t most, std::string_view name) const;
    std::uint32_t call(pickle_function function, std::uint32_t tuple);
    std::uint32_t copy_as(cell_kind kind, std::uint32_t source, bool ordered);
    std::uint32_t rebuild_tensor(pickle_function function, std::uint32_t tuple);
    void require_no_hooks(std::uint32_t hooks) const;
    void require_plain(std::uint32_t metadata) const;
    void add_dims(std::uint32_t tuple, std::string_view what, std::uint32_t expected);
    void require_inside(pickled_tensor const& t, pickled_storage const& storage) const;

    std::string const& file_;
    pickle_cells state_;
    list<std::uint32_t> stack_;
    list<std::size_t> marks_;
    list<std::uint32_t> memo_;  // cell + 1, 0 for nothing
    std::size_t position_ = 0;
    std::size_t begin_ = 0;  // of the instruction
};

inline void pickle_machine::fail(std::initializer_list<part> parts) const {
    refuse(file_, {"data.pkl is not valid: ", sentence(parts), ", at byte ", begin_});
}

inline void pickle_machine::append(std::uint32_t container, std::uint32_t value) {
    // Each place in a container takes a byte of the pickle; copies of containers are made, but not many.
    if (state_.links.size() > 16 + 2 * state_.pickle.size()) fail({"it copies its lists or dicts too often"});
    std::uint32_t const link = std::uint32_t(state_.links.size());
    state_.links.push_back({value, 0});
    cell& c = state_.cells[container];
    std::uint32_t const last = std::uint32_t(c.content >> 32);
    if (last == 0)
        c.content = link;
    else
        state_.links[last].next = link;
    c.content = (c.content & 0xFFFFFFFFu) | std::uint64_t(link) << 32;
}

inline void pickle_machine::append_from(std::size_t begin) {
    if (begin <= floor()) fail({"an instruction needs a value that is not there"});
    std::uint32_t const list = stack_[begin - 1];
    if (at(list).kind != cell_kind::list && at(list).kind != cell_kind::foreign)
        fail({"something that is not a list is appended to"});
    if (at(list).kind == cell_kind::list)
        for (std::size_t i = begin; i < stack_.size(); ++i) {
            append(list, stack_[i]);
            ++state_.cells[list].size;
        }
    stack_.resize(begin);
}

inline void pickle_machine::set_from(std::size_t begin) {
    if (begin <= floor()) fail({"an instruction needs a value that is not there"});
    if ((stack_.size() - begin) % 2 != 0) fail({"a key of a dict has no value"});
    std::uint32_t const dict = stack_[begin - 1];
    if (at(dict).kind != cell_kind::dict && at(dict).kind != cell_kind::foreign)
        fail({"items are set in something that is not a dict"});
    if (at(dict).kind == cell_kind::dict)
        for (std::size_t i = begin; i < stack_.size(); i += 2) {
            cell_kind const key = at(stack_[i]).kind;
            if (key != cell_kind::text && key != cell_kind::integer)
                fail({"a key of a dict is neither a text nor an integer"});
            append(dict, stack_[i]);
            append(dict, stack_[i + 1]);
            ++state_.cells[dict].size;
        }
    stack_.resize(begin);
}

inline void pickle_machine::tuple_from(std::size_t begin) {
    std::uint32_t const tuple = add(cell{cell_kind::tuple, 0, false, std::uint32_t(stack_.size() - begin), 0});
    for (std::size_t i = begin; i < stack_.size(); ++i) append(tuple, stack_[i]);
    stack_.resize(begin);
    push(tuple);
}

inline void pickle_machine::push_long() {
    std::size_t const size = std::size_t(number(1));
    if (size > 8) fail({"an integer does not fit into 64 bits"});
    std::uint64_t value = number(size);
    if (size > 0 && size < 8 && (value >> (8 * size - 1)) != 0) value |= ~std::uint64_t(0) << (8 * size);
    push_new(cell_kind::integer, value);
}

inline void pickle_machine::push_real() {
    std::uint64_t bits = 0;
    for (char const c : take(8)) bits = bits << 8 | static_cast<unsigned char>(c);
    push_new(cell_kind::real, bits);
}

inline void pickle_machine::push_global() {
    std::size_t const begin = position_;
    std::string_view const module = line(), name = line();
    std::string_view const both = state_.pickle.substr(begin, module.size() + 1 + name.size());
    if (!fault_of_name(module).empty() || !fault_of_name(name).empty() || module.empty() || name.empty())
        fail({"the name of a class is not valid"});
    cell found{cell_kind::foreign, 0, false, std::uint32_t(both.size()), begin};
    for (auto const& [known, function] : pickle_globals)
        if (known == both) found = {cell_kind::function, std::uint8_t(function), false, found.size, begin};
    if (both == "torch.storage\nUntypedStorage")
        found = {cell_kind::storage_type, std::uint8_t(dtype::uint8), true, found.size, begin};
    if (module == "torch") {
        for (auto const& [known, type] : pickle_storage_types)
            if (known == name) found = {cell_kind::storage_type, std::uint8_t(type), false, found.size, begin};
        for (int i = 0; i <= int(dtype::float8_e8m0fnu); ++i)
            if (name_of(dtype(i)) == name) found = {cell_kind::dtype_object, std::uint8_t(i), false, found.size, begin};
    }
    push(add(found));
    if (found.kind == cell_kind::foreign && state_.first_foreign == 0) state_.first_foreign = stack_.back();
}

inline void pickle_machine::push_storage() {
    std::uint32_t const tuple = pop();
    if (at(tuple).kind != cell_kind::tuple || at(tuple).size != 5)
        fail({"the reference to a storage is not a tuple of five items"});
    arguments const a = take_arguments(tuple, 5, 5, "the reference to a storage");
    if (at(a.items[0]).kind != cell_kind::text || state_.text(at(a.items[0])) != "storage")
        fail({"the reference to a storage does not begin with \"storage\""});
    if (at(a.items[1]).kind == cell_kind::foreign)
        fail({"the storage class ", in_quotes(state_.text(at(a.items[1]))), " is unknown"});
    if (at(a.items[1]).kind != cell_kind::storage_type) fail({"the reference to a storage names no storage class"});
    pickled_storage storage;
    storage.type = dtype(at(a.items[1]).detail);
    storage.untyped = at(a.items[1]).flag;
    if (at(a.items[2]).kind != cell_kind::text) fail({"the key of a storage is no text"});
    if (!parse_number(state_.text(at(a.items[2])), storage.key))
        fail({"the key of a storage is ", in_quotes(state_.text(at(a.items[2]))), ", expected a decimal number"});
    if (at(a.items[3]).kind != cell_kind::text) fail({"the device of a storage is no text"});
    if (state_.text(at(a.items[3])) == "meta") fail({"a tensor is on the device \"meta\", so it has no values"});
    if (at(a.items[4]).kind != cell_kind::integer || std::int64_t(at(a.items[4]).content) < 0)
        fail({"the size of a storage is no number from 0 on"});
    storage.count = at(a.items[4]).content;
    std::uint64_t bytes = 0;
    if (!multiply(storage.count, std::uint64_t(bits_of(storage.type)) / 8, bytes))
        fail({"the size of a storage overflows"});
    state_.storages.push_back(storage);
    push_new(cell_kind::storage, state_.storages.size() - 1);
}

inline void pickle_machine::remember(std::uint64_t index) {
    if (index >= state_.pickle.size()) fail({"a value is remembered under a number beyond all bounds"});
    if (index >= memo_.size()) memo_.resize(std::size_t(index) + 1);
    memo_[std::size_t(index)] = top() + 1;
}

inline void pickle_machine::recall(std::uint64_t index) {
    if (index >= memo_.size() || memo_[std::size_t(index)] == 0) fail({"a value is recalled that was not remembered"});
    push(memo_[std::size_t(index)] - 1);
}

inline void pickle_machine::reduce() {
    std::uint32_t const tuple = pop(), callee = pop();
    if (at(tuple).kind != cell_kind::tuple) fail({"the arguments of a call are not a tuple"});
    if (at(callee).kind == cell_kind::foreign) return push(callee);
    if (at(callee).kind != cell_kind::function) fail({"something is called that is not a function"});
    push(call(pickle_function(at(callee).detail), tuple));
}

inline void pickle_machine::new_object() {
    pop();
    std::uint32_t const type = pop();
    if (at(type).kind != cell_kind::foreign) fail({"it makes an object in a way that torch.save does not"});
    push(type);
}

inline void pickle_machine::build() {
    std::uint32_t const state = pop(), object = top();
    if (at(object).kind == cell_kind::foreign) return;
    if (at(object).kind != cell_kind::dict || !at(object).flag)
        fail({"attributes are given to something that is not an OrderedDict"});
    if (at(state).kind != cell_kind::dict) fail({"the attributes of an OrderedDict are not a dict"});
    state_.states.push_back({object, state});
}

inline void pickle_machine::step(unsigned char instruction) {
    switch (instruction) {
        case 'N': return push(0);
        case 0x89: return push(1);
        case 0x88: return push(2);
        case ')': return push(3);
        case 'K': return push_new(cell_kind::integer, number(1));
        case 'M': return push_new(cell_kind::integer, number(2));
        case 'J': return push_new(cell_kind::integer, std::uint64_t(std::int64_t(std::int32_t(number(4)))));
        case 0x8A: return push_long();
        case 'G': return push_real();
        case 'X': return push_text();
        case ']': return push_new(cell_kind::list);
        case '}': return push_new(cell_kind::dict);
        case '(': return marks_.push_back(stack_.size());
        case 'a': top(); return append_from(stack_.size() - 1);
        case 'e': return append_from(pop_mark());
        case 's': top(); return set_from(stack_.size() < 2 ? 0 : stack_.size() - 2);
        case 'u': return set_from(pop_mark());
        case 't': return tuple_from(pop_mark());
        case 0x85:
        case 0x86:
        case 0x87: {
            std::size_t const count = instruction - 0x84u;
            if (stack_.size() < floor() + count) fail({"an instruction needs a value that is not there"});
            return tuple_from(stack_.size() - count);
        }
        case 'c': return push_global();
        case 'Q': return push_storage();
        case 'R': return reduce();
        case 'b': return build();
        case 0x81: return new_object();
        case 'q': return remember(number(1));
        case 'r': return remember(number(4));
        case 'h': return recall(number(1));
        case 'j': return recall(number(4));
        default: {
            constexpr char digits[] = "0123456789abcdef";
            char const code[] = {digits[instruction >> 4], digits[instruction & 15]};
            fail({"the instruction 0x", std::string_view(code, 2), " is none that torch.save writes"});
        }
    }
}

inline std::uint32_t pickle_machine::run() {
    if (state_.pickle.size() > largest_pickle) fail({"it has more than 268,435,456 bytes"});
    if (take(1)[0] != '\x80') fail({"it does not begin as a pickle"});
    std::uint64_t const protocol = number(1);
    if (protocol != 2 && protocol != 3)
        refuse(file_, {"data.pkl is a pickle of protocol ", protocol,
                       ", expected 2; in Python: torch.save(torch.load(path), path)"});
    for (;;) {
        begin_ = position_;
        auto const instruction = static_cast<unsigned char>(take(1)[0]);
        if (instruction == '.') break;
        step(instruction);
    }
    if (stack_.size() != 1 || !marks_.empty()) fail({"it ends with something other than one value"});
    if (position_ != state_.pickle.size()) fail({"something follows its end"});
    return stack_[0];
}

EPONYM_INLINE pickled unpickle(std::string_view pickle, std::string const& file) {
    pickle_machine machine(pickle, file);
    std::uint32_t const root = machine.run();
    return build_tree(machine.state(), root, file);
}

}  // namespace eponym::inline EPONYM_ABI::io::detail

EPONYM_END_COLD

#include <eponym/io/pickle_functions.ipp>
