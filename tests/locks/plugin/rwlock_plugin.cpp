// SPDX-License-Identifier: MIT
// A part of a program that shares nothing inline with the rest of it: see rwlock_plugin_test.cpp.
#define FEARLESS_TEST_PAUSE_POINTS
#include <fearless/detail/lock/raw_rwlock.hpp>
#include <fearless/detail/lock/reader_slots.hpp>

#define PLUGIN_EXPORT extern "C" [[gnu::visibility("default")]]

using fearless::detail::RawRwLock;

PLUGIN_EXPORT const void* plugin_list() { return fearless::detail::ReaderSlots::list(); }
PLUGIN_EXPORT void plugin_read(RawRwLock* lock) { lock->read(); }
PLUGIN_EXPORT void plugin_read_done(RawRwLock* lock) { lock->read_done(); }
PLUGIN_EXPORT bool plugin_try_lock(RawRwLock* lock) { return lock->try_lock(); }
PLUGIN_EXPORT void plugin_lock(RawRwLock* lock) { lock->lock(); }
PLUGIN_EXPORT void plugin_unlock(RawRwLock* lock) { lock->unlock(); }
