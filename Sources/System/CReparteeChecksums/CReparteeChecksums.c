// A layer between SQLite and the file that keeps a checksum in each page of a database.
//
// SQLite has none of its own: a byte that a disk changes becomes another figure without a word. Its authors publish such a
// layer as an extension, the checksum VFS, whose layout is followed here.
#include "CReparteeChecksums.h"

#include <sqlite3.h>
#include <string.h>

typedef struct {
  sqlite3_file base;
  // Whether each page ends with its checksum.
  int has_checksums;
  // The system's file follows.
} checked_file;

#define SELF(file) ((checked_file *)(file))
#define REAL(file) ((sqlite3_file *)(SELF(file) + 1))

static void add(const unsigned char *bytes, uint32_t *first, uint32_t *second) {
  uint32_t words[2];
  memcpy(words, bytes, sizeof words);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  words[0] = __builtin_bswap32(words[0]);
  words[1] = __builtin_bswap32(words[1]);
#endif
  *first += words[0] + *second;
  *second += words[1] + *first;
}

uint64_t repartee_checksum(const void *bytes, size_t count, uint64_t seed) {
  const unsigned char *place = bytes;
  uint32_t first = (uint32_t)seed, second = (uint32_t)(seed >> 32);
  size_t whole = count & ~(size_t)7;
  for (size_t start = 0; start < whole; start += 8) add(place + start, &first, &second);
  if (whole < count) {
    unsigned char last[8] = {0};
    memcpy(last, place + whole, count - whole);
    add(last, &first, &second);
  }
  return (uint64_t)second << 32 | first;
}

static void store(uint64_t checksum, unsigned char *target) {
  for (int byte = 0; byte < 8; byte++) target[byte] = (unsigned char)(checksum >> 8 * byte);
}

static int is_page(int count) { return count >= 512 && (count & (count - 1)) == 0; }

// The header says whether pages have checksums.
static void note_header(sqlite3_file *file, const unsigned char *bytes, int count, sqlite3_int64 offset) {
  if (offset == 0 && count >= 100 && memcmp(bytes, "SQLite format 3", 16) == 0) {
    SELF(file)->has_checksums = bytes[20] == REPARTEE_CHECKSUM_BYTES;
  }
}

static int read_bytes(sqlite3_file *file, void *buffer, int count, sqlite3_int64 offset) {
  int code = REAL(file)->pMethods->xRead(REAL(file), buffer, count, offset);
  if (code != SQLITE_OK) return code;
  note_header(file, buffer, count, offset);
  if (SELF(file)->has_checksums && is_page(count)) {
    unsigned char expected[8];
    int content = count - REPARTEE_CHECKSUM_BYTES;
    store(repartee_checksum(buffer, content, 0), expected);
    if (memcmp((unsigned char *)buffer + content, expected, 8) != 0) {
      sqlite3_log(SQLITE_IOERR_DATA, "checksum of the page at byte %lld", offset);
      return SQLITE_IOERR_DATA;
    }
  }
  return SQLITE_OK;
}

static int write_bytes(sqlite3_file *file, const void *buffer, int count, sqlite3_int64 offset) {
  note_header(file, buffer, count, offset);
  if (SELF(file)->has_checksums && is_page(count)) {
    // In SQLite's own copy of the page, so that its journal has the checksum too, whoever plays it back.
    int content = count - REPARTEE_CHECKSUM_BYTES;
    store(repartee_checksum(buffer, content, 0), (unsigned char *)buffer + content);
  }
  return REAL(file)->pMethods->xWrite(REAL(file), buffer, count, offset);
}

static int close_file(sqlite3_file *file) { return REAL(file)->pMethods->xClose(REAL(file)); }
static int truncate_file(sqlite3_file *file, sqlite3_int64 size) {
  return REAL(file)->pMethods->xTruncate(REAL(file), size);
}
static int sync_file(sqlite3_file *file, int flags) { return REAL(file)->pMethods->xSync(REAL(file), flags); }
static int size_of(sqlite3_file *file, sqlite3_int64 *size) { return REAL(file)->pMethods->xFileSize(REAL(file), size); }
static int lock(sqlite3_file *file, int level) { return REAL(file)->pMethods->xLock(REAL(file), level); }
static int unlock(sqlite3_file *file, int level) { return REAL(file)->pMethods->xUnlock(REAL(file), level); }
static int check_lock(sqlite3_file *file, int *is_reserved) {
  return REAL(file)->pMethods->xCheckReservedLock(REAL(file), is_reserved);
}
static int control(sqlite3_file *file, int operation, void *argument) {
  return REAL(file)->pMethods->xFileControl(REAL(file), operation, argument);
}
static int sector_size(sqlite3_file *file) { return REAL(file)->pMethods->xSectorSize(REAL(file)); }
static int characteristics(sqlite3_file *file) {
  int found = REAL(file)->pMethods->xDeviceCharacteristics(REAL(file));
#ifdef SQLITE_IOCAP_SUBPAGE_READ
  // A part of a page cannot be verified.
  found &= ~SQLITE_IOCAP_SUBPAGE_READ;
#endif
  return found;
}
static int map_shared(sqlite3_file *file, int page, int size, int extend, void volatile **memory) {
  return REAL(file)->pMethods->xShmMap(REAL(file), page, size, extend, memory);
}
static int lock_shared(sqlite3_file *file, int offset, int count, int flags) {
  return REAL(file)->pMethods->xShmLock(REAL(file), offset, count, flags);
}
static void barrier(sqlite3_file *file) { REAL(file)->pMethods->xShmBarrier(REAL(file)); }
static int unmap_shared(sqlite3_file *file, int delete) {
  return REAL(file)->pMethods->xShmUnmap(REAL(file), delete);
}
// Pages are never read from mapped memory, which would pass the verification by.
static int fetch(sqlite3_file *file, sqlite3_int64 offset, int count, void **memory) {
  *memory = 0;
  return SQLITE_OK;
}
static int unfetch(sqlite3_file *file, sqlite3_int64 offset, void *memory) { return SQLITE_OK; }

static const sqlite3_io_methods methods = {
    3,         close_file,   read_bytes, write_bytes,     truncate_file, sync_file, size_of, lock,
    unlock,    check_lock,   control,    sector_size,     characteristics,
    map_shared, lock_shared, barrier,    unmap_shared,    fetch,         unfetch,
};

static sqlite3_vfs *system_vfs;

static int open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *opened) {
  // Journals have checksums of SQLite's own.
  if (!(flags & SQLITE_OPEN_MAIN_DB)) return system_vfs->xOpen(system_vfs, name, file, flags, opened);
  memset(file, 0, sizeof(checked_file));
  int code = system_vfs->xOpen(system_vfs, name, REAL(file), flags, opened);
  // Methods that the system's file lacks are not to be called; every one since 2013 has them.
  if (REAL(file)->pMethods) file->pMethods = &methods;
  if (code == SQLITE_OK && REAL(file)->pMethods->iVersion < 3) {
    close_file(file);
    file->pMethods = 0;
    return SQLITE_CANTOPEN;
  }
  return code;
}

int repartee_use_page_checksums(void) {
  static sqlite3_vfs vfs;
  int code = sqlite3_initialize();
  if (code != SQLITE_OK) return code;
  sqlite3_mutex *mutex = sqlite3_mutex_alloc(SQLITE_MUTEX_STATIC_VFS1);
  sqlite3_mutex_enter(mutex);
  if (!system_vfs) {
    system_vfs = sqlite3_vfs_find(0);
    if (!system_vfs) {
      code = SQLITE_NOTFOUND;
    } else {
      // What is no file of a database goes to the system's functions as they are.
      vfs = *system_vfs;
      vfs.pNext = 0;
      vfs.zName = "repartee";
      vfs.szOsFile = (int)sizeof(checked_file) + system_vfs->szOsFile;
      vfs.xOpen = open_file;
      code = sqlite3_vfs_register(&vfs, 1);
    }
  }
  sqlite3_mutex_leave(mutex);
  return code;
}
