// zstd's header, under a name that the module map can find.
#pragma once
#include <zstd.h>
#include <zstd_errors.h>
