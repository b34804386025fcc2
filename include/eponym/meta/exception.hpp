// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <stdexcept>
#include <string>

#include <eponym/meta/config.hpp>

namespace eponym::inline EPONYM_ABI {

/// Base of every exception that this library throws. `what()` is a whole sentence.
class error : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// Shapes, ranks or indices that do not fit an operation; found at run time because a dimension was `dyn`.
class shape_error : public error {
public:
    using error::error;
};

/// A file that cannot be read or written. The sentence begins with the file's name.
class file_error : public error {
public:
    file_error(std::string path, std::string const& reason) : error(path + ": " + reason), path_(std::move(path)) {}

    std::string const& path() const noexcept { return path_; }

private:
    std::string path_;
};

}  // namespace eponym::inline EPONYM_ABI
