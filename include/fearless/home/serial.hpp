// SPDX-License-Identifier: MIT
// home::Serial: the requirements on an event loop on which objects can live.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/task.hpp>

#include <concepts>
#include <cstddef>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

namespace fearless::home {

/// An object that lives on a loop, as the loop sees it.
/// \snippet reference/homes.cpp queue
class Resident {
 public:
  /// An object that no loop keeps yet.
  Resident() = default;
  Resident(const Resident&) = delete;
  Resident& operator=(const Resident&) = delete;
  virtual ~Resident() = default;

  /// Ends the object as destroying its Home does, but immediately. A loop that ends calls this on its own thread or, if
  /// it has none, while none of its tasks can run.
  virtual void end() noexcept = 0;
};

/// The objects that live on one loop, for an executor's `keep`. It is not synchronised.
/// \snippet reference/homes.cpp queue
class Residents {
 public:
  /// Adds an object. Throws std::bad_alloc.
  void add(std::weak_ptr<Resident> resident) {
    if (all_.size() == all_.capacity()) {
      std::erase_if(all_, [](const std::weak_ptr<Resident>& one) { return one.expired(); });
      all_.reserve(2 * all_.size() + 8);
    }
    all_.push_back(std::move(resident));
  }
  /// Ends each remaining object, the last one first.
  void end() noexcept {
    while (!all_.empty()) {
      const auto last = all_.back().lock();
      all_.pop_back();
      if (last != nullptr) last->end();
    }
  }

 private:
  std::vector<std::weak_ptr<Resident>> all_;
};

/// A handle of an event loop. Copies refer to the same loop. Any thread may use them, even when the loop is gone.
///
/// - `post(task)` makes the loop run the task later, never within the call. Tasks run one at a time, in the order in
///   which they were posted, and each happens before the next. If the loop is gone, it destroys the task and returns
///   false. If the loop has accepted a task and will never run it, it has to destroy the task.
/// - `here()` returns whether the calling thread is running one of the loop's tasks.
/// - `one_thread` is a constant: whether all tasks run on the same thread.
///
/// Two more functions are used if they exist. `failed(Panic)` is noexcept, and receives every exception that no answer
/// carries (without it, they are written to stderr). `keep(std::weak_ptr<home::Resident>)` receives every object, so
/// that the loop can end those that outlive it before it refuses tasks. It returns false if the loop has begun to do
/// so.
/// \snippet reference/homes.cpp queue
template <class E>
concept Serial = std::copy_constructible<E> && requires(const E& e, Task<void> task) {
  { e.post(std::move(task)) } -> std::same_as<bool>;
  { e.here() } -> std::same_as<bool>;
  typename std::bool_constant<static_cast<bool>(E::one_thread)>;
};

}  // namespace fearless::home
