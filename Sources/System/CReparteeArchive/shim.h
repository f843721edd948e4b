// libarchive's headers, under a name that the module map can find; macros with casts do not import into Swift.
#pragma once
#include <archive.h>
#include <archive_entry.h>

/// Whether an entry is a plain file: neither a folder nor a link, a device or a pipe.
static inline int repartee_is_file(struct archive_entry *entry) {
  return archive_entry_filetype(entry) == AE_IFREG && !archive_entry_hardlink(entry) && !archive_entry_symlink(entry);
}

/// Whether an entry is a folder.
static inline int repartee_is_folder(struct archive_entry *entry) { return archive_entry_filetype(entry) == AE_IFDIR; }
