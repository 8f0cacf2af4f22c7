// SPDX-License-Identifier: MIT
// examples/signal_safe with a state that a handler cannot touch: a trait of one's own refuses as the library's do.
#include <fearless/marker.hpp>

#include <atomic>
#include <csignal>
#include <string>
#include <type_traits>

template <class T>
inline constexpr auto impl_signal_safe = fearless::rules::not_declared;
template <class T>
  requires std::atomic<T>::is_always_lock_free
inline constexpr auto impl_signal_safe<std::atomic<T>> = fearless::rules::always;

struct SignalSafe : fearless::AutoTrait<SignalSafe> {
  template <class T>
  static consteval auto declared() {
    return impl_signal_safe<T>;
  }
  using No = fearless::rules::Never<fearless::rules::because::two_threads_writing_it_would_race>;
  static constexpr No of_value{};
  template <class T>
  using OfVolatile = std::conditional_t<std::is_same_v<T, std::sig_atomic_t>, fearless::rules::Always, No>;
};

// Installs a handler that has nothing but `state`.
template <auto& state>
void count_signal(int signal) {
  static_assert(fearless::has_trait<SignalSafe, std::remove_reference_t<decltype(state)>>,
                "a signal handler cannot touch this safely");
  std::signal(signal, [](int received) {
    state.last = received;
    state.count.fetch_add(1);
  });
}

struct Named {
  volatile std::sig_atomic_t last = 0;
#ifdef CASE_handler_state_with_a_string
  // error: a signal handler cannot touch this safely
  std::string name;
#else
  std::atomic<bool> named = false;
#endif
  std::atomic<int> count = 0;
};
static Named named;
void install_named() { count_signal<named>(SIGUSR1); }

struct Plain {
#ifdef CASE_handler_state_that_is_not_volatile
  // error: a signal handler cannot touch this safely
  std::sig_atomic_t last = 0;
#else
  volatile std::sig_atomic_t last = 0;
#endif
  std::atomic<int> count = 0;
};
static Plain plain;
void install_plain() { count_signal<plain>(SIGUSR1); }
