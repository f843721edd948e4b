#include "CReparteeArrow.h"
