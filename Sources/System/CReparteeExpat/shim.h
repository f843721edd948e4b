// expat's header, under a name that the module map can find.
#pragma once
#include <expat.h>
