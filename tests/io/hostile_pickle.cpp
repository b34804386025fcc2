// SPDX-License-Identifier: BSL-1.0
// Broken and malicious pickles in otherwise good files, numbered as in the project's list. Counts in the millions are
// cut to tens or hundreds of thousands where the point is the same.
#include "support.hpp"

using namespace eponym_test;

namespace {
std::string const floats(24, '\1');

std::string fault_of_pickle(std::string const& pickle) { return fault_of(torch_file(pickle, {floats})); }

/// Of a pickle with this value as its whole content.
std::string fault_of_value(std::string const& value) { return fault_of_pickle(p::whole(value)); }

/// Of a dict with the tensor "w" rebuilt from these arguments.
std::string fault_of_tensor(std::string const& storage, std::int64_t offset, std::vector<std::int64_t> const& size,
                            std::vector<std::int64_t> const& stride) {
    return fault_of_value(p::dict({{"w", p::tensor(storage, offset, size, stride)}}));
}

std::string const w = p::tensor(p::storage("0", 6), 0, {2, 3}, {3, 1});
}  // namespace

TEST_CASE("hostile file 54: an impossible number of elements is refused", "[io][hostile]") {
    for (std::int64_t const count :
         {std::int64_t(-1), std::int64_t(1) << 62, INT64_MAX, std::int64_t(7), std::int64_t(5)})
        CHECK(fault_of_tensor(p::storage("0", count), 0, {2, 3}, {3, 1}) != "");
    std::string const begin =
        "(" + p::text("storage") + p::global("torch", "FloatStorage") + p::text("0") + p::text("cpu");
    CHECK_THAT(fault_of_value(begin + "G" + std::string(8, '\0') + "tQ"),
               ContainsSubstring("size of a storage is no number"));
    CHECK_THAT(fault_of_value(begin + p::text("6") + "tQ"), ContainsSubstring("size of a storage is no number"));
    CHECK_THAT(fault_of_value(begin + "\x8A\x09" + std::string(9, '\1') + "tQ"),
               ContainsSubstring("does not fit into 64 bits"));
}

TEST_CASE("hostile file 55: a storage key that is no plain number, or has no record, is refused", "[io][hostile]") {
    for (std::string_view const key :
         {std::string_view("../0"), std::string_view("0\0", 2), std::string_view("-0"), std::string_view("00"),
          std::string_view(""), std::string_view("0x"), std::string_view("99999999999999999999")})
        CHECK_THAT(fault_of_tensor(p::storage(key, 6), 0, {2, 3}, {3, 1}),
                   ContainsSubstring("expected a decimal number"));
    CHECK_THAT(fault_of_tensor(p::storage("1", 6), 0, {2, 3}, {3, 1}), ContainsSubstring("has no record \"data/1\""));
}

TEST_CASE("hostile file 56: a reference to a storage in another form is refused", "[io][hostile]") {
    std::string const storage = p::text("storage"), type = p::global("torch", "FloatStorage"), key = p::text("0"),
                      cpu = p::text("cpu"), six = p::integer(6);
    CHECK_THAT(fault_of_value("(" + storage + type + key + cpu + "tQ"), ContainsSubstring("tuple of five"));
    CHECK_THAT(fault_of_value("(" + storage + type + key + cpu + six + "NtQ"), ContainsSubstring("tuple of five"));
    CHECK_THAT(fault_of_value(")Q"), ContainsSubstring("tuple of five"));
    CHECK_THAT(fault_of_value("]Q"), ContainsSubstring("tuple of five"));
    CHECK_THAT(fault_of_value("K\1Q"), ContainsSubstring("tuple of five"));
    CHECK_THAT(fault_of_value("(" + p::text("module") + type + key + cpu + six + "tQ"),
               ContainsSubstring("does not begin with \"storage\""));
    CHECK_THAT(fault_of_value("(" + storage + type + key + p::text("meta") + six + "tQ"),
               ContainsSubstring("has no values"));
    CHECK_THAT(fault_of_value("(" + storage + type + key + cpu + six + "tQ"), ContainsSubstring("bare storage"));
}

TEST_CASE("hostile file 57: a storage with two dtypes or two sizes is refused", "[io][hostile]") {
    std::string const halves = p::tensor(p::storage("0", 12, "HalfStorage"), 0, {12}, {1});
    CHECK_THAT(fault_of_value(p::dict({{"w", w}, {"v", halves}})), ContainsSubstring("used with two sizes or dtypes"));
    std::string const ints = p::tensor(p::storage("0", 6, "IntStorage"), 0, {6}, {1});
    CHECK_THAT(fault_of_value(p::dict({{"w", w}, {"v", ints}})), ContainsSubstring("used with two sizes or dtypes"));
    std::string const fewer = p::tensor(p::storage("0", 5), 0, {5}, {1});
    CHECK_THAT(fault_of_value(p::dict({{"w", w}, {"v", fewer}})), ContainsSubstring("used with two sizes or dtypes"));
}

TEST_CASE("hostile file 58: an unknown storage class, or a dtype that is called, is refused", "[io][hostile]") {
    CHECK_THAT(fault_of_tensor(p::storage("0", 6, "OtherStorage"), 0, {6}, {1}), ContainsSubstring("storage class"));
    CHECK_THAT(fault_of_tensor(p::storage("0", 6, "float32"), 0, {6}, {1}),
               ContainsSubstring("names no storage class"));
    CHECK_THAT(fault_of_value(p::global("torch", "float32") + ")R"), ContainsSubstring("not a function"));
    CHECK_THAT(fault_of_value(p::global("torch", "FloatStorage") + ")R"), ContainsSubstring("not a function"));
    CHECK_THAT(fault_of_value("K\1)R"), ContainsSubstring("not a function"));
    CHECK_THAT(fault_of_value(p::global("torch", "FloatStorage")), ContainsSubstring("\"torch.FloatStorage\""));
}

TEST_CASE("hostile file 59: a view that leaves its storage is refused", "[io][hostile]") {
    std::string const s = p::storage("0", 6);
    CHECK_THAT(fault_of_tensor(s, -1, {2}, {1}), ContainsSubstring("storage offset"));
    CHECK_THAT(fault_of_tensor(s, 1, {2, 3}, {3, 1}),
               ContainsSubstring("reaches to element 6 of a storage that has 6"));
    CHECK_THAT(fault_of_tensor(s, INT64_MAX, {2, 3}, {3, 1}), ContainsSubstring("reaches to element"));
    CHECK_THAT(fault_of_tensor(s, 6, {}, {}), ContainsSubstring("reaches to element 6"));
    CHECK_THAT(fault_of_tensor(s, 0, {-1}, {1}), ContainsSubstring("size of a tensor"));
    CHECK_THAT(fault_of_tensor(s, 0, {2}, {-1}), ContainsSubstring("stride of a tensor"));
    CHECK_THAT(fault_of_tensor(s, 0, {2, 3}, {1}), ContainsSubstring("not as many strides as sizes"));
    CHECK_THAT(fault_of_tensor(s, 0, {2}, {INT64_MAX}), ContainsSubstring("overflow"));
    CHECK_THAT(fault_of_tensor(s, 0, {std::int64_t(1) << 40, std::int64_t(1) << 40}, {1, 1}),
               ContainsSubstring("overflows"));
    CHECK_THAT(fault_of_tensor(s, 0, {INT64_MAX, 2, 0}, {1, 1, 1}), ContainsSubstring("overflows"));
    CHECK(fault_of_tensor(s, 100, {0, 3}, {3, 1}) == "");
}

TEST_CASE("hostile file 60: a tensor that repeats a few bytes without end is refused", "[io][hostile]") {
    CHECK_THAT(fault_of_tensor(p::storage("0", 6), 0, {1'000'000'000'000}, {0}), ContainsSubstring("repeats elements"));
    CHECK(fault_of_tensor(p::storage("0", 6), 0, {1000}, {0}) == "");
    std::string many = "}(" + p::text("0") + p::tensor(p::storage("0", 6), 0, {1'000'000}, {0}) + "q\1";
    for (int i = 1; i < 100; ++i) many += p::text(std::to_string(i)) + "h\1";
    CHECK_THAT(fault_of_value(many + "u"), ContainsSubstring("repeats elements"));
}

TEST_CASE("hostile file 61: very many dimensions are refused", "[io][hostile]") {
    std::string ones = "(";
    for (int i = 0; i < 50'000; ++i) ones += "K\1";
    ones += "t";
    CHECK_THAT(fault_of_value(p::global("torch._utils", "_rebuild_tensor_v2") + "(" + p::storage("0", 6) + "K" +
                              std::string(1, '\0') + ones + ones + "\x89" + p::ordered_dict() + "tR"),
               ContainsSubstring("more than 64 dimensions"));
}

TEST_CASE("hostile file 62: nothing that a pickle names is run, and its name and place are told", "[io][hostile]") {
    for (auto const& [module, name] : {std::pair{"posix", "system"}, std::pair{"builtins", "eval"},
                                       std::pair{"torch.hub", "load"}, std::pair{"os", "system"}})
        CHECK_THAT(fault_of_value(p::dict({{"a", p::global(module, name) + "(" + p::text("touch x") + "tR"}})),
                   ContainsSubstring("\"" + std::string(module) + "." + name + "\" at checkpoint[\"a\"]"));
    CHECK_THAT(fault_of_value(p::dict({{"args", p::global("argparse", "Namespace") + ")\x81}b"}})),
               ContainsSubstring("checkpoint[\"args\"] = vars(checkpoint[\"args\"])"));
    CHECK_THAT(fault_of_value(p::dict({{"best", p::global("numpy._core.multiarray", "scalar") + ")R"}})),
               ContainsSubstring("checkpoint[\"best\"] = checkpoint[\"best\"].item()"));
    CHECK_THAT(fault_of_value(p::global("__main__", "Net") + ")\x81}b"),
               ContainsSubstring("checkpoint = model.state_dict()"));
    // Hidden where the value is dropped.
    CHECK_THAT(fault_of_value(p::global("torch._utils", "_rebuild_parameter_with_state") + "(" + w + "\x88" +
                              p::ordered_dict() + p::global("os", "system") + "(" + p::text("x") + "tRtR"),
               ContainsSubstring("\"os.system\""));
}

TEST_CASE("hostile file 63: every instruction that torch.save does not write is refused", "[io][hostile]") {
    std::string const known = std::string(
        "N\x88\x89)KMJ\x8AGX]}(aesut\x85\x86\x87"
        "cQRb\x81qrhj.");
    for (int code = 0; code < 256; ++code) {
        std::string const fault = fault_of_pickle(std::string("\x80\x02") + char(static_cast<unsigned char>(code)));
        CAPTURE(code);
        CHECK(fault != "");
        if (known.find(char(static_cast<unsigned char>(code))) == std::string::npos)
            CHECK_THAT(fault, ContainsSubstring("is none that torch.save writes"));
    }
}

TEST_CASE("hostile file 64: values that are not on the stack are not taken", "[io][hostile]") {
    for (std::string const& taker :
         std::vector<std::string>{"a", "s", "\x85", "\x86", "\x87", "Q", "R", "b", "\x81", {"q\0", 2}, "("})
        for (std::string const before : {"", "(", "K\1("}) {
            CAPTURE(taker, before);
            CHECK(fault_of_value(before + taker) != "");
        }
    CHECK_THAT(fault_of_value(""), ContainsSubstring("something other than one value"));
    CHECK_THAT(fault_of_value("NN"), ContainsSubstring("something other than one value"));
    CHECK_THAT(fault_of_pickle(p::whole("N") + "N."), ContainsSubstring("something follows its end"));
}

TEST_CASE("hostile file 65: marks that do not match are refused", "[io][hostile]") {
    CHECK_THAT(fault_of_value("N("), ContainsSubstring("something other than one value"));
    for (std::string const instruction : {"t", "e", "u"})
        CHECK_THAT(fault_of_value(instruction), ContainsSubstring("a mark that is not there"));
    CHECK_THAT(fault_of_value("(e"), ContainsSubstring("a value that is not there"));
    CHECK_THAT(fault_of_value("(u"), ContainsSubstring("a value that is not there"));
}

TEST_CASE("hostile file 66: items are set in dicts only, with sensible keys", "[io][hostile]") {
    CHECK_THAT(fault_of_value("]K\1K\2s"), ContainsSubstring("not a dict"));
    CHECK_THAT(fault_of_value(w + "K\1K\2s"), ContainsSubstring("not a dict"));
    CHECK_THAT(fault_of_value("}(K\1K\2K\3u"), ContainsSubstring("has no value"));
    for (std::string const& key : std::vector<std::string>{"]", "}", "N", "\x88", ")", "G" + std::string(8, '\0')})
        CHECK_THAT(fault_of_value("}(" + key + "K\1u"), ContainsSubstring("neither a text nor an integer"));
    CHECK_THAT(fault_of_value(p::dict({{"a", "N"}, {"a", "N"}})), ContainsSubstring("\"a\" occurs twice"));
    CHECK_THAT(fault_of_value("}(K\1NK\1Nu"), ContainsSubstring("key 1 occurs twice"));
    CHECK(fault_of_value("}(K\1N" + p::text("1") + "Nu") == "");
}

TEST_CASE("hostile file 67: values are appended to lists only", "[io][hostile]") {
    for (std::string const& value : std::vector<std::string>{")", "}", "K\1", p::text("x"), w}) {
        CHECK_THAT(fault_of_value(value + "K\1a"), ContainsSubstring("not a list"));
        CHECK_THAT(fault_of_value(value + "(K\1e"), ContainsSubstring("not a list"));
    }
}

TEST_CASE("hostile file 68: attributes are given to an OrderedDict only, as a dict", "[io][hostile]") {
    for (std::string const& value : std::vector<std::string>{"}", "K\1", w, "]"})
        CHECK_THAT(fault_of_value(value + "}b"), ContainsSubstring("not an OrderedDict"));
    for (std::string const state : {"K\1", "]", ")", "N"})
        CHECK_THAT(fault_of_value(p::ordered_dict() + state + "b"), ContainsSubstring("are not a dict"));
    CHECK_THAT(fault_of_value(p::ordered_dict() + "}b}b"), ContainsSubstring("attributes twice"));
}

TEST_CASE("hostile file 69: memory for remembered values stays in proportion", "[io][hostile]") {
    CHECK_THAT(fault_of_value("h\7"), ContainsSubstring("was not remembered"));
    CHECK_THAT(fault_of_value("j\xFF\xFF\xFF\xFF"), ContainsSubstring("was not remembered"));
    CHECK_THAT(fault_of_value("Nr\xFF\xFF\xFF\xFF"), ContainsSubstring("beyond all bounds"));
    CHECK_THAT(fault_of_value("Nr\xFF\xFF\xFF\x0F"), ContainsSubstring("beyond all bounds"));
}

TEST_CASE("hostile file 70: text that is longer than the file, or not UTF-8, is refused", "[io][hostile]") {
    CHECK_THAT(fault_of_value("X\xFF\xFF\xFF\xFFx"), ContainsSubstring("in the middle of an instruction"));
    CHECK_THAT(fault_of_value(p::text("\xFF")), ContainsSubstring("not valid UTF-8"));
    CHECK_THAT(fault_of_value(p::text("\xED\xA0\x80")), ContainsSubstring("not valid UTF-8"));
}

TEST_CASE("hostile file 71: integers of any length are read or refused", "[io][hostile]") {
    CHECK_THAT(fault_of_value("\x8A\xFF" + std::string(255, '\1')), ContainsSubstring("does not fit into 64 bits"));
    CHECK_THAT(fault_of_value("\x8A\x09" + std::string(9, '\0')), ContainsSubstring("does not fit into 64 bits"));
    scratch const file;
    auto const read = [&](std::string const& value) {
        file.write(torch_file(p::whole(value)));
        return io::open(file.path()).root()->integer();
    };
    CHECK(read(std::string("\x8A\0", 2)) == 0);
    CHECK(read("\x8A\1\xFF") == -1);
    CHECK(read(std::string("\x8A\2\xFF\0", 4)) == 255);
    CHECK(read(std::string("\x8A\x08\0\0\0\0\0\0\0\x80", 10)) == INT64_MIN);
    CHECK(read(std::string("J\xFE\xFF\xFF\xFF", 5)) == -2);
}

TEST_CASE("hostile file 72: a class name without end or of a megabyte is refused", "[io][hostile]") {
    CHECK_THAT(fault_of_value("cposix"), ContainsSubstring("has no end"));
    CHECK_THAT(fault_of_value("cposix\nsystem"), ContainsSubstring("has no end"));
    CHECK_THAT(fault_of_value("c" + std::string(1'000'000, 'm') + "\nx\n"), ContainsSubstring("has no end"));
    CHECK_THAT(fault_of_value("c\n\n"), ContainsSubstring("name of a class is not valid"));
}

TEST_CASE("hostile file 73: deep nesting is refused without recursion", "[io][hostile]") {
    std::string const deep = std::string(200'000, ']') + std::string(199'999, 'a');
    CHECK_THAT(fault_of_value(deep), ContainsSubstring("more than 1,000 deep"));
    CHECK_THAT(fault_of_value("N" + std::string(200'000, '\x85')), ContainsSubstring("more than 1,000 deep"));
    CHECK(fault_of_value(std::string(1000, ']') + std::string(999, 'a')) == "");
}

TEST_CASE("hostile file 74: a list or dict in itself is refused", "[io][hostile]") {
    CHECK_THAT(fault_of_value(std::string("]q\0h\0a", 6)), ContainsSubstring("contains itself"));
    CHECK_THAT(fault_of_value(std::string("}q\0K\1h\0s", 8)), ContainsSubstring("contains itself"));
    CHECK_THAT(fault_of_value(p::ordered_dict() + std::string("q\0}", 3) + p::text("x") + std::string("h\0sb", 4)),
               ContainsSubstring("contains itself"));
}

TEST_CASE("hostile file 75: doubling through shared lists neither takes long nor much memory", "[io][hostile]") {
    auto const doubled = [](std::string const& innermost, int times) {
        std::string nested = innermost + std::string("q\0", 2);
        for (int i = 0; i < times; ++i) {
            std::string const last = std::string("h") + char(i), next = std::string("q") + char(i + 1);
            nested += last + "\x86" + next;
        }
        return nested;
    };
    CHECK(fault_of_value(doubled("]", 60)) == "");
    CHECK_THAT(fault_of_value(doubled(w, 60)), ContainsSubstring("mentions its tensors"));
    CHECK(fault_of_value(doubled(w, 3)) == "");
    // One wide dict in very many places.
    std::string wide = "}(";
    for (int i = 0; i < 5000; ++i) wide += p::text(std::to_string(i)) + "N";
    wide += p::text("w") + w + "uq\1";
    std::string many = "](" + wide;
    for (int i = 0; i < 5000; ++i) many += "h\1";
    CHECK_THAT(fault_of_value(many + "e"), ContainsSubstring("more often than a file of its size"));
}

TEST_CASE("hostile file 76: other pickle protocols are refused", "[io][hostile]") {
    for (char const protocol : {'\0', '\1', '\4', '\5'})
        CHECK_THAT(fault_of_pickle(std::string("\x80") + protocol + "N."),
                   ContainsSubstring("is a pickle of protocol"));
    CHECK_THAT(fault_of_pickle("N."), ContainsSubstring("does not begin as a pickle"));
    CHECK_THAT(fault_of_pickle("\x80\x02\x95" + le(2, 8) + "N."), ContainsSubstring("0x95"));
    CHECK(fault_of_pickle("\x80\x03N.") == "");
}

TEST_CASE("hostile file 77: NaN, infinities and -0.0 are values", "[io][hostile]") {
    scratch const file;
    auto const read = [&](std::uint64_t bits) {
        std::string big;
        for (int i = 7; i >= 0; --i) big += char(static_cast<unsigned char>(bits >> (8 * i)));
        file.write(torch_file(p::whole("G" + big)));
        return io::open(file.path()).root()->real();
    };
    double const nan = read(0x7FF8000000000000), zero = read(0x8000000000000000);
    CHECK(nan != nan);
    CHECK(read(0xFFF0000000000000) < -1e308);
    CHECK(zero == 0);
    CHECK(1 / zero < 0);
}

TEST_CASE("hostile file 78: a pickle that is empty or cut anywhere is refused", "[io][hostile]") {
    std::string const whole = good_pickle();
    for (std::size_t size = 0; size < whole.size(); ++size) {
        CAPTURE(size);
        CHECK_THAT(fault_of_pickle(whole.substr(0, size)), ContainsSubstring("data.pkl is not valid"));
    }
}

TEST_CASE("hostile file 79: two places with one name are refused", "[io][hostile]") {
    CHECK_THAT(fault_of_value(p::dict({{"a", p::dict({{"b", w}})}, {"a.b", w}})),
               ContainsSubstring("\"a.b\" occurs twice"));
    CHECK_THAT(fault_of_value("}(K\1" + w + p::text("1") + w + "u"), ContainsSubstring("\"1\" occurs twice"));
    CHECK_THAT(fault_of_value(p::dict({{"a/../b", w}})), ContainsSubstring("\"..\""));
    CHECK_THAT(fault_of_value(p::dict({{std::string(5000, 'n'), w}})), ContainsSubstring("longer than 4,096"));
    CHECK(fault_of_value(p::dict({{"__metadata__", w}, {"_metadata", w}})) == "");
}

TEST_CASE("hostile file 80: calls with other arguments are refused", "[io][hostile]") {
    std::string const v2 = p::global("torch._utils", "_rebuild_tensor_v2");
    CHECK_THAT(fault_of_value(p::global("collections", "OrderedDict") + "K\1\x85R"),
               ContainsSubstring("called with items"));
    CHECK_THAT(fault_of_value(v2 + ")R"), ContainsSubstring("has 0 arguments, expected 6"));
    CHECK_THAT(fault_of_value(v2 + "(NNNNNNNNtR"), ContainsSubstring("has 8 arguments"));
    CHECK_THAT(fault_of_value(v2 + "(NNNNNNtR"), ContainsSubstring("not a storage"));
    CHECK_THAT(fault_of_value(v2 + "]R"), ContainsSubstring("not a tuple"));
    for (std::string const name : {"Size", "device"}) CHECK(fault_of_value(p::global("torch", name) + ")R") != "");
    CHECK(fault_of_value(p::global("_codecs", "encode") + "(NNtR") != "");
    CHECK(fault_of_value(p::global("collections", "Counter") + "N\x85R") != "");
    CHECK(fault_of_value(p::global("torch._utils", "_rebuild_parameter") + "(N\x88" + p::ordered_dict() + "tR") != "");
    CHECK(fault_of_value(p::global("torch", "Tensor") + ")R") != "");
}
