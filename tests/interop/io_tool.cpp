// SPDX-License-Identifier: BSL-1.0
// interop_io_tool write FOLDER: writes files for Python to read.
// interop_io_tool read FILE: prints one line for each array: name, dtype, shape, CRC-32 of its elements in order.
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include <eponym/io/crc32.hpp>
#include <eponym/io/open.hpp>
#include <eponym/io/safetensors.hpp>
#include <eponym/io/torch_writer.hpp>
#include <eponym/meta/exception.hpp>

namespace io = eponym::io;

namespace {

std::vector<std::byte> const& pattern() {
    static std::vector<std::byte> const bytes = [] {
        std::vector<std::byte> out(4096);
        for (std::size_t i = 0; i < out.size(); ++i) out[i] = std::byte(i % 61);
        return out;
    }();
    return bytes;
}

io::array make(std::string name, eponym::dtype type, eponym::list<eponym::dim> shape) {
    io::array a;
    a.name = std::move(name);
    a.type = type;
    a.shape = std::move(shape);
    a.data = pattern().data();
    return a;
}

void write(std::string const& folder) {
    using eponym::dtype;
    std::vector<io::array> torch, safe;
    for (int i = 1; i <= int(dtype::float8_e8m0fnu); ++i) {  // bool has two values only
        auto const type = dtype(i);
        std::string const name(eponym::name_of(type));
        torch.push_back(make(name, type, {2, 3, 4}));
        if (type != dtype::complex32 && type != dtype::complex128) safe.push_back(torch.back());
    }
    for (auto* arrays : {&torch, &safe}) {
        arrays->push_back(make("scalar", dtype::float32, {}));
        arrays->push_back(make("empty.größe", dtype::float64, {2, 0, 3}));
    }
    io::write_torch(folder + "/types.pt", torch, {{{"", 1}, {"norm", 2}}});
    io::write_safetensors(folder + "/types.safetensors", safe);

    io::array whole = make("whole", dtype::int32, {8, 16}), column = make("column", dtype::int32, {8});
    column.strides = {16};
    column.data += 4 * 5;
    for (io::array* a : {&whole, &column}) {
        a->storage_data = pattern().data();
        a->storage_bytes = 512;
    }
    io::write_torch(folder + "/views.pt", std::vector{whole, column});
}

void read(std::string const& name) {
    auto opened = io::open(name);
    opened.verify();
    for (io::array const& a : opened.arrays) {
        std::vector<std::byte> elements(io::byte_count(a));
        io::copy_elements(a, 0, io::element_count(a), elements.data());
        std::printf("%s\t%s\t", a.name.c_str(), std::string(eponym::name_of(a.type)).c_str());
        for (std::size_t i = 0; i < a.shape.size(); ++i) std::printf(i > 0 ? ",%lld" : "%lld", (long long)a.shape[i]);
        std::printf("\t%08x\n", unsigned(io::crc32(0, elements.data(), elements.size())));
    }
}

}  // namespace

int main(int count, char** arguments) {
    try {
        std::string_view const command = count == 3 ? arguments[1] : "";
        if (command == "write")
            write(arguments[2]);
        else if (command == "read")
            read(arguments[2]);
        else
            return std::fputs("use: interop_io_tool write FOLDER | read FILE\n", stderr), 2;
    } catch (eponym::error const& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
