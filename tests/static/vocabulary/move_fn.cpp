// SPDX-License-Identifier: MIT
// Which traits a closure of FEARLESS_MOVE_FN has, and how it may be called.
#include <fearless/move_fn.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/task.hpp>

#include <memory>
#include <string>
#include <type_traits>
#include <utility>

namespace {

[[maybe_unused]] void closures(std::string text, std::unique_ptr<int> box, const fearless::Rc<int>& local, int* pointer,
                               const fearless::Arc<int>& shared) {
  auto owns = FEARLESS_MOVE_FN(text, box)(int n) { return *box + n + static_cast<int>(text.size()); };
  using Owns = decltype(owns);
  static_assert(fearless::Send<Owns> && fearless::Static<Owns> && !fearless::Sync<Owns> && !fearless::ThreadSafe<Owns>);
  static_assert(std::is_invocable_r_v<int, Owns&, int> && std::is_invocable_v<Owns, int> &&
                !std::is_invocable_v<const Owns&, int> && !std::is_invocable_v<Owns&> &&
                !std::is_invocable_v<Owns&, int, int> && !std::is_invocable_v<Owns&, std::string>);
  static_assert(!std::is_copy_constructible_v<Owns> && std::is_move_constructible_v<Owns>);
  static_assert(sizeof(owns) == sizeof(std::pair<std::string, std::unique_ptr<int>>));

  auto copies = FEARLESS_COPY_FN(shared)(const std::string& more, auto&... rest) {
    return *shared + static_cast<int>(more.size() + sizeof...(rest));
  };
  using Copies = decltype(copies);
  static_assert(fearless::Send<Copies> && fearless::Static<Copies> && fearless::Sync<Copies>);
  static_assert(std::is_copy_constructible_v<Copies> && std::is_invocable_v<Copies&, std::string, int&> &&
                !std::is_invocable_v<Copies&, std::string, int>);

  auto of_rc = FEARLESS_COPY_FN(local)(int n) { return *local + n; };
  static_assert(!fearless::Send<decltype(of_rc)> && !fearless::Sync<decltype(of_rc)>);
  auto of_pointer = FEARLESS_MOVE_FN(pointer)(int n) { return *pointer + n; };
  static_assert(!fearless::Send<decltype(of_pointer)> && fearless::Static<decltype(of_pointer)>);
  auto nothing = FEARLESS_MOVE_FN()(){};
  static_assert(fearless::Send<decltype(nothing)> && fearless::Static<decltype(nothing)>);
  (void)owns, (void)copies, (void)of_rc, (void)of_pointer, (void)nothing;

  fearless::SendFn<int(int)> callback = FEARLESS_COPY_FN(shared)(int n) { return *shared + n; };
  (void)callback;
}

}  // namespace
