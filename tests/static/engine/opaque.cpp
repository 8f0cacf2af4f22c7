// SPDX-License-Identifier: MIT
// Classes with private members, and closures: the answers of the bit-cast probe and of Clang's list of fields.
#include "opaque/closures.hpp"
#include "opaque/listed.hpp"
#include "opaque/private_members.hpp"
#include "opaque/raw_storage.hpp"
