// SPDX-License-Identifier: MIT
// The program of a library: a class `Library` names what it has of
//   Channels (channel_rows.hpp), Pointers (shared_rows.hpp), Mutex, RwLock, Baton (lock_rows.hpp),
//   Threads (thread_rows.hpp), task(n), which returns a call that returns n,
//   MutexOfInt, RwLockOfInt, Condition, whose size is asked,
//   latency: whether the rows of latency_rows.hpp are measured;
//   add_more(program), which adds rows that others do not have;
//   CountedChannels: its Channels as far as they have their memory from the C library, if Channels do not.
#pragma once

#include "channel_rows.hpp"
#include "latency_rows.hpp"
#include "lock_rows.hpp"
#include "program.hpp"
#include "shared_rows.hpp"
#include "thread_rows.hpp"

#include <string>
#include <utility>

namespace bench {

template <class T>
void add_size(Program& program, std::string name) {
  program.row(std::move(name), [](const Settings&) { return static_cast<double>(sizeof(T)); });
}

template <class Library>
int main_of(int argc, char** argv) {
  Program program;
  if constexpr (requires { typename Library::Channels; }) {
    using Channels = typename Library::Channels;
    add_unbounded_rows<Channels>(program);
    if constexpr (requires { Channels::rendezvous; }) add_bounded_rows<Channels>(program);
    if constexpr (requires { typename Library::CountedChannels; }) {
      add_queued_memory_rows<typename Library::CountedChannels>(program);
    } else {
      add_queued_memory_rows<Channels>(program);
      add_idle_memory_row<Channels>(program);
    }
  }
  if constexpr (requires { typename Library::Pointers; }) add_shared_rows<typename Library::Pointers>(program);
  if constexpr (requires { typename Library::Mutex; }) add_mutex_rows<typename Library::Mutex>(program);
  if constexpr (requires { typename Library::RwLock; }) add_rwlock_rows<typename Library::RwLock>(program);
  if constexpr (requires { typename Library::Baton; }) add_condvar_rows<typename Library::Baton>(program);
  if constexpr (requires { typename Library::Threads; }) add_thread_rows<typename Library::Threads>(program);
  if constexpr (requires { Library::latency; }) {
    add_latency_rows<typename Library::Channels, typename Library::Mutex, typename Library::RwLock>(program);
  }
  if constexpr (requires { Library::add_more(program); }) Library::add_more(program);
  if constexpr (requires { Library::task(0); }) add_task_row(program, [](int n) { return Library::task(n); });
  if constexpr (requires { typename Library::MutexOfInt; }) {
    add_size<typename Library::MutexOfInt>(program, "bytes_mutex_int");
  }
  if constexpr (requires { typename Library::RwLockOfInt; }) {
    add_size<typename Library::RwLockOfInt>(program, "bytes_rwlock_int");
  }
  if constexpr (requires { typename Library::Condition; }) {
    add_size<typename Library::Condition>(program, "bytes_condvar");
  }
  return program.run(argc, argv);
}

}  // namespace bench
