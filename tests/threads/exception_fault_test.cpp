// SPDX-License-Identifier: MIT
// What is left when a copy or a move of the user's type throws, or a destructor does; in channels, counted values,
// threads and locks.
// They are in exception_fault/, and compiled at once, because what they include takes longer than they do.

#include "threads/exception_fault/channels.hpp"
#include "threads/exception_fault/handles.hpp"
#include "threads/exception_fault/threads.hpp"
#include "threads/exception_fault/values.hpp"
