// SPDX-License-Identifier: BSL-1.0
// Models and state dicts from files. The format, PyTorch's or safetensors, is told by what is in the file.
#pragma once

#include <eponym/io/path.hpp>
#include <eponym/state/load_state_dict.hpp>
#include <eponym/state/state_dict.hpp>
#include <eponym/tensor/parameter.hpp>

namespace eponym::inline EPONYM_ABI {

/// The tensors of a file by name; those of nested dicts and lists have the names on the way joined by dots. The file is
/// mapped, so each tensor is read when it is touched. Writing to one changes this process's copy, never the file.
/// Throws `file_error`.
StateDict read(io::path const& file);

/// Fills a model from a file. All keys must match in name and shape, unless the options say otherwise:
/// `ep::load(net, "run.pt", ep::at{"model_state_dict"} | ep::strip_prefix<"module.">)`. Dtypes are converted. Throws
/// `file_error` or `load_error`, and then the model is as it was.
template<class Model>
    requires(!std::is_const_v<Model>)
load_report load(Model& model, io::path const& file, load_options const& options = {}) {
    return load_state_dict(model, read(file), options);
}

/// A model from a file; nothing is drawn for initial values where every one of them is replaced. The model's class must
/// be constructible without arguments.
template<class Model>
Model load(io::path const& file, load_options const& options = {}) {
    // What the options let the file leave out keeps the values that it is born with.
    Model model =
        options.allow.missing || options.allow.mismatched || !options.rules.empty() ? Model() : no_init<Model>();
    load_state_dict(model, read(file), options);
    return model;
}

/// Lets the model use the file's bytes instead of copying them: opening a large file costs next to nothing. The file is
/// mapped as long as a parameter refers to it, and what is written to a parameter stays in this process. A tensor with
/// another dtype than the model's is copied. Checksums are not verified, since that would read the whole file.
template<class Model>
    requires(!std::is_const_v<Model>)
load_report map(Model& model, io::path const& file, load_options const& options = {}) {
    return adopt_state_dict(model, read(file), options);
}

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/io/load.ipp>
#endif
