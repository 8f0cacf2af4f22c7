// SPDX-License-Identifier: MIT
// A trait of one's own: what a signal handler may touch. The handler's state is checked where it is installed.
#include <fearless/marker.hpp>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <string>
#include <type_traits>

// [trait]
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
// [/trait]

// [use]
struct State {
  volatile std::sig_atomic_t last = 0;
  std::atomic<int> count = 0;
};
static_assert(fearless::has_trait<SignalSafe, State>);
static_assert(!fearless::has_trait<SignalSafe, int>);  // a handler may come between the halves of a write
static_assert(!fearless::has_trait<SignalSafe, std::string>);
// [/use]

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

static constinit State state;

int main() {
  for (int i = 0; i < 3; ++i) {
    count_signal<state>(SIGUSR1);  // some systems forget a handler once it has run
    std::raise(SIGUSR1);
  }
  std::printf("%d signals, the last was %s\n", state.count.load(), state.last == SIGUSR1 ? "SIGUSR1" : "another");
}

// prints:
//   3 signals, the last was SIGUSR1
