// SPDX-License-Identifier: MIT
// What is left when the system refuses the nth thread of scope_all: std::system_error, as of spawn, and no exception
// lost.
#include <fearless/std.hpp>
#include <fearless/thread.hpp>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstddef>
#include <exception>
#include <stdexcept>
#include <string>
#include <system_error>

#include <dlfcn.h>
#include <pthread.h>

#include <gtest/gtest.h>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define UNDER_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define UNDER_SANITIZER 1
#endif
#endif

// A sanitizer's own pthread_create cannot be replaced.
#if !defined(UNDER_SANITIZER)
namespace {
std::atomic<int> threads_left{-1};  // how many more there are until one is refused; -1: none will be
}

extern "C" int pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*entry)(void*),
                              void* argument) noexcept {
  using Create = int (*)(pthread_t*, const pthread_attr_t*, void* (*)(void*), void*);
  static const auto real = reinterpret_cast<Create>(::dlsym(RTLD_NEXT, "pthread_create"));
  const int left = threads_left.load();
  if (left == 0) return EAGAIN;
  if (left > 0) --threads_left;
  return real(thread, attributes, entry, argument);
}

namespace {

namespace thread = fearless::thread;

struct Function {
  std::atomic<int>* ran;
  const char* exception;  // null for none
  int operator()() const {
    ++*ran;
    if (exception != nullptr) throw std::runtime_error(exception);
    return 1;
  }
};

}  // namespace
FEARLESS_UNSAFE_SEND(Function);

namespace {

constexpr std::array<const char*, 3> names{"the first", "the second", "the third"};

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

// Every thread refused in turn, and none, with every choice of functions that throw.
TEST(ScopeAllFault, ARefusedThreadIsASystemErrorAndNoExceptionIsLost) {
  for (int refused = 0; refused <= 3; ++refused) {
    for (unsigned throwing = 0; throwing < 8; ++throwing) {
      std::atomic<int> ran{0};
      const auto f = [&](unsigned i) { return Function{&ran, (throwing >> i & 1U) != 0 ? names[i] : nullptr}; };
      std::string thrown;
      testing::internal::CaptureStderr();
      threads_left = refused == 3 ? -1 : refused;
      try {
        const auto [a, b, c] = thread::scope_all(f(0), f(1), f(2));
        EXPECT_EQ(a + b + c, 3);
      } catch (const std::system_error& error) {
        EXPECT_EQ(error.code(), std::errc::resource_unavailable_try_again);
        thrown = "refused";
      } catch (const std::runtime_error& error) {
        thrown = error.what();
      }
      threads_left = -1;
      const std::string told = testing::internal::GetCapturedStderr();
      EXPECT_EQ(ran.load(), refused);
      std::string expected = refused == 3 ? "" : "refused";
      for (unsigned i = 0; i < 3; ++i) {
        if ((throwing >> i & 1U) == 0 || static_cast<int>(i) >= refused) {
          EXPECT_EQ(count(told, names[i]), 0U);
        } else if (expected.empty()) {
          expected = names[i];
          EXPECT_EQ(count(told, names[i]), 0U);
        } else {
          EXPECT_EQ(count(told, names[i]), 1U) << refused << ' ' << throwing << '\n' << told;
        }
      }
      EXPECT_EQ(thrown, expected) << refused << ' ' << throwing;
    }
  }
}

// The same by hand.
TEST(ScopeAllFault, ARefusedThreadOfAScopeIsASystemErrorAndNoExceptionIsLost) {
  testing::internal::CaptureStderr();
  threads_left = 1;
  EXPECT_THROW(thread::scope([](thread::Scope& s) {
                 s.spawn([] { throw std::runtime_error("the first"); });
                 s.spawn([] {});
               }),
               std::system_error);
  threads_left = -1;
  EXPECT_EQ(count(testing::internal::GetCapturedStderr(), "the first"), 1U);
}

// A result whose move throws, when it is taken, hides no exception of another function.
class Moves {
 public:
  static inline std::atomic<int> left{0};

  Moves() = default;
  Moves(Moves&& /*other*/) noexcept(false) {
    if (left.fetch_sub(1) <= 0) throw std::logic_error("the move");
  }
};

}  // namespace
FEARLESS_UNSAFE_SEND(Moves);
FEARLESS_UNSAFE_STATIC(Moves);

namespace {

void second() { throw std::runtime_error("the second"); }

TEST(ScopeAllFault, AResultThatCannotBeMovedLosesNoException) {
  for (int moves = 0; moves < 6; ++moves) {
    Moves::left = moves;
    std::string thrown;
    testing::internal::CaptureStderr();
    try {
      static_cast<void>(thread::scope_all([] { return Moves(); }, second));
    } catch (const std::exception& error) {
      thrown = error.what();
    }
    const std::string told = testing::internal::GetCapturedStderr();
    EXPECT_EQ(count(told + thrown, "the second"), 1U) << moves;
  }
}

}  // namespace
#endif
