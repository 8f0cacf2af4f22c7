// SPDX-License-Identifier: MIT
// Fibers: what waits in one lets the others of its carrier run, and each is somebody of its own.
// They are in fiber/, and compiled at once, because what they include takes longer than they do.

#include "fibers/fiber/channels.hpp"
#include "fibers/fiber/identity.hpp"
#include "fibers/fiber/waiting.hpp"
