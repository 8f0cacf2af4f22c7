// SPDX-License-Identifier: MIT
// What a channel's operations fail with. Every failed send gives the value back.
#pragma once

#include <fearless/detail/config.hpp>
#include <fearless/detail/reasons.hpp>
#include <fearless/marker.hpp>

#include <utility>

namespace fearless {
namespace mpsc {

/// The receiver is gone; the value that could not be sent is in `value`. Rust: `std::sync::mpsc::SendError`.
template <class T>
struct SendError {
  T value;

  /// Gives up the error and returns the value.
  [[nodiscard]] T into_inner() && { return std::move(value); }
  [[nodiscard]] static const char* what() noexcept { return "sending on a closed channel"; }
  // Not defaulted: Clang would look for T's while a class that holds this error is still incomplete.
  friend bool operator==(const SendError& a, const SendError& b)
    requires requires { a.value == b.value; }
  {
    return a.value == b.value;
  }
};

/// Why `try_send` did not send: the channel is full (`Full`) or the receiver is gone (`Disconnected`); the value is in
/// `value`. Rust: `std::sync::mpsc::TrySendError`.
template <class T>
class TrySendError {
 public:
  enum class Kind { Full, Disconnected };
  static constexpr Kind Full = Kind::Full;
  static constexpr Kind Disconnected = Kind::Disconnected;

  TrySendError(Kind kind, T&& unsent) : value(std::move(unsent)), kind_(kind) {}

  [[nodiscard]] Kind kind() const noexcept { return kind_; }
  [[nodiscard]] bool is_full() const noexcept { return kind_ == Full; }
  [[nodiscard]] bool is_disconnected() const noexcept { return kind_ == Disconnected; }
  /// Gives up the error and returns the value.
  [[nodiscard]] T into_inner() && { return std::move(value); }
  [[nodiscard]] const char* what() const noexcept {
    return is_full() ? "sending on a full channel" : "sending on a closed channel";
  }
  // Not defaulted: Clang would look for T's while a class that holds this error is still incomplete.
  friend bool operator==(const TrySendError& a, const TrySendError& b)
    requires requires { a.value == b.value; }
  {
    return a.value == b.value && a.kind_ == b.kind_;
  }

  T value;

 private:
  Kind kind_;
};

/// Why `send_timeout` did not send: there was no room in time (`Timeout`) or the receiver is gone (`Disconnected`); the
/// value is in `value`. Rust: `std::sync::mpsc::SendTimeoutError` (unstable).
template <class T>
class SendTimeoutError {
 public:
  enum class Kind { Timeout, Disconnected };
  static constexpr Kind Timeout = Kind::Timeout;
  static constexpr Kind Disconnected = Kind::Disconnected;

  SendTimeoutError(Kind kind, T&& unsent) : value(std::move(unsent)), kind_(kind) {}

  [[nodiscard]] Kind kind() const noexcept { return kind_; }
  [[nodiscard]] bool is_timeout() const noexcept { return kind_ == Timeout; }
  [[nodiscard]] bool is_disconnected() const noexcept { return kind_ == Disconnected; }
  /// Gives up the error and returns the value.
  [[nodiscard]] T into_inner() && { return std::move(value); }
  [[nodiscard]] const char* what() const noexcept {
    return is_timeout() ? "timed out waiting on send operation" : "sending on a closed channel";
  }
  // Not defaulted: Clang would look for T's while a class that holds this error is still incomplete.
  friend bool operator==(const SendTimeoutError& a, const SendTimeoutError& b)
    requires requires { a.value == b.value; }
  {
    return a.value == b.value && a.kind_ == b.kind_;
  }

  T value;

 private:
  Kind kind_;
};

/// Every sender is gone and everything sent was received. Rust: `std::sync::mpsc::RecvError`.
struct RecvError {
  [[nodiscard]] static const char* what() noexcept { return "receiving on a closed channel"; }
  friend bool operator==(RecvError, RecvError) = default;
};

/// Why `try_recv` returned nothing: no value is there yet, or none will ever be. Rust: `std::sync::mpsc::TryRecvError`.
enum class TryRecvError { Empty, Disconnected };

/// Why `recv_timeout` returned nothing: none came in time, or none will ever come. Rust:
/// `std::sync::mpsc::RecvTimeoutError`.
enum class RecvTimeoutError { Timeout, Disconnected };

}  // namespace mpsc

// Why all three: they are the value that they give back.
template <class T>
struct row<mpsc::SendError<T>> {
  static constexpr auto send = if_send<T>;
  static constexpr auto sync = if_sync<T>;
  static constexpr auto static_ = if_static<T>;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};
template <class T>
struct row<mpsc::TrySendError<T>> : row<mpsc::SendError<T>> {};
template <class T>
struct row<mpsc::SendTimeoutError<T>> : row<mpsc::SendError<T>> {};

}  // namespace fearless
