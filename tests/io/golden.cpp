// SPDX-License-Identifier: BSL-1.0
// Files that the real PyTorch and safetensors made (tests/interop/make_io_files.py), and the same ones written here.
#include <cstring>

#include "support.hpp"

using namespace eponym_test;
using eponym::dtype;

namespace {
template<class T>
std::vector<T> values(io::array const& a) {
    std::vector<T> out(io::element_count(a));
    io::copy_elements(a, 0, out.size(), reinterpret_cast<std::byte*>(out.data()));
    return out;
}

std::vector<float> counted(std::size_t count, float first = 0) {
    std::vector<float> out;
    for (std::size_t i = 0; i < count; ++i) out.push_back(first + float(i));
    return out;
}

io::archive open_whole(std::string_view name) {
    auto opened = io::open(golden(name));
    opened.verify();
    return opened;
}

std::string fault_of_golden(std::string_view name) {
    try {
        io::open(golden(name));
    } catch (eponym::file_error const& error) {
        return error.what();
    }
    return "";
}

/// Up to the record that identifies one writing among others.
std::string up_to_serialization_id(std::string const& bytes) {
    return bytes.substr(0, bytes.find("/.data/serialization_id"));
}
}  // namespace

TEST_CASE("every dtype of a safetensors file is read", "[io]") {
    auto const opened = open_whole("types.safetensors");
    CHECK(opened.kind == io::format::safetensors);
    CHECK(opened.metadata == io::metadata_list{{"format", "pt"}});
    CHECK(opened.arrays.size() == 16);
    for (io::array const& a : opened.arrays) {
        CHECK(a.name == eponym::name_of(a.type));
        CHECK(a.shape == eponym::list<eponym::dim>{2, 3});
        CHECK(a.strides == eponym::list<eponym::dim>{3, 1});
    }
    CHECK(values<float>(*opened.find("float32")) == counted(6));
    CHECK(values<std::int64_t>(*opened.find("int64")) == std::vector<std::int64_t>{0, 1, 2, 3, 4, 5});
    CHECK(values<std::uint16_t>(*opened.find("bfloat16")) ==
          std::vector<std::uint16_t>{0, 0x3F80, 0x4000, 0x4040, 0x4080, 0x40A0});
    CHECK(opened.find("float31") == nullptr);
}

TEST_CASE("every dtype of a PyTorch file is read and has the same bytes as in safetensors", "[io]") {
    auto const torch = open_whole("types.pt"), safe = open_whole("types.safetensors");
    CHECK(torch.kind == io::format::torch_zip);
    CHECK(torch.arrays.size() == 16);
    for (io::array const& a : torch.arrays) {
        io::array const* const other = safe.find(a.name);
        REQUIRE(other != nullptr);
        CHECK(a.type == other->type);
        CHECK(std::memcmp(a.data, other->data, io::byte_count(a)) == 0);
    }
}

TEST_CASE("names with escapes and of other languages, scalars and empty tensors are read", "[io]") {
    auto const opened = open_whole("names.safetensors");
    CHECK(opened.arrays.size() == 5);
    CHECK(opened.find("quote \" and \\") != nullptr);
    CHECK(values<float>(*opened.find("größe.权重")) == std::vector<float>{1, 1});
    CHECK(opened.find("scalar")->shape.empty());
    CHECK(values<float>(*opened.find("scalar")) == std::vector<float>{7});
    CHECK(opened.find("tab\u00a0")->shape == eponym::list<eponym::dim>{0, 3});
    CHECK(open_whole("empty.safetensors").arrays.empty());
}

TEST_CASE("a state dict has its keys in order, its values and its module versions", "[io]") {
    auto const opened = open_whole("network.pt");
    std::string names;
    float number = 0;
    for (io::array const& a : opened.arrays) {
        names += a.name + " ";
        if (a.type == dtype::float32) CHECK(values<float>(a) == counted(io::element_count(a), number));
        number += float(io::element_count(a));
    }
    CHECK(names ==
          "0.weight 0.bias 1.weight 1.bias 1.running_mean 1.running_var 1.num_batches_tracked 2.weight 2.bias ");
    CHECK(opened.module_versions == eponym::list<eponym::module_version>{{"", 1}, {"0", 1}, {"1", 2}, {"2", 1}});
}

TEST_CASE("views share their storage and are read through their strides", "[io]") {
    auto const opened = open_whole("views.pt");
    io::array const &whole = *opened.find("whole"), &row = *opened.find("row"), &turned = *opened.find("transposed");
    CHECK(whole.storage_index == row.storage_index);
    CHECK(whole.storage_index == turned.storage_index);
    CHECK(whole.storage_data == turned.storage_data);
    CHECK(values<float>(whole) == counted(12));
    CHECK(values<float>(row) == counted(4, 4));
    CHECK(turned.shape == eponym::list<eponym::dim>{4, 3});
    CHECK_FALSE(io::is_contiguous(turned));
    CHECK(values<float>(turned) == std::vector<float>{0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11});
    CHECK(opened.find("alone")->shape == eponym::list<eponym::dim>{2, 0});
    CHECK(values<float>(*opened.find("scalar")) == std::vector<float>{66});
}

TEST_CASE("everything else in a checkpoint is there as values", "[io]") {
    auto const opened = open_whole("checkpoint.pt");
    auto const root = opened.root().value();
    CHECK(root.find("epoch")->integer() == 3);
    CHECK(root.find("loss")->real() == 0.25);
    CHECK(root.find("big")->integer() == std::int64_t(1) << 40);
    CHECK(root.find("negative")->integer() == -5);
    CHECK(root.find("name")->text() == "größe");
    CHECK(root.find("nothing")->is_none());
    CHECK(root.find("yes")->boolean());
    CHECK_FALSE(root.find("no").has_value());
    auto const list = *root.find("list");
    CHECK(list.size() == 3);
    CHECK(list[0].integer() == 1);
    CHECK(list[1].kind() == io::value_kind::tuple);
    CHECK(list[1][1].integer() == 3);
    CHECK(opened.arrays[list[2].tensor()].name == "list.2");
    CHECK(root.find("milestones")->key(1).integer() == 80);
    CHECK((*root.find("milestones"))[1].integer() == 1);
    CHECK(root.find("size")->kind() == io::value_kind::tuple);
    CHECK(root.find("dtype")->text() == "torch.bfloat16");
    CHECK(root.find("device")->text() == "cuda:1");
    CHECK(root.find("raw")->bytes() == "a\xFF");
    CHECK(root.find("infinite")->real() > 1e308);
    CHECK(opened.find("steps.0.step") != nullptr);
    CHECK(opened.find("parameter")->shape == eponym::list<eponym::dim>{2});
    CHECK(opened.find("model.1.running_var") != nullptr);
    CHECK(root.find("model")->attributes()->find("_metadata").has_value());
    CHECK(opened.module_versions[2] == eponym::module_version{"model.1", 2});
    CHECK_THROWS_WITH(root.find("epoch")->text(), ContainsSubstring("expected text and found integer"));
    CHECK_THROWS_AS(list[3], eponym::error);
    CHECK_FALSE(open_whole("types.safetensors").root().has_value());
}

TEST_CASE("a file that holds one tensor has it under the empty name", "[io]") {
    auto const opened = open_whole("tensor.pt");
    REQUIRE(opened.arrays.size() == 1);
    CHECK(opened.arrays[0].name.empty());
    CHECK(opened.root()->tensor() == 0);
}

TEST_CASE("a file that PyTorch wrote without checksums is read", "[io]") {
    CHECK(values<float>(open_whole("no_checksums.pt").arrays[0]) == counted(12));
}

TEST_CASE("a compressed PyTorch file is read where there is a decompressor, else refused", "[io]") {
    try {
        auto const opened = open_whole("deflated.pt");
        CHECK(values<float>(opened.arrays[0]) == counted(12));
    } catch (eponym::file_error const& error) {
        CHECK_THAT(error.what(), ContainsSubstring("is compressed, which needs the compiled form of this library"));
    }
}

TEST_CASE("what is not read is named, with the line of Python that helps", "[io]") {
    CHECK_THAT(fault_of_golden("legacy.pt"),
               ContainsSubstring("before version 1.6") && ContainsSubstring("torch.save("));
    CHECK_THAT(fault_of_golden("numpy.pt"),
               ContainsSubstring("checkpoint[\"best\"][\"accuracy\"] = checkpoint[\"best\"][\"accuracy\"].item()"));
    CHECK_THAT(fault_of_golden("namespace.pt"), ContainsSubstring("\"argparse.Namespace\" at checkpoint[\"args\"]"));
    CHECK_THAT(fault_of_golden("sparse.pt"), ContainsSubstring(".to_dense()"));
    CHECK_THAT(fault_of_golden("conjugated.pt"), ContainsSubstring("resolve_conj()"));
    CHECK_THAT(fault_of("\x93NUMPY\1"), ContainsSubstring("NumPy .npy"));
    CHECK_THAT(fault_of(zip_archive{{{"a.npy", "x"}}}.bytes()), ContainsSubstring("NumPy .npz"));
    CHECK_THAT(fault_of("PYTORCH1"), ContainsSubstring("preview format"));
    CHECK_THAT(fault_of(std::string(257, 'x') + "ustar" + std::string(300, 'x')), ContainsSubstring("tar archive"));
    CHECK_THAT(fault_of("\x80\x04\x95xxxxxxx."), ContainsSubstring("bare pickle"));
    CHECK_THAT(fault_of(std::string("PK\5\6", 4) + std::string(18, '\0')), ContainsSubstring("empty zip"));
}

TEST_CASE("safetensors files are written byte for byte as the reference writes them", "[io]") {
    for (std::string_view const name : {"types.safetensors", "names.safetensors", "empty.safetensors"}) {
        auto const opened = open_whole(name);
        scratch const file(name);
        io::write_safetensors(file.path(), opened.arrays, opened.metadata);
        CHECK(read_file(file.path()) == read_file(golden(name)));
    }
    auto const torch = open_whole("types.pt");
    scratch const file("types.safetensors");
    io::write_safetensors(file.path(), torch.arrays);
    CHECK(read_file(file.path()) == read_file(golden("types.safetensors")));
}

TEST_CASE("PyTorch files are written byte for byte as torch.save writes them", "[io]") {
    for (std::string_view const name : {"network.pt", "types.pt", "views.pt", "many.pt"}) {
        CAPTURE(name);
        auto const opened = open_whole(name);
        scratch const file(name);
        io::write_torch(file.path(), opened.arrays, {opened.module_versions});
        std::string const ours = read_file(file.path()), theirs = read_file(golden(name));
        CHECK(ours.size() == theirs.size());
        CHECK(up_to_serialization_id(ours) == up_to_serialization_id(theirs));
    }
}
