# SPDX-License-Identifier: BSL-1.0
"""Shows tensors in gdb: kind, dtype, shape and the first values. `source tools/gdb/eponym.py`, at the prompt or in ~/.gdbinit.

    (gdb) print net.hidden.weight
    $1 = Parameter float32 (2, 3) = {0.5, -1, 0.25, 2, 0, 1}
"""

import re
import struct

import gdb
import gdb.printing

MOST_VALUES = 10

# The letter of the struct module and the bytes of each dtype that has elements in C++.
ELEMENTS = {"bool": ("?", 1), "uint8": ("B", 1), "int8": ("b", 1), "int16": ("h", 2), "int32": ("i", 4),
            "int64": ("q", 8), "float16": ("e", 2), "bfloat16": (None, 2), "float32": ("f", 4), "float64": ("d", 8)}


def address_in(pointer):
    """The address that a shared pointer holds: the library's or the standard library's."""
    for name in ("object_", "_M_ptr", "__ptr_"):
        try:
            return pointer[name]
        except gdb.error:
            continue
    raise gdb.error(f"{pointer.type} is no pointer that eponym.py knows")


def elements_of(array):
    for name in ("_M_elems", "__elems_"):
        try:
            return array[name]
        except gdb.error:
            continue
    return array


def sizes_of(shape):
    sizes = elements_of(shape["sizes_"])
    return [int(sizes[i]) for i in range(int(shape["rank_"]))]


def tuple_text(sizes):
    return f"({', '.join('?' if size == -1 else str(size) for size in sizes)}{',' if len(sizes) == 1 else ''})"


def value_text(raw, dtype):
    letter, _ = ELEMENTS[dtype]
    if letter is None:
        value = struct.unpack("<f", b"\0\0" + raw)[0]
    else:
        value = struct.unpack("<" + letter, raw)[0]
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def first_values(impl, dtype, shape):
    """The first elements in order, read through the strides."""
    strides = sizes_of(impl["strides"])
    start = int(impl["data"])
    count = 1
    for size in shape:
        count *= size
    _, width = ELEMENTS[dtype]
    texts = []
    for position in range(min(count, MOST_VALUES)):
        offset = 0
        for size, stride in zip(reversed(shape), reversed(strides)):
            offset += position % size * stride
            position //= size
        raw = bytes(gdb.selected_inferior().read_memory(start + offset * width, width))
        texts.append(value_text(raw, dtype))
    return "{" + ", ".join(texts) + (", ..." if count > MOST_VALUES else "") + "}"


def describe(pointer, kind):
    address = address_in(pointer)
    if int(address) == 0:
        return f"{kind} without a value"
    impl = address.dereference()
    dtype = str(impl["type"]).rsplit("::", 1)[-1].replace("boolean", "bool")
    shape = sizes_of(impl["shape"])
    if kind == "Parameter" and not bool(impl["requires_grad"]):
        kind = "frozen Parameter"
    text = f"{kind} {dtype} {tuple_text(shape)}"
    where = address_in(impl["storage"]).dereference()["where"]
    if not str(where["kind"]).endswith("cpu"):
        return f"{text} on {str(where['kind']).rsplit('::', 1)[-1]}:{int(where['index'])}"
    if dtype not in ELEMENTS:
        return text
    try:
        return f"{text} = {first_values(impl, dtype, shape)}"
    except gdb.MemoryError:
        return f"{text} in memory that cannot be read"


class TensorPrinter:
    def __init__(self, value):
        self.value = value

    def to_string(self):
        name = re.search(r"(\w+)(?:<.*)?$", self.value.type.strip_typedefs().name)[1]
        if name == "AnyTensor":
            return describe(self.value["impl_"], "AnyTensor")
        kind = name.removeprefix("Basic").removeprefix("Deferred").removeprefix("Member")
        return describe(self.value["tensor_"]["impl_"], kind)


class ShapePrinter:
    def __init__(self, value):
        self.value = value

    def to_string(self):
        return tuple_text(sizes_of(self.value))


def printers():
    collection = gdb.printing.RegexpCollectionPrettyPrinter("eponym")
    scope = r"^eponym::(?:\w+::)*"
    collection.add_printer("tensor", scope + r"Basic(?:Tensor|Parameter|Buffer|Constant)<.*>$", TensorPrinter)
    collection.add_printer("deferred parameter", scope + r"DeferredParameter<.*>$", TensorPrinter)
    collection.add_printer("any tensor", scope + r"AnyTensor$", TensorPrinter)
    collection.add_printer("shape", scope + r"Shape$", ShapePrinter)
    return collection


gdb.printing.register_pretty_printer(gdb.current_objfile(), printers(), replace=True)
