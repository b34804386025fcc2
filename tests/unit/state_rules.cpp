// SPDX-License-Identifier: BSL-1.0
#include <string>

#include <catch2/catch_test_macros.hpp>
#include <eponym/state/load_options.hpp>

namespace ep = eponym;

namespace {

template<class... Steps>
std::string apply(ep::key_pipeline<Steps...> rules, std::string_view key) {
    return ep::apply(rules.rules, key);
}

}  // namespace

TEST_CASE("strip_prefix, add_prefix and rename_key change the front of a key", "[state]") {
    CHECK(apply(ep::strip_prefix<"module.">, "module.fc.weight") == "fc.weight");
    CHECK(apply(ep::strip_prefix<"module.">, "fc.module.weight") == "fc.module.weight");
    CHECK(apply(ep::strip_prefix<"module.">, "module.module.fc") == "module.fc");
    CHECK(apply(ep::add_prefix<"net.">, "fc.weight") == "net.fc.weight");
    CHECK(apply(ep::rename_key<"fc", "classifier.head">, "fc.weight") == "classifier.head.weight");
    CHECK(apply(ep::rename_key<"fc", "head">, "fc") == "head");
    CHECK(apply(ep::rename_key<"fc", "head">, "fc1.weight") == "fc1.weight");
    CHECK(apply(ep::rename_key<"a.fc", "b">, "a.fc.weight") == "b.weight");
}

TEST_CASE("only and except choose by patterns", "[state]") {
    CHECK(apply(ep::only<"features.*">, "features.0.weight") == "features.0.weight");
    CHECK(apply(ep::only<"features.*">, "classifier.0.weight").empty());
    CHECK(apply(ep::only<"a.*", "*.bias">, "b.bias") == "b.bias");
    CHECK(apply(ep::except<"a.*", "*.bias">, "b.bias").empty());
    CHECK(apply(ep::except<"a.*", "*.bias">, "b.weight") == "b.weight");
}

TEST_CASE("a pipeline is applied from left to right", "[state]") {
    constexpr auto submodule = ep::only<"net.*"> | ep::strip_prefix<"net."> | ep::rename_key<"fc", "head">;
    CHECK(apply(submodule, "net.fc.weight") == "head.weight");
    CHECK(apply(submodule, "other.fc.weight").empty());
    CHECK(apply(ep::strip_prefix<"net."> | ep::only<"net.*">, "net.fc.weight").empty());
    CHECK(apply(ep::add_prefix<"a."> | ep::add_prefix<"b.">, "x") == "b.a.x");
    CHECK(apply(ep::key_pipeline<>{}, "x") == "x");
}

TEST_CASE("a pipeline prints as it is written", "[state]") {
    constexpr auto rules = ep::strip_prefix<"module."> | ep::only<"a.*", "b.*"> | ep::rename_key<"fc", "head">;
    CHECK(ep::to_string(rules.rules) ==
          "strip_prefix<\"module.\"> | only<\"a.*\", \"b.*\"> | rename_key<\"fc\", \"head\">");
}

TEST_CASE("options are put together from parts", "[state]") {
    ep::load_options const options =
        ep::at{"checkpoint"} | ep::strip_prefix<"module."> | ep::only<"a.*"> | ep::allow_missing | ep::allow_mismatched;
    CHECK(options.path == "checkpoint");
    CHECK(ep::to_string(options.rules) == "strip_prefix<\"module.\"> | only<\"a.*\">");
    CHECK(options.allow.missing);
    CHECK_FALSE(options.allow.unexpected);
    CHECK(options.allow.mismatched);
    CHECK((ep::at{"a"} | ep::at{"b"}).path == "a.b");
}
