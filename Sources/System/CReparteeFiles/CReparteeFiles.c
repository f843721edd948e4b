// What the system can do with files and Swift has no word for.
#define _GNU_SOURCE
#include "CReparteeFiles.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>

int repartee_exchange(const char *first, const char *second) {
#if defined(__APPLE__)
  return renamex_np(first, second, RENAME_SWAP) == 0 ? 0 : errno;
#elif defined(RENAME_EXCHANGE)
  return renameat2(AT_FDCWD, first, AT_FDCWD, second, RENAME_EXCHANGE) == 0 ? 0 : errno;
#else
  return ENOSYS;
#endif
}
