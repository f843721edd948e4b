// snappy's header for C, under a name that the module map can find.
#pragma once
#include <snappy-c.h>
