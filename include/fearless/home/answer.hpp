// SPDX-License-Identifier: MIT
// Answer<R>: what an object on another loop will say to a question.
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

/// Why there is no answer: the object, or its loop, is gone.
struct Gone {
  [[nodiscard]] static const char* what() noexcept { return "the object is gone, or the loop it lived on"; }
  friend bool operator==(const Gone&, const Gone&) = default;
};

/// Why there is no answer yet, or ever.
enum class WaitError { Timeout, Gone };

namespace home_detail {

// The result of a question. Whoever destroys one with a panic that nobody took tells it.
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

  // The value, or its exception, thrown.
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

// Why always: `ask` has made sure that the result may cross, and the rest is for any thread.
template <class R>
struct rules::row<home::home_detail::Outcome<R>> {
  static constexpr auto send = always;
  static constexpr auto sync = never<because::its_exception_may_not_be_read_by_two_threads>;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};

/// The answer to `Remote::ask`. It is taken once, and whoever asks again is told that it is gone. Move-only. An
/// exception that nobody has taken when it is destroyed goes to the executor's handler. tokio: a `oneshot::Receiver`
/// that was sent along with the question.
template <class R>
class [[nodiscard]] Answer {
 public:
  /// For `ask` alone.
  Answer(std::shared_ptr<const home::home_detail::AnyHouse> house,
         oneshot::Receiver<home::home_detail::Outcome<R>> receiver) noexcept
      : house_(std::move(house)), receiver_(std::move(receiver)) {}
  Answer(Answer&&) noexcept = default;
  Answer& operator=(Answer&&) noexcept = default;
  Answer(const Answer&) = delete;
  Answer& operator=(const Answer&) = delete;
  ~Answer() = default;

  /// Waits for the answer. The error says that none will come: the object ended before the question was its turn, or
  /// its loop did, or it never was made. Throws what the function threw. Throws std::system_error
  /// (resource_deadlock_would_occur) if the answer is not there and this is the object's home, which would wait for
  /// itself: then the answer can still be taken elsewhere. A loop that exists and does not run is waited for.
  [[nodiscard]] Result<R, home::Gone> wait() {
    auto ready = receiver_.try_recv();
    if (!ready.has_value() && ready.error() == oneshot::TryRecvError::Empty) {
      refuse_at_home();
      return given<home::Gone>(receiver_.recv(), [](const auto&) { return home::Gone(); });
    }
    return given<home::Gone>(std::move(ready), [](const auto&) { return home::Gone(); });
  }

  /// Waits for at most `span`, of any length. Errors as `wait`; and `WaitError::Timeout`: then it can be waited for
  /// again. Throws as `wait` does.
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

// Why: `ask` has made sure that the result may cross; and a const answer can be asked nothing.
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
