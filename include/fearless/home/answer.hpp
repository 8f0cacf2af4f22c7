// SPDX-License-Identifier: MIT
// Answer<R>: the result of a call to an object on another loop.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/config.hpp>
#include <fearless/detail/lock/deadlock.hpp>
#include <fearless/home/detail/house.hpp>
#include <fearless/marker.hpp>
#include <fearless/result.hpp>
#include <fearless/sync/oneshot.hpp>

#include <chrono>
#include <memory>
#include <type_traits>
#include <utility>

namespace fearless {
namespace home {

/// The error of a call that gets no answer, because the object or its loop is gone.
/// \snippet reference/homes.cpp answer
struct Gone {
  [[nodiscard]] static const char* what() noexcept { return "the object is gone, or the loop it lived on"; }
  friend bool operator==(const Gone&, const Gone&) = default;
};

/// The error of a wait with a time limit: there is no answer yet (`Timeout`), or there will never be one (`Gone`).
enum class WaitError { Timeout, Gone };

namespace home_detail {

// The result of a call. If it is destroyed with a panic that nobody took, the panic is passed to the handler.
template <class R>
class Outcome {
 public:
  Outcome(std::shared_ptr<const AnyHouse> house, Result<R, Panic> result)
      : house_(std::move(house)), result_(std::move(result)) {}
  Outcome(Outcome&& other) noexcept(std::is_nothrow_move_constructible_v<Result<R, Panic>>)
      : house_(std::move(other.house_)), result_(std::move(other.result_)) {}
  Outcome& operator=(Outcome&&) = delete;
  Outcome(const Outcome&) = delete;
  Outcome& operator=(const Outcome&) = delete;
  ~Outcome() {
    if (house_ != nullptr && !result_.has_value()) house_->failed(std::move(result_).error());
  }

  // Returns the value, or throws the exception.
  R take() && {
    house_.reset();
    if (!result_.has_value()) std::move(result_).error().rethrow();
    if constexpr (!std::is_void_v<R>) return *std::move(result_);
  }

 private:
  std::shared_ptr<const AnyHouse> house_;
  Result<R, Panic> result_;
};

}  // namespace home_detail
}  // namespace home

// Why always: `ask` has checked that the result may cross threads, and any thread may use the rest.
template <class R>
struct rules::row<home::home_detail::Outcome<R>> {
  static constexpr auto send = always;
  static constexpr auto sync = never<because::its_exception_may_not_be_read_by_two_threads>;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};

/// The answer to `Remote::ask`. It can be taken once; after that, the error is Gone. It is move-only. If it is
/// destroyed with an exception that nobody has taken, the exception is passed to the executor's handler. tokio: a
/// `oneshot::Receiver` whose sender was passed along with the question.
/// \snippet reference/homes.cpp answer
template <class R>
class [[nodiscard]] Answer {
 public:
  /// For `ask` only.
  Answer(std::shared_ptr<const home::home_detail::AnyHouse> house,
         oneshot::Receiver<home::home_detail::Outcome<R>> receiver) noexcept
      : house_(std::move(house)), receiver_(std::move(receiver)) {}
  Answer(Answer&&) noexcept = default;
  Answer& operator=(Answer&&) noexcept = default;
  Answer(const Answer&) = delete;
  Answer& operator=(const Answer&) = delete;
  ~Answer() = default;

  /// Waits for the answer and returns it. The error means that none will come: the object or its loop ended before the
  /// call was made, or the object was never created. Throws what the function threw. Throws std::system_error
  /// (resource_deadlock_would_occur) if the answer is not there and this thread runs the object's home, which would
  /// wait for itself; the answer can then still be taken elsewhere. If the loop exists but does not run, this waits.
  [[nodiscard]] Result<R, home::Gone> wait() {
    auto ready = receiver_.try_recv();
    if (!ready.has_value() && ready.error() == oneshot::TryRecvError::Empty) {
      refuse_at_home();
      return given<home::Gone>(receiver_.recv(), [](const auto&) { return home::Gone(); });
    }
    return given<home::Gone>(std::move(ready), [](const auto&) { return home::Gone(); });
  }

  /// Waits for at most `span`, which may have any length. Errors are those of `wait`, and `WaitError::Timeout`, after
  /// which it can be waited for again. Throws as `wait` does.
  template <class Rep, class Period>
  [[nodiscard]] Result<R, home::WaitError> wait_for(const std::chrono::duration<Rep, Period>& span) {
    if (span.count() > 0) refuse_at_home();
    return given<home::WaitError>(receiver_.recv_timeout(span), [](const auto& error) {
      return error == oneshot::RecvTimeoutError::Timeout ? home::WaitError::Timeout : home::WaitError::Gone;
    });
  }

 private:
  void refuse_at_home() const {
    if (house_ != nullptr && house_->here()) {
      fearless::detail::raise_deadlock("fearless::Answer: waiting at the object's home would wait for itself");
    }
  }
  template <class Error, class Received, class ErrorOf>
  static Result<R, Error> given(Received received, ErrorOf error_of) {
    if (!received.has_value()) return Result<R, Error>(unexpect, error_of(received.error()));
    if constexpr (std::is_void_v<R>) {
      std::move(*received).take();
      return {};
    } else {
      return Result<R, Error>(std::in_place, std::move(*received).take());
    }
  }

  std::shared_ptr<const home::home_detail::AnyHouse> house_;
  oneshot::Receiver<home::home_detail::Outcome<R>> receiver_;
};

// Why: `ask` has checked that the result may cross threads, and a const answer has no operations.
template <class R>
struct rules::row<Answer<R>> {
  static constexpr auto send = always;
  static constexpr auto sync = always;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};
template <>
struct rules::row<home::Gone> {
  static constexpr auto send = always;
  static constexpr auto sync = always;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = always;
};

}  // namespace fearless
