// SPDX-License-Identifier: MIT
// The storage of an object that lives on a loop, with the rules when it may be used, and which thread destroys it.
#pragma once

#include <fearless/home/detail/caught.hpp>
#include <fearless/home/serial.hpp>
#include <fearless/marker.hpp>

#include <atomic>
#include <cstddef>
#include <cstdio>
#include <functional>
#include <memory>
#include <new>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

namespace fearless::home::home_detail {

// The part of a House that an Answer uses. It depends neither on the type of the object nor on that of the loop.
class AnyHouse : public Resident {
 public:
  [[nodiscard]] virtual bool here() const noexcept = 0;
  virtual void failed(Panic panic) const noexcept = 0;
};

// The object lives as long as it has pins: one for its Home, one for each running call, and one for each callback. The
// thread that removes the last pin has the loop destroy the object. Members that are not atomic are used by the loop's
// tasks only, or by the thread that removed the last pin.
template <class T, class E>
class House final : public AnyHouse, public std::enable_shared_from_this<House<T, E>> {
 public:
  explicit House(const E& executor) : executor_(executor) {}
  House(const House&) = delete;
  House& operator=(const House&) = delete;
  ~House() override {}

  [[nodiscard]] const E& executor() const noexcept { return executor_; }
  [[nodiscard]] bool here() const noexcept override { return executor_.here(); }
  void failed(Panic panic) const noexcept override {
    if constexpr (requires { executor_.failed(std::move(panic)); }) {
      executor_.failed(std::move(panic));
    } else {
      tell_panic(panic);
    }
  }

  // Whether calls are still accepted.
  [[nodiscard]] bool is_open() const noexcept { return open_.load(std::memory_order_acquire); }
  void close() noexcept { open_.store(false, std::memory_order_release); }

  [[nodiscard]] bool pin() noexcept {
    std::size_t pins = pins_.load(std::memory_order_relaxed);
    while (pins != 0 && !pins_.compare_exchange_weak(pins, pins + 1, std::memory_order_acquire)) {
    }
    return pins != 0;
  }
  void unpin() noexcept {
    if (pins_.fetch_sub(1, std::memory_order_acq_rel) != 1 || !is_born_) return;
    Leaving leaving(this->shared_from_this());
    if (executor_.here()) return leaving();
    // If there is no memory for the task, or the loop is gone, `Leaving` is destroyed without having run.
    static_cast<void>(run_caught([&] { static_cast<void>(executor_.post(as_task(std::move(leaving)))); }));
  }

  // Must be called at home.
  template <class... Args>
  void make(Args&&... args) {
    ::new (static_cast<void*>(std::addressof(value_))) T(std::forward<Args>(args)...);
    is_born_ = true;
  }
  // Must be called at home, by the owner of a pin. Calls `f(T&)`, unless the object has ended. Returns whether it did.
  template <class F>
  bool with_value(F&& f) {
    if (!is_born_ || has_ended_.load(std::memory_order_relaxed)) return false;
    struct Busy {
      std::size_t& calls;
      explicit Busy(std::size_t& running) noexcept : calls(running) { ++calls; }
      ~Busy() { --calls; }
      Busy(const Busy&) = delete;
      Busy& operator=(const Busy&) = delete;
    } const busy(calls_);
    std::forward<F>(f)(value_);
    return true;
  }
  // Whether no call is running. Must be called at home.
  [[nodiscard]] bool is_idle() const noexcept { return calls_ == 0; }

  // Must be called at home, or when no task of the loop can run.
  void end() noexcept override {
    close();
    if (has_ended_.exchange(true, std::memory_order_acq_rel)) return;
    if constexpr (requires(T& value) { value.stop(); }) {
      if (is_born_) {
        if (auto panic = run_caught([&] { value_.stop(); })) failed(*std::move(panic));
      }
    }
    unpin();
  }
  // Called if the loop has dropped the task that would have ended the object.
  void end_unseen() noexcept {
    if (executor_.here()) return end();
    close();
    if (!has_ended_.exchange(true, std::memory_order_acq_rel)) unpin();
  }

 private:
  // Destroys the object: as a task at home; or, if the task was dropped and the object is Send, on the thread that
  // dropped it.
  class Leaving {
   public:
    explicit Leaving(std::shared_ptr<House> house) noexcept : house_(std::move(house)) {}
    Leaving(Leaving&&) noexcept = default;
    Leaving& operator=(Leaving&&) = delete;
    Leaving(const Leaving&) = delete;
    Leaving& operator=(const Leaving&) = delete;
    void operator()() noexcept { std::exchange(house_, nullptr)->value_.~T(); }
    ~Leaving() {
      if (house_ == nullptr) return;
      if (is_send_v<T> || house_->executor_.here()) {
        house_->value_.~T();
        return;
      }
      std::fputs("fearless: an object is left where its loop has ended: no other thread may destroy it\n", stderr);
      house_->left_ = house_;
    }

   private:
    std::shared_ptr<House> house_;
  };

  const E executor_;
  std::atomic<std::size_t> pins_{1};  // the first one belongs to the Home
  std::atomic<bool> open_{true};
  std::atomic<bool> has_ended_{false};
  bool is_born_ = false;
  std::size_t calls_ = 0;
  std::shared_ptr<House> left_;  // keeps the memory of an object that is never destroyed
  union {
    T value_;
  };
};

// Keeps an object alive during a call, whose caller keeps its house: two threads that use one house meet at each count
// of its owners.
template <class T, class E>
class PinForCall {
 public:
  explicit PinForCall(House<T, E>& house) noexcept : house_(house.pin() ? &house : nullptr) {}
  PinForCall(const PinForCall&) = delete;
  PinForCall& operator=(const PinForCall&) = delete;
  ~PinForCall() {
    if (house_ != nullptr) house_->unpin();
  }
  // False if the object is gone.
  explicit operator bool() const noexcept { return house_ != nullptr; }

 private:
  House<T, E>* const house_;
};

// Keeps an object alive, and its house.
template <class T, class E>
class Pin {
 public:
  Pin() noexcept = default;
  // It is empty if the object is gone.
  explicit Pin(const std::shared_ptr<House<T, E>>& house) noexcept : house_(house->pin() ? house : nullptr) {}
  Pin(Pin&&) noexcept = default;
  Pin& operator=(Pin&&) = delete;
  Pin(const Pin&) = delete;
  Pin& operator=(const Pin&) = delete;
  ~Pin() {
    if (house_ != nullptr) house_->unpin();
  }
  [[nodiscard]] House<T, E>* get() const noexcept { return house_.get(); }

 private:
  std::shared_ptr<House<T, E>> house_;
};

// A callable with its arguments, for one call that also passes the object and further arguments.
template <class F, class... Args>
class Parts {
 public:
  template <class... From>
  explicit Parts(std::in_place_t, From&&... from) : parts_(std::in_place, std::forward<From>(from)...) {}

  template <class T, class... More>
  decltype(auto) operator()(T& value, More&&... more) {
    return std::apply(
        [&](F& f, Args&... args) -> decltype(auto) {
          return std::invoke(std::move(f), value, std::move(args)..., std::forward<More>(more)...);
        },
        *parts_);
  }
  void clear() noexcept { parts_.reset(); }

 private:
  std::optional<std::tuple<F, Args...>> parts_;
};

}  // namespace fearless::home::home_detail
