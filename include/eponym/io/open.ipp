// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <eponym/io/open.hpp>
#include <eponym/io/safetensors.hpp>
#include <eponym/io/text.hpp>
#include <eponym/io/torch_archive.hpp>
#include <eponym/io/zip.hpp>
#include <eponym/meta/exception.hpp>
#include <eponym/meta/list.hpp>

EPONYM_BEGIN_COLD

namespace eponym::inline EPONYM_ABI::io {

namespace detail {

/// Refuses formats that are known and not read here, each with the way out.
inline void require_known_format(std::string_view bytes, std::string const& file) {
    auto const begins = [&](std::string_view magic) { return bytes.substr(0, magic.size()) == magic; };
    constexpr std::string_view legacy_magic("\x8A\x0A\x6C\xFC\x9C\x46\xF9\x20\x6A\xA8\x50\x19\x2E", 13);
    if (begins("\x93NUMPY"))
        detail::refuse(file, {"is a NumPy .npy file, which is not read yet; in Python: "
                              "torch.save({\"name\": torch.from_numpy(numpy.load(path))}, path + \".pt\")"});
    if (bytes.size() > 2 && bytes[0] == '\x80' && bytes.substr(2, legacy_magic.size()) == legacy_magic)
        detail::refuse(file, {"is in PyTorch's format from before version 1.6, which is not read yet; in Python: "
                              "torch.save(torch.load(path), path)"});
    if (begins("PYTORCH1"))
        detail::refuse(file, {"is in a preview format of PyTorch from 2018, which nothing reads any more"});
    if (bytes.size() >= 262 && bytes.substr(257, 5) == "ustar")
        detail::refuse(file, {"is a tar archive, as PyTorch wrote before version 0.1.10, which is not read; in Python: "
                              "torch.save(torch.load(path, weights_only=False), path)"});
    if (begins(std::string_view("\x50\x4B\x05\x06", 4))) detail::refuse(file, {"is an empty zip archive"});
    if (bytes.size() > 2 && bytes[0] == '\x80' && static_cast<unsigned char>(bytes[1]) <= 5)
        detail::refuse(file, {"is a bare pickle, which only Python can read; there: "
                              "torch.save(pickle.load(open(path, \"rb\")), \"file.pt\")"});
}

inline void require_not_npz(list<zip_entry> const& entries, std::string const& file) {
    for (zip_entry const& entry : entries)
        if (entry.name.size() > 4 && entry.name.substr(entry.name.size() - 4) == ".npy")
            detail::refuse(file, {"is a NumPy .npz file, which is not read yet; in Python: "
                                  "torch.save({k: torch.from_numpy(v) for k, v in numpy.load(path).items()}, "
                                  "\"file.pt\")"});
}

}  // namespace detail

EPONYM_INLINE archive open(path const& name) {
    auto file = shared<mapped_file const>::make(name);
    std::span<std::byte const> const bytes = file->bytes();
    std::string_view const text(reinterpret_cast<char const*>(bytes.data()), bytes.size());
    if (bytes.empty()) detail::refuse(name.utf8, {"is empty"});
    if (text.substr(0, 4) == std::string_view("\x50\x4B\x03\x04", 4)) {
        auto const entries = read_zip(bytes, file->path());
        detail::require_not_npz(entries, file->path());
        return open_torch(std::move(file), entries);
    }
    // A safetensors header may begin with the length of any bytes, so its brace goes first.
    std::size_t const brace =
        text.size() > 8 ? text.substr(0, 512).find_first_not_of(" \t\r\n", 8) : std::string_view::npos;
    if (brace == std::string_view::npos || text[brace] != '{') detail::require_known_format(text, file->path());
    return open_safetensors(std::move(file));
}

}  // namespace eponym::inline EPONYM_ABI::io

EPONYM_END_COLD
