// SPDX-License-Identifier: BSL-1.0
// What reflection cannot take is one error that says what to write instead.
#include <array>
#include <memory>

#include <eponym/nn/linear.hpp>
#include <eponym/nn/relu.hpp>
#include <eponym/state/model_state.hpp>

namespace ep = eponym;
namespace nn = eponym::nn;

using layer = nn::Linear<2, 2>;

struct Base {
    layer first;
};

struct Net {
    std::array<layer, 3> many;
};
auto keys = ep::keys<Net>;

#ifdef EPONYM_CASE_c_array
struct Array {
    layer first, many[3];  // error: 'Array.?': it has a C array\. Write std::array<T, N> instead of T\[N\]
};
static_assert(ep::keys<Array> == ep::key_list{"first.weight", "first.bias"});
#endif

#ifdef EPONYM_CASE_base
struct Derived : Base {  // error: 'Derived.?': it has a base class\. Make the base a member, or list .*members<&Derived::first, \.\.\.>
    layer second;
};
auto wrong = ep::keys<Derived>;
#endif

#ifdef EPONYM_CASE_reference
struct Reference {
    layer& first;  // error: 'Reference.?': it has a reference as a member\. Write a value
    layer  second;
};
auto wrong = ep::keys<Reference>;
#endif

#ifdef EPONYM_CASE_constructor
class Constructed {
    layer first;

public:
    explicit Constructed(int) {}  // error: 'Constructed.?': it has a constructor, .*using members = ep::members<&Constructed::first, \.\.\.>
};
struct Outer {
    Constructed inner;
};
auto wrong = ep::keys<Outer>;
#endif

#ifdef EPONYM_CASE_pointer
struct Pointed {
    std::unique_ptr<layer> first;  // error: it is a pointer\. Write the member by value, std::optional .* std::vector
};
auto wrong = ep::keys<Pointed>;
#endif

#ifdef EPONYM_CASE_union_member
union Either {
    layer first;
    int   second;
    Either() {}
    ~Either() {}
};
struct Holder {
    Either either;  // error: it is a union\. Write a struct
};
auto wrong = ep::keys<Holder>;
#endif

#ifdef EPONYM_CASE_rename
struct Misspelt {
    layer norm;
    static constexpr ep::attributes eponym{ep::rename{"nrom", "LayerNorm"}};  // error: there is no member .'nrom.'; did you mean .'norm.'\?
};
auto wrong = ep::keys<Misspelt>;
#endif

#ifdef EPONYM_CASE_collision
struct Collision {
    layer a, a_;  // error: both have the key .'a.'
};
auto wrong = ep::keys<Collision>;
#endif

#ifdef EPONYM_CASE_while_walking
struct Walked {
    layer first, many[2];  // error: it has a C array
};
auto wrong(Walked const& model) { return ep::keys_of(model); }
#endif
