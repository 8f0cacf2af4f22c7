// SPDX-License-Identifier: MIT
// The words with which a file of the corpus says what a class or a hand-over is, and what has to be written for it.
#pragma once

#include <fearless/fearless.hpp>

#include <algorithm>
#include <cstddef>
#include <functional>
#include <string_view>
#include <type_traits>
#include <utility>

// A file is compiled in three ways: by Clang, by g++ after fearless_check_with_clang, and by g++ alone. In each it may
// be compiled at three levels: 0 leaves out every line that is there for fearless, 1 keeps those that the compiler
// checks, and 2 keeps promises, too. So a class is seen to need what the file says, and no less.
#if !defined(FEARLESS_CORPUS_LEVEL)
#define FEARLESS_CORPUS_LEVEL 2
#endif

#define CORPUS_WRITTEN(...) __VA_ARGS__
#define CORPUS_LEFT_OUT(...)
#if defined(__clang__)
#define CORPUS_WAY clang
#define CORPUS_GCC_ALONE CORPUS_LEFT_OUT
#elif defined(FEARLESS_CHECKED_BY_CLANG)
#define CORPUS_WAY gcc_and_clang
#define CORPUS_GCC_ALONE CORPUS_LEFT_OUT
#else
#define CORPUS_WAY gcc
#define CORPUS_GCC_ALONE CORPUS_WRITTEN
#endif

// A line that the compiler checks, for every way, or for g++ alone.
#if FEARLESS_CORPUS_LEVEL >= 1
#define LINE CORPUS_WRITTEN
#define GCC_LINE CORPUS_GCC_ALONE
#else
#define LINE CORPUS_LEFT_OUT
#define GCC_LINE CORPUS_LEFT_OUT
#endif
// A promise, for every way, or for g++ alone.
#if FEARLESS_CORPUS_LEVEL >= 2
#define PROMISE CORPUS_WRITTEN
#define GCC_PROMISE CORPUS_GCC_ALONE
#else
#define PROMISE CORPUS_LEFT_OUT
#define GCC_PROMISE CORPUS_LEFT_OUT
#endif

namespace corpus {

// (g++ 15 and newer do not show the only capture of a closure.)
#if defined(__GNUC__) && __GNUC__ >= 15 && !defined(__clang__)
enum class Needs { nothing, a_line, a_promise, no_way, nothing_before_15 = a_line };
#else
enum class Needs { nothing, a_line, a_promise, no_way, nothing_before_15 = nothing };
#endif
struct InEachWay {
  Needs clang, gcc_and_clang, gcc;
};

// A string as an argument of a template.
template <std::size_t N>
struct Text {
  consteval Text(const char (&from)[N]) { std::copy_n(from, N, text); }
  char text[N];
};

// Whether the text demands the trait, allows it ("(ThreadSafe)"), or excludes it.
enum class Said { excluded, allowed, demanded };
consteval Said said_of(std::string_view trait, std::string_view text) {
  const auto at = text.find(trait);
  if (at == text.npos) return Said::excluded;
  return at > 0 && text[at - 1] == '(' ? Said::allowed : Said::demanded;
}
consteval bool has_what_is_demanded(bool has, std::string_view trait, std::string_view text) {
  return has || said_of(trait, text) != Said::demanded;
}
consteval bool has_no_other(bool has, std::string_view trait, std::string_view text) {
  return !has || said_of(trait, text) != Said::excluded;
}
template <class T>
consteval bool has_all(std::string_view text) {
  return has_what_is_demanded(fearless::is_send_v<T>, "Send", text) &&
         has_what_is_demanded(fearless::is_sync_v<T>, "Sync", text) &&
         has_what_is_demanded(fearless::is_static_v<T>, "Static", text) &&
         has_what_is_demanded(fearless::is_thread_safe_v<T>, "ThreadSafe", text);
}
template <class T>
consteval bool has_no_other(std::string_view text) {
  return has_no_other(fearless::is_send_v<T>, "Send", text) && has_no_other(fearless::is_sync_v<T>, "Sync", text) &&
         has_no_other(fearless::is_static_v<T>, "Static", text) &&
         has_no_other(fearless::is_thread_safe_v<T>, "ThreadSafe", text);
}

// Whether a no of the compiler says something. After Clang's check, g++ grants what it cannot see. With reflection, g++
// sees more than the corpus says of it.
#if defined(FEARLESS_CHECKED_BY_CLANG)
inline constexpr bool excludes = false;
inline constexpr bool knows_the_least = false;
#elif defined(__cpp_impl_reflection)
inline constexpr bool excludes = true;
inline constexpr bool knows_the_least = false;
#else
inline constexpr bool excludes = true;
inline constexpr bool knows_the_least = true;
#endif

// What a CLASS says. It is instantiated explicitly, because that may name a private class.
template <class T, Text traits, Needs needs>
struct Class {
  static constexpr bool written = needs == Needs::nothing || (needs == Needs::a_line && FEARLESS_CORPUS_LEVEL >= 1) ||
                                  (needs == Needs::a_promise && FEARLESS_CORPUS_LEVEL >= 2);
  static_assert(!written || has_all<T>(traits.text), "the class has not all the traits that the corpus says");
  static_assert(!excludes || has_no_other<T>(traits.text), "the class has a trait that the corpus does not say");
  static_assert(written || !knows_the_least || !has_all<T>(traits.text), "the class needs less than the corpus says");
};
template <class T, Text traits>
struct Refused {
  static constexpr bool written = FEARLESS_CORPUS_LEVEL >= 1;
  static_assert(!written || has_all<T>(traits.text), "the class has not all the traits that the corpus says");
  static_assert(!excludes || has_no_other<T>(traits.text), "the class has a trait that the corpus does not say");
};

// Whether a value may go to another thread, for as long as it likes.
template <class... T>
inline constexpr bool may_leave = (... && (fearless::Send<std::decay_t<T>> && fearless::Static<std::decay_t<T>>));

// What a hand-over says: whether it was accepted.
template <bool accepted>
struct Answer {
  static constexpr bool value = accepted;
};

// The places where the library takes something over. Each really hands over what is accepted.
inline constexpr auto spawn = []<class F, class... Args>(F&& f, Args&&... args) {
  using R = std::invoke_result_t<std::decay_t<F>, std::decay_t<Args>...>;
  constexpr bool accepted = may_leave<F, Args...> && (std::is_void_v<R> || fearless::Static<R>);
  if constexpr (accepted)
    static_cast<void>(fearless::thread::spawn(std::forward<F>(f), std::forward<Args>(args)...).join());
  return Answer<accepted>{};
};
inline constexpr auto spawn_scoped = []<class F, class... Args>(F&& f, Args&&... args) {
  constexpr bool accepted = fearless::Send<std::decay_t<F>> && (... && fearless::Send<std::decay_t<Args>>);
  if constexpr (accepted)
    fearless::thread::scope([&](fearless::thread::Scope& scope) {
      static_cast<void>(scope.spawn(std::forward<F>(f), std::forward<Args>(args)...));
    });
  return Answer<accepted>{};
};
inline constexpr auto task = []<class F, class... Args>(F&& f, Args&&... args) {
  constexpr bool accepted = may_leave<F, Args...>;
  if constexpr (accepted) static_cast<void>(fearless::task(std::forward<F>(f), std::forward<Args>(args)...)());
  return Answer<accepted>{};
};
inline constexpr auto packaged = []<class F, class... Args>(F&& f, Args&&... args) {
  constexpr bool accepted = may_leave<F, Args...>;
  if constexpr (accepted)
    static_cast<void>(fearless::packaged(std::forward<F>(f), std::forward<Args>(args)...).second.join());
  return Answer<accepted>{};
};
// A thread whose owner has nothing but the request to stop, and one that shares a state with its owner.
inline constexpr auto work = []<class F>(F&& f) {
  if constexpr (may_leave<F>) const fearless::thread::Worker<void> worker(std::forward<F>(f));
  return Answer<may_leave<F>>{};
};
inline constexpr auto work_on = []<class S, class F>(fearless::Arc<S> shared, F&& f) {
  constexpr bool accepted = may_leave<F, fearless::Arc<S>>;
  if constexpr (accepted) const fearless::thread::Worker<S> worker(std::move(shared), std::forward<F>(f));
  return Answer<accepted>{};
};
// A callback that one thread calls at a time, and one that many do.
template <class Signature>
inline constexpr auto call_back = []<class F>(F&& f) {
  if constexpr (may_leave<F>) static_cast<void>(fearless::SendFn<Signature>(std::forward<F>(f)));
  return Answer<may_leave<F>>{};
};
template <class Signature>
inline constexpr auto call_back_from_many = []<class F>(F&& f) {
  constexpr bool accepted = may_leave<F> && fearless::Sync<std::decay_t<F>>;
  if constexpr (accepted) static_cast<void>(fearless::SyncFn<Signature>(std::forward<F>(f)));
  return Answer<accepted>{};
};
// A value that goes through a channel, one that threads share, and one that they change behind a lock.
inline constexpr auto send = []<class T>(T value) {
  if constexpr (may_leave<T>) {
    auto [tx, rx] = fearless::mpsc::channel<T>();
    static_cast<void>(tx.send(std::move(value)));
    static_cast<void>(fearless::thread::spawn([](fearless::mpsc::Receiver<T>) {}, std::move(rx)).join());
  }
  return Answer<may_leave<T>>{};
};
inline constexpr auto share = []<class T>(T value) {
  constexpr bool accepted = may_leave<T> && fearless::Sync<T>;
  if constexpr (accepted)
    static_cast<void>(
        fearless::thread::spawn([](fearless::Arc<T>) {}, fearless::Arc<T>::make(std::move(value))).join());
  return Answer<accepted>{};
};
inline constexpr auto lock = []<class T>(T value) {
  using Locked = fearless::Arc<fearless::Mutex<T>>;
  if constexpr (may_leave<T>)
    static_cast<void>(fearless::thread::spawn([](Locked) {}, Locked::make(std::move(value))).join());
  return Answer<may_leave<T>>{};
};

// Whether the answer to a hand-over is the one that the corpus says.
template <bool accepted, Needs needs>
consteval bool as_said() {
  static_assert(accepted || needs != Needs::nothing, "the hand-over is refused");
  static_assert(!accepted || needs == Needs::nothing || !knows_the_least, "the hand-over needs less than is said");
  return true;
}

}  // namespace corpus

// HAND_OVER(nothing, nothing, a_line, spawn([a, b] { … })): a hand-over as people write it, and what it needs in each
// way. It stands in a function. What is written instead, with the checked closures of the library, stands behind it.
#define HAND_OVER(on_clang, on_both, on_gcc, ...)                                                              \
  {                                                                                                            \
    [[maybe_unused]] const auto said = corpus::__VA_ARGS__;                                                    \
    constexpr corpus::InEachWay needs{corpus::Needs::on_clang, corpus::Needs::on_both, corpus::Needs::on_gcc}; \
    using Said = decltype(said);                                                                               \
    static_assert(corpus::as_said<Said::value, needs.CORPUS_WAY>());                                           \
  }                                                                                                            \
  static_assert(true)
#define REWRITTEN(...)                                                               \
  {                                                                                  \
    [[maybe_unused]] const auto said = corpus::__VA_ARGS__;                          \
    static_assert(decltype(said)::value, "what is written instead is refused, too"); \
  }                                                                                  \
  static_assert(true)
// A hand-over that must be refused in every way.
#define REFUSED_HAND_OVER(...)                                                                   \
  {                                                                                              \
    [[maybe_unused]] const auto said = corpus::__VA_ARGS__;                                      \
    static_assert(!decltype(said)::value || !corpus::excludes, "the hand-over must be refused"); \
  }                                                                                              \
  static_assert(true)

// CLASS(type, "Send, Static", nothing, nothing, a_line): the traits that the class rightly has, where (ThreadSafe) is
// one that it has in some ways, and what has to be written for it on Clang, on g++ checked with Clang, and on g++
// alone.
#define CLASS(type, traits, on_clang, on_both, on_gcc) \
  template struct corpus::Class<                       \
      type, traits,                                    \
      corpus::InEachWay{corpus::Needs::on_clang, corpus::Needs::on_both, corpus::Needs::on_gcc}.CORPUS_WAY>
// REFUSED(type, "Static"): a class that must not cross, and the traits that it has all the same.
#define REFUSED(type, traits) template struct corpus::Refused<type, traits>
