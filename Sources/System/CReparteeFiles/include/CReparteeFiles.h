#pragma once

/// Exchanges what stands at two paths, in one step: whoever looks sees the one or the other at each of them.
/// @return 0, or the error's number; ENOSYS, EINVAL or ENOTSUP where the system or the file system cannot do it.
int repartee_exchange(const char *_Nonnull first, const char *_Nonnull second);
