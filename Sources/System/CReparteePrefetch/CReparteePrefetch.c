#include "CReparteePrefetch.h"
