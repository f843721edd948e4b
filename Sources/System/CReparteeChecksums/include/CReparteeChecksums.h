#pragma once

#include <stddef.h>
#include <stdint.h>

/// How many bytes at the end of each page hold its checksum: what a database's header gives as reserved.
#define REPARTEE_CHECKSUM_BYTES 8

/// From now on databases whose header reserves 8 bytes a page have a checksum in each page, which is written with the page and
/// verified whenever it is read; a page that does not match fails with SQLITE_IOERR_DATA. Others are read and written as ever.
/// The layout is that of SQLite's own checksum VFS (https://www.sqlite.org/cksumvfs.html), so that its shell, with that
/// extension loaded, may change such a database too. May be called again, from any thread.
/// @return an SQLite result code.
int repartee_use_page_checksums(void);

/// The checksum of some bytes, by the rule of the pages; a last part of fewer than 8 bytes counts as if zeros followed.
/// A change within any 4 of the bytes gives another one. It continues `seed`: 0, or the checksum of what comes before.
uint64_t repartee_checksum(const void *_Nullable bytes, size_t count, uint64_t seed);
