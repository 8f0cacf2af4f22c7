// SPDX-License-Identifier: MIT
// Home and Remote: an object that lives on one event loop, and handles with which any thread can call it there.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/borrow/moved_from.hpp>
#include <fearless/detail/config.hpp>
#include <fearless/home/answer.hpp>
#include <fearless/home/detail/calls.hpp>
#include <fearless/home/serial.hpp>
#include <fearless/home/then.hpp>
#include <fearless/home/thread.hpp>
#include <fearless/marker.hpp>
#include <fearless/marker/refusal.hpp>
#include <fearless/sync/oneshot.hpp>

#include <memory>
#include <type_traits>
#include <utility>

namespace fearless {

/// A handle of an object that lives on a loop of type `E`. With it, any thread can have a function called on that loop.
/// It does not keep the object alive. It can be copied, and is Send, Sync and Static, whatever `T` is. Rust: the
/// sending end of an actor's channel.
/// \snippet reference/homes.cpp home
template <class T, class E = home::OnThread>
class [[nodiscard]] Remote {
 public:
  /// For Home only.
  explicit Remote(home::home_detail::SharedHouse<T, E> house) noexcept : house_(std::move(house)) {}

  /// Posts a call of `f(T&, args…)` to the object's home. `f` and `args` are copied here (or moved from rvalues) and
  /// passed as rvalues. The call is made later, even if this is the object's home, and calls are made in the order in
  /// which they were posted. The result is destroyed there; an exception is passed to the executor's handler. Returns
  /// false if the object or its loop is gone, and true if the call was posted. If the object ends before the call is
  /// made, the call is dropped, which only `ask` reports. Throws std::bad_alloc and what copying throws. Refuses to
  /// compile unless `f` and `args` are Send and Static.
  template <class F, class... Args>
  bool tell(F&& f, Args&&... args) const {
    using Call = home::home_detail::CallAtHome<rules::place::remote_tell, false, T, F, Args...>;
    FEARLESS_DETAIL_REQUIRE_CALL(Call);
    if constexpr (Call::granted) {
      using Telling = home::home_detail::Telling<T, E, std::decay_t<F>, std::decay_t<Args>...>;
      auto& house = this->house();
      if (!house.is_open()) return false;
      return home::home_detail::post(
          house.executor(),
          Telling{house_, decltype(Telling::parts)(std::in_place, std::forward<F>(f), std::forward<Args>(args)...)});
    }
    fearless::detail::fatal("fearless::Remote::tell: refused");
  }

  /// The same for a function whose result is needed: `remote.ask(f, args…).wait()`. Returns the Answer, which reports
  /// it if the object is gone. Throws as `tell` does. Refuses to compile as `tell` does, and unless the result is Send
  /// and Static.
  template <class F, class... Args>
  Answer<typename home::home_detail::CallAtHome<rules::place::remote_ask, true, T, F, Args...>::Result> ask(
      F&& f, Args&&... args) const {
    using Call = home::home_detail::CallAtHome<rules::place::remote_ask, true, T, F, Args...>;
    FEARLESS_DETAIL_REQUIRE_CALL(Call);
    if constexpr (Call::granted) {
      using R = typename Call::Result;
      using Asking = home::home_detail::Asking<R, T, E, std::decay_t<F>, std::decay_t<Args>...>;
      auto& house = this->house();
      auto [sender, receiver] = oneshot::channel<home::home_detail::Outcome<R>>();
      if (house.is_open()) {
        static_cast<void>(home::home_detail::post(
            house.executor(),
            Asking{house_, decltype(Asking::parts)(std::in_place, std::forward<F>(f), std::forward<Args>(args)...),
                   std::move(sender)}));
      }
      return Answer<R>(house_, std::move(receiver));
    }
    fearless::detail::fatal("fearless::Remote::ask: refused");
  }

  /// Returns a callback for other components: `socket.async_read_some(buffer, remote.then(f, args…))`. When it is
  /// called with `results…`, it calls `f(T&, args…, results…)` at the object's home. The object lives until then, even
  /// if its Home is destroyed; in that case `f` is not called. Throws what copying throws. Refuses to compile unless
  /// `f` and `args` are Send and Static. The results are checked where the callback is called.
  template <class F, class... Args>
  Then<T, E, std::decay_t<F>, std::decay_t<Args>...> then(F&& f, Args&&... args) const {
    constexpr bool copied =
        std::is_constructible_v<std::decay_t<F>, F> && (std::is_constructible_v<std::decay_t<Args>, Args> && ...);
    using Needs = home::home_detail::PartsNeeds<rules::place::remote_then, F, Args...>;
    static_assert(copied, "fearless: the callable or an argument can only be moved: pass it with std::move");
    FEARLESS_DETAIL_REQUIRE(std::conditional_t<copied, Needs, derive::Needs<>>);
    if constexpr (copied && Needs::granted) {
      static_cast<void>(house());
      return Then<T, E, std::decay_t<F>, std::decay_t<Args>...>(house_, std::forward<F>(f),
                                                                std::forward<Args>(args)...);
    }
    fearless::detail::fatal("fearless::Remote::then: refused");
  }

  /// Returns whether the object accepts no more calls: its Home was destroyed, its loop has ended, or its constructor
  /// threw an exception.
  [[nodiscard]] bool is_gone() const noexcept { return !house().is_open(); }
  /// Returns whether this thread is running a task of the object's home.
  [[nodiscard]] bool here() const noexcept { return house().here(); }

 private:
  friend struct fearless::detail::MovedFrom;
  [[nodiscard]] fearless::detail::MovedFrom::Answer is_moved_from() const noexcept {
    return fearless::detail::MovedFrom::answer(house_ == nullptr);
  }
  [[nodiscard]] home::home_detail::House<T, E>& house() const noexcept {
    FEARLESS_ASSERT(house_ != nullptr, "fearless::Remote: used after it was moved from");
    return *house_;
  }

  home::home_detail::SharedHouse<T, E> house_;
};

/// The owner of an object that lives on a loop of type `E` (home::Serial). The object is created, called and destroyed
/// there. So if the loop has a single thread, `T` need not be Send: it may be a window, or contain an Rc. The owner
/// itself may be on any thread. It is move-only. Chromium: `base::SequenceBound`.
/// \snippet reference/homes.cpp home
template <class T, class E = home::OnThread>
class [[nodiscard]] Home {
  static_assert(home::Serial<E>, "fearless::Home: the executor does not offer what home::Serial asks for");
  static_assert(std::is_object_v<T> && !std::is_array_v<T> && !std::is_const_v<T>,
                "fearless::Home<T>: T must be an object type that is no array and not const");

 public:
  /// Posts the construction of a `T(remote, args…)` to the loop, where `remote` is a handle of the object; if there is
  /// no such constructor, of a `T(args…)`. `args` are copied here (or moved from rvalues). It does not wait. Returns
  /// the owner. If the constructor throws, or the loop is gone, there is no object, which later calls report; the
  /// exception is passed to the executor's handler. Throws std::bad_alloc and what copying throws. Refuses to compile
  /// unless `args` are Send and Static and, if the loop may run on several threads, `T` is Send.
  template <class... Args>
  static Home make_on(const E& executor, Args&&... args) {
    using Itself = Remote<T, E>;
    constexpr bool knows_itself = std::is_constructible_v<T, Itself, std::decay_t<Args>...>;
    constexpr bool constructible = knows_itself || std::is_constructible_v<T, std::decay_t<Args>...>;
    constexpr bool copied = (std::is_constructible_v<std::decay_t<Args>, Args> && ...);
    using Needs = home::home_detail::MakeNeeds<T, E, Args...>;
    static_assert(constructible, "fearless::Home::make_on: the object cannot be made of these arguments");
    static_assert(!constructible || copied, "fearless: an argument can only be moved: pass it with std::move");
    FEARLESS_DETAIL_REQUIRE(std::conditional_t<(constructible && copied), Needs, derive::Needs<>>);
    if constexpr (constructible && copied && Needs::granted) {
      const auto house = std::make_shared<home::home_detail::House<T, E>>(executor);
      Home mine(house);
      if constexpr (requires { executor.keep(std::weak_ptr<home::Resident>(house)); }) {
        if (!executor.keep(std::weak_ptr<home::Resident>(house))) {
          house->close();
          return mine;
        }
      }
      if constexpr (knows_itself) {
        using Making = home::home_detail::Making<T, E, Itself, std::decay_t<Args>...>;
        static_cast<void>(
            executor.post(home::home_detail::as_task(Making(house, Itself(house), std::forward<Args>(args)...))));
      } else {
        using Making = home::home_detail::Making<T, E, std::decay_t<Args>...>;
        static_cast<void>(executor.post(home::home_detail::as_task(Making(house, std::forward<Args>(args)...))));
      }
      return mine;
    }
    fearless::detail::fatal("fearless::Home::make_on: refused");
  }
  Home(Home&&) noexcept = default;
  /// Ends the current object, as destroying its Home does.
  Home& operator=(Home&& other) noexcept {
    if (this != &other) {
      end();
      house_ = std::move(other.house_);
    }
    return *this;
  }
  Home(const Home&) = delete;
  Home& operator=(const Home&) = delete;
  /// Ends the object: it accepts no more calls; the calls that were posted before are still made, and then `T::stop()`
  /// is called, if it exists. The object is destroyed at its home when the last callback of `then` has run or is
  /// destroyed. This does not wait. If the loop is gone, a Send object is destroyed here; another object is never
  /// destroyed, and a line is written to stderr.
  ~Home() { end(); }

  /// Returns a handle of the object.
  Remote<T, E> remote() const {
    FEARLESS_ASSERT(house_ != nullptr, "fearless::Home: used after it was moved from");
    return Remote<T, E>(house_);
  }

 private:
  explicit Home(home::home_detail::SharedHouse<T, E> house) noexcept : house_(std::move(house)) {}
  friend struct fearless::detail::MovedFrom;
  [[nodiscard]] fearless::detail::MovedFrom::Answer is_moved_from() const noexcept {
    return fearless::detail::MovedFrom::answer(house_ == nullptr);
  }
  void end() noexcept {
    if (house_ == nullptr) return;
    house_->close();
    // A task that cannot be posted is destroyed, which ends the object, too.
    home::home_detail::Ending<T, E> ending(house_);
    static_cast<void>(home::home_detail::run_caught(
        [&] { static_cast<void>(house_->executor().post(home::home_detail::as_task(std::move(ending)))); }));
    house_.reset();
  }

  home::home_detail::SharedHouse<T, E> house_;
};

// Why always: the object is used at its home only, and `make_on` has checked which threads that may be.
template <class T, class E>
struct rules::row<Remote<T, E>> {
  static constexpr auto send = always;
  static constexpr auto sync = always;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};
template <class T, class E>
struct rules::row<Home<T, E>> : row<Remote<T, E>> {};

}  // namespace fearless
