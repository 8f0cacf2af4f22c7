// SPDX-License-Identifier: MIT
// What a thread of a scope runs, and what a Task of a scope calls. Both tell the scope when they are done.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/wait/pause_point.hpp>
#include <fearless/task.hpp>
#include <fearless/thread/detail/call.hpp>
#include <fearless/thread/detail/native.hpp>
#include <fearless/thread/detail/packet.hpp>
#include <fearless/thread/detail/scope_state.hpp>

#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

namespace fearless::thread::thread_detail {

// The callers do not pass a temporary, because g++ 12 warns falsely that its string, which does not exist, may be
// destroyed.
inline const std::optional<std::string>& no_name() noexcept {
  static const std::optional<std::string> none;
  return none;
}

struct ScopedStart {
  std::optional<std::string> name;
  std::shared_ptr<ScopeState> scope;
};

// A packet that notifies its scope once nothing of the thread can borrow anything any more.
template <class R>
class ScopedPacket : public Packet<R> {
 public:
  explicit ScopedPacket(ScopedStart start) : Packet<R>(std::move(start.name)), scope_(std::move(start.scope)) {}

  // Called by a handle that is destroyed without joining. If the thread has ended, this cleans up; otherwise the thread
  // does so when it ends.
  void abandon(Native native) noexcept {
    if (native.is_elsewhere()) return;
    {
      const auto locked = scope_->lock();
      if (!ended_) {
        abandoned_ = true;
        scope_->leave_locked(std::move(native));
        return;
      }
    }
    detail::pause_point();
    native.join();
    clear();
  }

 protected:
  void finish() noexcept {
    Packet<R>::finish();
    bool abandoned = false;
    {
      const auto locked = scope_->lock();
      ended_ = true;
      abandoned = abandoned_;
    }
    detail::pause_point();
    abandoned ? clear() : scope_->thread_ends();
  }

 private:
  // Passes a panic to the scope, or destroys the result, which may use borrowed objects.
  void clear() noexcept {
    if (auto panic = this->discard()) scope_->leave(std::move(*panic));
  }

  const std::shared_ptr<ScopeState> scope_;
  // Both are protected by the scope's lock: whether the handle was destroyed while the thread ran, and whether the
  // thread has ended.
  bool abandoned_ = false;
  bool ended_ = false;
};

// A call of a scope. The scope waits until it is destroyed, whether or not it was called.
template <class R, class F, class... Args>
class ScopedCall final : public detail::AnyCall<R()> {
 public:
  template <class... From>
  explicit ScopedCall(std::shared_ptr<ScopeState> scope, From&&... from)
      : call_(std::in_place, std::forward<From>(from)...), scope_(std::move(scope)) {
    scope_->thread_begins();
  }
  ~ScopedCall() override {
    call_.clear();
    scope_->thread_ends();
  }
  R call() override {
    if constexpr (std::is_void_v<R>) {
      call_();
    } else {
      return call_();
    }
  }

 private:
  OneCall<F, Args...> call_;
  const std::shared_ptr<ScopeState> scope_;
};

}  // namespace fearless::thread::thread_detail
