// Only the digests: the rest of OpenSSL is not needed here.
#pragma once
#include <openssl/evp.h>
