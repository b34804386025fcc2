// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <bit>
#include <charconv>
#include <cstring>

#include <eponym/meta/exception.hpp>
#include <eponym/tensor/format.hpp>

namespace eponym::inline EPONYM_ABI {

namespace detail {

/// Writes one tensor. All numbers of a tensor share one notation and one width, which those that are shown decide.
class tensor_text {
public:
    tensor_text(void const* data, dtype type, std::span<dim const> shape, std::span<dim const> strides)
        : data_(static_cast<unsigned char const*>(data)), type_(type), shape_(shape), strides_(strides) {
        for (dim size : shape_) count_ *= size;
        if (count_ == 0) return;
        if (is_floating()) choose_notation();
        for_each_shown(0, 0, [this](dim offset) { widen(offset); });
    }

    std::string write(bool requires_grad) const {
        std::string text(beginning);
        text += count_ == 0 ? "[]" : part(0, 0, beginning.size());
        // PyTorch counts two columns more where there is one line only, and one more in the last of several.
        std::size_t const line_break = text.rfind('\n');
        std::size_t line = line_break == std::string::npos ? text.size() + 2 : text.size() - line_break + 1;
        if (count_ == 0 && shape_.size() != 1) add_suffix(&text, &line, "size=" + shape_text());
        if (!is_default_type()) add_suffix(&text, &line, "dtype=torch." + std::string(name_of(type_)));
        if (requires_grad) add_suffix(&text, &line, "requires_grad=True");
        return text + ")";
    }

private:
    static constexpr dim threshold = 1000;
    static constexpr dim edge = 3;
    static constexpr int precision = 4;
    static constexpr std::size_t line_width = 80;
    static constexpr std::string_view beginning = "tensor(";

    enum class notation { whole, fixed, scientific };

    bool is_floating() const {
        return type_ == dtype::float32 || type_ == dtype::float64 || type_ == dtype::float16 ||
               type_ == dtype::bfloat16;
    }

    // Types that torch.tensor chooses by itself are not written; without elements there is nothing to choose from.
    bool is_default_type() const {
        return type_ == dtype::float32 || (count_ != 0 && (type_ == dtype::int64 || type_ == dtype::boolean));
    }

    bool is_shortened(std::size_t level) const { return count_ > threshold && shape_[level] > 2 * edge; }

    template<class T>
    T value_at(dim offset) const {
        T value;
        std::memcpy(&value, data_ + offset * dim(sizeof(T)), sizeof(T));
        return value;
    }

    double real_at(dim offset) const {
        switch (type_) {
            case dtype::float64: return value_at<double>(offset);
            case dtype::float16: return double(float(value_at<float16>(offset)));
            case dtype::bfloat16: return double(float(value_at<bfloat16>(offset)));
            default: return double(value_at<float>(offset));
        }
    }

    std::int64_t integer_at(dim offset) const {
        switch (type_) {
            case dtype::uint8: return value_at<std::uint8_t>(offset);
            case dtype::int8: return value_at<std::int8_t>(offset);
            case dtype::int16: return value_at<std::int16_t>(offset);
            case dtype::int32: return value_at<std::int32_t>(offset);
            default: return value_at<std::int64_t>(offset);
        }
    }

    template<class Function>
    void for_each_shown(std::size_t level, dim offset, Function const& function) const {
        if (level == shape_.size()) return function(offset);
        bool const shortened = is_shortened(level);
        for (dim i = 0; i != shape_[level]; ++i) {
            if (shortened && i == edge) i = shape_[level] - edge;
            for_each_shown(level + 1, offset + i * strides_[level], function);
        }
    }

    // In bits, since -ffast-math takes comparisons with infinity and NaN for granted.
    static std::uint64_t magnitude_bits(double value) { return std::bit_cast<std::uint64_t>(value) << 1 >> 1; }
    static constexpr std::uint64_t infinity_bits = 0x7FF0000000000000u;

    void choose_notation() {
        bool whole = true;
        double smallest = 0;
        double largest = 0;
        for_each_shown(0, 0, [&](dim offset) {
            double const value = real_at(offset);
            if (magnitude_bits(value) >= infinity_bits || value == 0) return;
            double const magnitude = value < 0 ? -value : value;
            if (magnitude < 0x1p53 && double(std::int64_t(magnitude)) != magnitude) whole = false;
            if (largest == 0 || magnitude < smallest) smallest = magnitude;
            if (magnitude > largest) largest = magnitude;
        });
        notation_ = whole ? notation::whole : notation::fixed;
        if (largest != 0 && (largest / smallest > 1000 || largest > 1e8 || smallest < 1e-4)) {
            notation_ = notation::scientific;
        }
    }

    // Zeros, infinities and NaN have no say in the width of floating-point numbers.
    void widen(dim offset) {
        if (is_floating()) {
            double const value = real_at(offset);
            if (magnitude_bits(value) >= infinity_bits || value == 0) return;
        }
        std::size_t const size = element(offset).size();
        if (size > width_) width_ = size;
    }

    std::string element(dim offset) const {
        if (type_ == dtype::boolean) return value_at<std::uint8_t>(offset) != 0 ? "True" : "False";
        char buffer[64];
        char* end;
        if (!is_floating()) {
            end = std::to_chars(buffer, buffer + sizeof buffer, integer_at(offset)).ptr;
            return {buffer, end};
        }
        double const value = real_at(offset);
        if (magnitude_bits(value) > infinity_bits) return "nan";
        if (magnitude_bits(value) == infinity_bits) return std::bit_cast<std::int64_t>(value) < 0 ? "-inf" : "inf";
        bool const scientific = notation_ == notation::scientific;
        end = std::to_chars(buffer, buffer + sizeof buffer, value,
                            scientific ? std::chars_format::scientific : std::chars_format::fixed,
                            notation_ == notation::whole ? 0 : precision)
                  .ptr;
        if (notation_ == notation::whole) *end++ = '.';
        return {buffer, end};
    }

    std::string padded(dim offset) const {
        std::string const text = element(offset);
        return text.size() < width_ ? std::string(width_ - text.size(), ' ') + text : text;
    }

    /// The text of everything below one index per level before `level`, its lines indented by `indent` columns.
    std::string part(std::size_t level, dim offset, std::size_t indent) const {
        if (level == shape_.size()) return padded(offset);
        std::size_t const left = shape_.size() - level;
        bool const shortened = is_shortened(level);
        std::size_t const fitting = (line_width - indent) / (width_ + 2);
        std::size_t const per_line = fitting == 0 ? 1 : fitting;
        std::string const line_break(left == 1 ? 1 : left - 1, '\n');
        std::string const between = "," + line_break + std::string(indent + 1, ' ');

        std::string text = "[";
        std::size_t written = 0;
        for (dim i = 0; i != shape_[level]; ++i) {
            auto const separate = [&] {
                if (written != 0) text += left == 1 && written % per_line != 0 ? ", " : between;
                ++written;
            };
            if (shortened && i == edge) {
                separate();
                text += left == 1 ? " ..." : "...";
                i = shape_[level] - edge;
            }
            separate();
            text += part(level + 1, offset + i * strides_[level], indent + 1);
        }
        return text + "]";
    }

    std::string shape_text() const {
        std::string text = "(";
        for (std::size_t i = 0; i != shape_.size(); ++i) text += (i == 0 ? "" : ", ") + std::to_string(shape_[i]);
        return text + ")";
    }

    static void add_suffix(std::string* text, std::size_t* line, std::string const& suffix) {
        if (*line + suffix.size() + 2 > line_width) {
            *text += ",\n" + std::string(beginning.size(), ' ') + suffix;
            *line = beginning.size() + suffix.size();
        } else {
            *text += ", " + suffix;
            *line += suffix.size() + 2;
        }
    }

    unsigned char const* data_;
    dtype type_;
    std::span<dim const> shape_;
    std::span<dim const> strides_;
    dim count_ = 1;
    notation notation_ = notation::whole;
    std::size_t width_ = 1;
};

}  // namespace detail

EPONYM_INLINE std::string format_tensor(void const* data, dtype type, std::span<dim const> shape,
                                        std::span<dim const> strides, bool requires_grad) {
    if (!visit_element(type, []<class T>() {})) {
        throw error("format_tensor: tensors cannot hold elements of type " + std::string(name_of(type)));
    }
    return detail::tensor_text(data, type, shape, strides).write(requires_grad);
}

}  // namespace eponym::inline EPONYM_ABI
