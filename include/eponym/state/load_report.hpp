// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <string>

#include <eponym/meta/exception.hpp>
#include <eponym/meta/list.hpp>

namespace eponym::inline EPONYM_ABI {

/// What a load found.
struct load_report {
    struct mismatch {
        std::string key;
        std::string reason;  // "is (10, 84) in the model, (10, 128) in the source"
    };

    std::string model;             // the name of the model's class
    std::string origin;            // where the source is from, a file name for example
    list<std::string> missing;     // keys of the model that the source lacks
    list<std::string> unexpected;  // keys of the source that the model lacks
    list<mismatch> mismatched;     // keys of both that do not fit
    std::size_t asked = 0;         // how many keys of the model were to be loaded
    std::size_t matched = 0;
    std::string suggestion;  // an option with which every key would match; empty where none is known

    bool complete() const noexcept { return missing.empty() && unexpected.empty() && mismatched.empty(); }

    /// A summary, the first keys of each list with the nearest other name, and the suggestion.
    std::string text() const;
};

/// A source that cannot fill a model. The model is as it was.
class load_error : public error {
public:
    explicit load_error(load_report report) : error(report.text()), report_(std::move(report)) {}

    load_report const& report() const noexcept { return report_; }

private:
    load_report report_;
};

}  // namespace eponym::inline EPONYM_ABI

#if EPONYM_WITH_DEFINITIONS
#include <eponym/state/load_report.ipp>
#endif
