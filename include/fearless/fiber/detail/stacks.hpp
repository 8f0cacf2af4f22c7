// SPDX-License-Identifier: MIT
// The stacks of a carrier's fibers.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <boost/context/stack_context.hpp>
#include <boost/fiber/protected_fixedsize_stack.hpp>

#include <cstddef>
#include <memory>
#include <vector>

#if defined(__SANITIZE_ADDRESS__)
#define FEARLESS_DETAIL_LSAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define FEARLESS_DETAIL_LSAN 1
#endif
#endif
#if defined(FEARLESS_DETAIL_LSAN) && __has_include(<sanitizer/lsan_interface.h>)
#include <sanitizer/lsan_interface.h>
#else
#undef FEARLESS_DETAIL_LSAN
#define FEARLESS_DETAIL_LSAN 0
#endif

namespace fearless::fiber::fiber_detail {

// Stacks with a guard page below them. Creating one takes several system calls, so a carrier keeps some of the stacks
// that its fibers no longer use. LeakSanitizer is told where the stacks are, because objects owned by a waiting fiber
// are not leaks.
class Stacks {
 public:
  using Stack = boost::context::stack_context;

  explicit Stacks(std::size_t size) : size_(size), kept_(std::make_shared<Kept>(size)) {}

  // For Boost.Context, which copies this object into each stack. Throws std::bad_alloc.
  [[nodiscard]] Stack allocate() {
    if (!kept_->free.empty()) {
      const Stack stack = kept_->free.back();
      kept_->free.pop_back();
      return stack;
    }
    kept_->free.reserve(most);
    const Stack stack = boost::fibers::protected_fixedsize_stack(size_).allocate();
#if FEARLESS_DETAIL_LSAN
    __lsan_register_root_region(static_cast<const char*>(stack.sp) - stack.size, stack.size);
#endif
    return stack;
  }
  void deallocate(Stack& stack) noexcept {
    if (kept_->free.size() < most) {
      kept_->free.push_back(stack);
    } else {
      Kept::destroy(stack, size_);
    }
  }

 private:
  static constexpr std::size_t most = 64;

  struct Kept {
    explicit Kept(std::size_t s) noexcept : size(s) {}
    Kept(const Kept&) = delete;
    Kept& operator=(const Kept&) = delete;
    ~Kept() {
      for (Stack& stack : free) destroy(stack, size);
    }
    static void destroy(Stack& stack, std::size_t size) noexcept {
#if FEARLESS_DETAIL_LSAN
      __lsan_unregister_root_region(static_cast<const char*>(stack.sp) - stack.size, stack.size);
#endif
      boost::fibers::protected_fixedsize_stack(size).deallocate(stack);
    }

    const std::size_t size;
    std::vector<Stack> free;  // with space reserved for all
  };

  std::size_t size_;
  std::shared_ptr<Kept> kept_;
};

}  // namespace fearless::fiber::fiber_detail
