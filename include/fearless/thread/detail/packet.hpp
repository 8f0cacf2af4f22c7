// SPDX-License-Identifier: MIT
// The packet in which a thread stores its result, and the job that it runs.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/wait/deadline.hpp>
#include <fearless/detail/wait/futex.hpp>
#include <fearless/detail/wait/pause_point.hpp>
#include <fearless/result.hpp>
#include <fearless/thread/current.hpp>
#include <fearless/thread/detail/call.hpp>
#include <fearless/thread/detail/native.hpp>
#include <fearless/thread/detail/runnable.hpp>
#include <fearless/thread/panic.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <type_traits>
#include <utility>

#if defined(__GLIBCXX__)
#include <cxxabi.h>
#endif

namespace fearless::thread::thread_detail {

// The reasons why there may be no result. If a thread is cancelled or calls pthread_exit, it leaves its functions
// without returning from them; in a build without exceptions, it does not even unwind the stack. A forked child has
// only the thread that called fork.
inline constexpr const char* cancelled = "the thread ended without a result: it was cancelled, or called pthread_exit";
inline constexpr const char* elsewhere =
    "the thread ended without a result: this process was forked, and has none of its parent's other threads";

// The result of a thread, which the thread and its handle share, and the state of the thread, which a Thread object may
// keep alive for longer.
template <class R>
class Packet : public std::enable_shared_from_this<Packet<R>> {
 public:
  using Outcome = Result<R, Panic>;

  explicit Packet(std::optional<std::string> name) : thread_(ThreadId::make(), std::move(name)) {}
  Packet(const Packet&) = delete;
  Packet& operator=(const Packet&) = delete;

  [[nodiscard]] std::shared_ptr<ThreadState> thread() const noexcept {
    return {this->shared_from_this(), const_cast<ThreadState*>(&thread_)};
  }
  [[nodiscard]] const std::optional<std::string>& name() const noexcept { return thread_.name(); }
  [[nodiscard]] bool is_finished() const noexcept { return finished_.load(std::memory_order_acquire) == finished; }

  // Sleeps until the thread has stored its result.
  void wait_until_finished() const noexcept {
    for (std::uint32_t now = finished_.load(std::memory_order_acquire); now != finished;) {
      if (now == running && !finished_.compare_exchange_weak(now, awaited, std::memory_order_acquire)) continue;
      detail::futex_wait(finished_, awaited, detail::Deadline::never());
      now = finished_.load(std::memory_order_acquire);
    }
  }

  // Stores the reason why there is no result, for a fiber that will never end.
  void give_up(const char* why) noexcept {
    outcome_.emplace(unexpect, OfAThread(), why);
    finish();
  }

  // Called by a handle that is destroyed without joining: the thread continues.
  void abandon(Native native) noexcept { native.detach(); }

  // Returns the result. May be called once, after the thread has ended. In a forked child, the thread may have been in
  // the middle of storing it.
  [[nodiscard]] Outcome take() {
    if (!is_finished()) return Outcome(unexpect, OfAThread(), elsewhere);
    Outcome outcome = std::move(*outcome_);
    outcome_.reset();
    return outcome;
  }

  // Returns the panic, if the result is one.
  [[nodiscard]] std::optional<Panic> take_panic() noexcept {
    if (!is_finished()) return Panic(OfAThread(), elsewhere);
    return outcome_->has_value() ? std::nullopt : discard();
  }

  // Destroys a result that nobody wants, or returns the panic.
  [[nodiscard]] std::optional<Panic> discard() noexcept {
    std::optional<Panic> panic;
    if (outcome_ && !outcome_->has_value()) panic.emplace(std::move(*outcome_).error());
    outcome_.reset();
    return panic;
  }

 protected:
  // Calls f and stores its result or its exception. If a thread is cancelled or calls pthread_exit, the stack is
  // unwound with a special exception that must not be swallowed: it is rethrown.
  template <class F>
  void fulfil(F&& f) {
#if defined(__cpp_exceptions)
    try {
      run(std::forward<F>(f));
#if defined(__GLIBCXX__)
    } catch (abi::__forced_unwind&) {
      throw;
#endif
    } catch (...) {
      auto exception = std::current_exception();
      if (exception == nullptr) {
        outcome_.emplace(unexpect, OfAThread(), "an exception of another language");
      } else {
        outcome_.emplace(unexpect, OfAThread(), std::move(exception));
      }
    }
#else
    run(std::forward<F>(f));
#endif
  }
  void finish() noexcept {
    if (!outcome_) outcome_.emplace(unexpect, OfAThread(), cancelled);
    detail::pause_point();
    // The caller owns a reference to the packet, so that it still exists here.
    const bool wake = finished_.exchange(finished, std::memory_order_release) == awaited;
    detail::pause_point();
    if (wake) detail::futex_wake_all(finished_);
  }

  // Called when neither the thread nor its handle needs the result any more. A panic that nobody joined would be lost,
  // so it is written to stderr, as Rust does with every panic.
  void close() noexcept {
    if (const auto panic = discard()) {
      std::fprintf(stderr, "fearless: thread %llu, which nobody joined, ended in an exception: %s\n",
                   static_cast<unsigned long long>(thread_.id().as_u64()), panic->what());
    }
  }

 private:
  template <class F>
  void run(F&& f) {
    if constexpr (std::is_void_v<R>) {
      std::forward<F>(f)();
      outcome_.emplace();
    } else {
      outcome_.emplace(std::in_place, std::forward<F>(f)());
    }
  }

  ThreadState thread_;
  static constexpr std::uint32_t running = 0;
  static constexpr std::uint32_t awaited = 1;
  static constexpr std::uint32_t finished = 2;
  mutable detail::FutexWord finished_{running};
  std::optional<Outcome> outcome_;
};

// An allocator that takes the memory for one object from a block that it keeps. So the standard library needs no
// separate allocation for it.
template <class T>
struct PlaceIn {
  using value_type = T;
  static constexpr std::size_t size = 96;

  PlaceIn(std::shared_ptr<void> owner, std::byte* memory) noexcept : block(std::move(owner)), place(memory) {}
  template <class U>
  PlaceIn(const PlaceIn<U>& other) noexcept : block(other.block), place(other.place) {}

  [[nodiscard]] T* allocate(std::size_t /*one*/) noexcept {
    static_assert(sizeof(T) <= size && alignof(T) <= alignof(std::max_align_t));
    return static_cast<T*>(static_cast<void*>(place));
  }
  void deallocate(T* /*object*/, std::size_t /*one*/) noexcept {}
  template <class U>
  friend bool operator==(const PlaceIn& a, const PlaceIn<U>& b) noexcept {
    return a.place == b.place;
  }

  std::shared_ptr<void> block;
  std::byte* place;
};

// A packet together with the call that fills it, in one block of memory. `Base` is a Packet or a class of a scope that
// derives from it. The block lives as long as a Thread object refers to it. The result lives only as long as the thread
// or its handle; the count of these two is in the block, too.
template <class Base, class F, class... Args>
class Job final : public Base, private Runnable<Job<Base, F, Args...>> {
 public:
  template <class First, class... From>
  explicit Job(First&& first, From&&... from)
      : Base(std::forward<First>(first)), call_(std::in_place, std::forward<From>(from)...) {}

  // Creates a job that its owners close.
  template <class... From>
  [[nodiscard]] static std::shared_ptr<Job> make(From&&... from) {
    auto block = std::make_shared<Job>(std::forward<From>(from)...);
    Job* const job = block.get();
    const auto close = [](Job* closed) noexcept {
      closed->call_.clear();
      closed->close();
    };
    return std::shared_ptr<Job>(job, close, PlaceIn<Job>(std::move(block), job->count_));
  }

  using Runnable<Job>::start;

 private:
  friend Runnable<Job>;

  void run_on_thread() { this->fulfil(call_); }
  // The callable and the arguments are destroyed before any thread can see that this one has finished.
  void at_end() noexcept {
    call_.clear();
    this->finish();
  }

  alignas(std::max_align_t) std::byte count_[PlaceIn<Job>::size];
  OneCall<F, Args...> call_;
};

}  // namespace fearless::thread::thread_detail
