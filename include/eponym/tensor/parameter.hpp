// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <type_traits>
#include <utility>

#include <eponym/reflect/leaf.hpp>
#include <eponym/tensor/tensor.hpp>

namespace eponym::inline EPONYM_ABI {

/// While one lives, parameters that are created on its thread get memory but no values, and draw no random numbers.
class SkipInitialisation {
public:
    SkipInitialisation() { ++depth(); }
    ~SkipInitialisation() { --depth(); }
    SkipInitialisation(SkipInitialisation const&) = delete;
    SkipInitialisation& operator=(SkipInitialisation const&) = delete;

    static bool active() noexcept { return depth() != 0; }

private:
    static int& depth() noexcept {
        thread_local int levels = 0;
        return levels;
    }
};

/// A model without values, for those who fill every parameter themselves: `auto net = ep::no_init<MLP>();`.
template<class Model>
Model no_init() {
    SkipInitialisation const skip;
    return Model{};
}

namespace detail {

// Zeros unless initialisation is skipped. A dimension that is not known yet counts as 0 until a load decides it.
AnyTensor create_member(dtype type, Shape const& declared);
// Independent memory with the same values.
AnyTensor copy_member(AnyTensor const& from);
// Writes into the memory that `to` has, which others may hold, where the shape allows it.
void assign_member(AnyTensor& to, AnyTensor const& from);
// Gives `to` another tensor, which it trains if it trained the one before.
void adopt_member(AnyTensor& to, AnyTensor&& from) noexcept;
// Whether a new tensor is to be given its first values.
bool awaits_values(AnyTensor const& tensor);
void train_member(AnyTensor const& tensor, bool on);

// A tensor that a model owns: copying copies the values, assigning writes into the existing memory, a moved-from one
// throws when used.
template<element T, dim... D>
class MemberTensor {
public:
    using element_type = T;
    static constexpr std::array<dim, sizeof...(D)> static_shape{D...};
    static constexpr Shape declared{static_shape};

    MemberTensor() : tensor_(create_member(dtype_of<T>, declared)) {}

    /// `initialize(tensor)` sets the values.
    template<class Initialize>
        requires(!tensor_like<Initialize>) &&
                requires(Initialize const& initialize, AnyTensor const& tensor) { initialize(tensor); }
    MemberTensor(Initialize const& initialize) : MemberTensor() {
        if (!awaits_values(tensor_)) return;
        // An initialiser with a rule for shapes gets the typed handle, so that the compiler applies it.
        if constexpr (requires { Initialize::fits; })
            initialize(tensor());
        else
            initialize(tensor_);
    }

    /// A copy of the values of `source`.
    template<dim... E>
        requires(sizeof...(E) == sizeof...(D) && (agree(D, E) && ...))
    MemberTensor(BasicTensor<T, E...> const& source) : tensor_(source.any().clone()) {
        require_layout(tensor_, dtype_of<T>, declared);
    }

    MemberTensor(MemberTensor const& other) : tensor_(copy_member(other.tensor_)) {}
    MemberTensor(MemberTensor&&) noexcept = default;
    MemberTensor& operator=(MemberTensor const& other) {
        assign_member(tensor_, other.tensor_);
        return *this;
    }
    MemberTensor& operator=(MemberTensor&&) noexcept = default;

    static constexpr eponym::dtype type() { return dtype_of<T>; }
    static constexpr int rank() { return int(sizeof...(D)); }

    Shape const& shape() const { return tensor_.shape(); }
    dim size(dim dimension) const { return size_of(tensor_.shape(), dimension); }
    dim numel() const { return tensor_.numel(); }

    T* data() { return tensor_.template mutable_data<T>(); }
    T const* data() const { return tensor_.template data<T>(); }

    View<T, D...> view() { return {data(), tensor_.shape(), tensor_.strides()}; }
    View<T const, D...> view() const { return {data(), tensor_.shape(), tensor_.strides()}; }

    template<class... Index>
        requires(sizeof...(Index) == sizeof...(D) && (std::is_convertible_v<Index, dim> && ...))
    T& operator()(Index... index) {
        return view()(index...);
    }
    template<class... Index>
        requires(sizeof...(Index) == sizeof...(D) && (std::is_convertible_v<Index, dim> && ...))
    T const& operator()(Index... index) const {
        return view()(index...);
    }

    /// A handle on the same memory: writing through it changes this member, and nothing is recorded.
    BasicTensor<T, D...> tensor() const { return BasicTensor<T, D...>(tensor_); }

    /// The accumulated gradient; not `defined()` before a backward pass.
    BasicTensor<T, D...> grad() const {
        auto const& gradient = tensor_.impl().gradient;
        return gradient != nullptr ? BasicTensor<T, D...>(AnyTensor(gradient)) : BasicTensor<T, D...>();
    }

    AnyTensor const& any() const { return tensor_; }

    /// Takes over another tensor's memory, a mapped file's for example. Type and shape are checked.
    void adopt(AnyTensor tensor) {
        require_layout(tensor, dtype_of<T>, declared);
        adopt_member(tensor_, std::move(tensor));
    }

protected:
    // Writes values into the memory that is there.
    void write(AnyTensor const& values) {
        require_layout(values, dtype_of<T>, declared);
        assign_member(tensor_, values);
        train_member(tensor_, false);
    }

    AnyTensor tensor_;
};

// Whether a tensor of sizes E can have the sizes D.
template<class D, class E>
inline constexpr bool can_have_sizes = false;
template<dim... D, dim... E>
    requires(sizeof...(E) == sizeof...(D))
inline constexpr bool can_have_sizes<std::integer_sequence<dim, D...>, std::integer_sequence<dim, E...>> =
    (agree(D, E) && ...);

}  // namespace detail

/// A trained member of a model: saved, loaded, and given to optimizers under its member's name.
template<element T, dim... D>
class BasicParameter : public detail::MemberTensor<T, D...> {
public:
    BasicParameter() { detail::train_member(this->tensor_, true); }
    template<class Source>
        requires std::is_constructible_v<detail::MemberTensor<T, D...>, Source const&> &&
                 (!std::is_base_of_v<detail::MemberTensor<T, D...>, Source>)
    BasicParameter(Source const& source) : detail::MemberTensor<T, D...>(source) {
        detail::train_member(this->tensor_, true);
    }

    /// Writes the values of `source` into the memory that is there. A frozen parameter stays frozen.
    template<dim... E>
        requires detail::can_have_sizes<std::integer_sequence<dim, D...>, std::integer_sequence<dim, E...>>
    BasicParameter& operator=(BasicTensor<T, E...> const& source) {
        bool const trained = !this->tensor_.defined() || this->tensor_.impl().requires_grad;
        this->write(source.any());
        detail::train_member(this->tensor_, trained);
        return *this;
    }
};

/// A member that is saved and loaded but not trained, such as running statistics.
template<element T, dim... D>
class BasicBuffer : public detail::MemberTensor<T, D...> {
public:
    using detail::MemberTensor<T, D...>::MemberTensor;

    /// Writes the values of `source` into the memory that is there.
    template<dim... E>
        requires detail::can_have_sizes<std::integer_sequence<dim, D...>, std::integer_sequence<dim, E...>>
    BasicBuffer& operator=(BasicTensor<T, E...> const& source) {
        this->write(source.any());
        return *this;
    }
};

/// A member that is neither saved nor trained: a constant, or what PyTorch calls a buffer with persistent=False.
template<element T, dim... D>
class BasicConstant : public detail::MemberTensor<T, D...> {
public:
    using detail::MemberTensor<T, D...>::MemberTensor;

    /// Writes the values of `source` into the memory that is there.
    template<dim... E>
        requires detail::can_have_sizes<std::integer_sequence<dim, D...>, std::integer_sequence<dim, E...>>
    BasicConstant& operator=(BasicTensor<T, E...> const& source) {
        this->write(source.any());
        return *this;
    }
};

template<dim... D>
using Parameter = BasicParameter<float, D...>;
template<dim... D>
using Buffer = BasicBuffer<float, D...>;
template<dim... D>
using Constant = BasicConstant<float, D...>;

template<element T, dim... D>
inline constexpr leaf leaf_of<BasicParameter<T, D...>> = leaf::parameter;
template<element T, dim... D>
inline constexpr leaf leaf_of<BasicBuffer<T, D...>> = leaf::buffer;
template<element T, dim... D>
inline constexpr leaf leaf_of<BasicConstant<T, D...>> = leaf::constant;

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/tensor/parameter.ipp>
#endif
