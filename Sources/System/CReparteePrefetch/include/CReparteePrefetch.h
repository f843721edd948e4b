#pragma once

/// Asks the processor to bring an address into its cache, and does not wait. Swift has no word for it.
static inline void prefetch(const void *_Nonnull address) { __builtin_prefetch(address); }
