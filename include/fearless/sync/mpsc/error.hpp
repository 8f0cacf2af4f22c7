// SPDX-License-Identifier: MIT
// What a channel's operations fail with. Every failed send gives the value back.
#pragma once

#include <fearless/detail/language.hpp>  // first

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
  /// `Disconnected`, with the value of `error`. Rust: `From<SendError<T>>`.
  TrySendError(SendError<T>&& error) : TrySendError(Disconnected, std::move(error.value)) {}

  [[nodiscard]] Kind kind() const noexcept { return kind_; }
  [[nodiscard]] bool is_full() const noexcept { return kind_ == Full; }
  [[nodiscard]] bool is_disconnected() const noexcept { return kind_ == Disconnected; }
  /// Gives up the error and returns the value.
  [[nodiscard]] T into_inner() && { return std::move(value); }
  [[nodiscard]] const char* what() const noexcept {
    return is_full() ? "sending on a full channel" : "sending on a closed channel";
  }

  T value;

 private:
  Kind kind_;

 public:
  // Not defaulted: Clang would look for T's while a class that holds this error is still incomplete.
  friend bool operator==(const TrySendError& a, const TrySendError& b)
    requires requires { a.value == b.value; }
  {
    return a.value == b.value && a.kind_ == b.kind_;
  }
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
  /// `Disconnected`, with the value of `error`. Rust: `From<SendError<T>>`.
  SendTimeoutError(SendError<T>&& error) : SendTimeoutError(Disconnected, std::move(error.value)) {}

  [[nodiscard]] Kind kind() const noexcept { return kind_; }
  [[nodiscard]] bool is_timeout() const noexcept { return kind_ == Timeout; }
  [[nodiscard]] bool is_disconnected() const noexcept { return kind_ == Disconnected; }
  /// Gives up the error and returns the value.
  [[nodiscard]] T into_inner() && { return std::move(value); }
  [[nodiscard]] const char* what() const noexcept {
    return is_timeout() ? "timed out waiting on send operation" : "sending on a closed channel";
  }

  T value;

 private:
  Kind kind_;

 public:
  // Not defaulted: Clang would look for T's while a class that holds this error is still incomplete.
  friend bool operator==(const SendTimeoutError& a, const SendTimeoutError& b)
    requires requires { a.value == b.value; }
  {
    return a.value == b.value && a.kind_ == b.kind_;
  }
};

/// Every sender is gone and everything sent was received. Rust: `std::sync::mpsc::RecvError`.
struct RecvError {
  [[nodiscard]] static const char* what() noexcept { return "receiving on a closed channel"; }
  friend bool operator==(RecvError, RecvError) = default;
};

/// Why `try_recv` returned nothing: no value is there yet (`Empty`), or none will ever be (`Disconnected`). It can
/// stand in a `switch`. Rust: `std::sync::mpsc::TryRecvError`.
class TryRecvError {
 public:
  enum class Kind { Empty, Disconnected };
  static constexpr Kind Empty = Kind::Empty;
  static constexpr Kind Disconnected = Kind::Disconnected;

  constexpr TryRecvError(Kind kind) noexcept : kind_(kind) {}
  /// `Disconnected`. Rust: `From<RecvError>`.
  constexpr TryRecvError(RecvError) noexcept : kind_(Disconnected) {}

  [[nodiscard]] constexpr Kind kind() const noexcept { return kind_; }
  [[nodiscard]] constexpr operator Kind() const noexcept { return kind_; }
  [[nodiscard]] constexpr const char* what() const noexcept {
    return kind_ == Empty ? "receiving on an empty channel" : "receiving on a closed channel";
  }

 private:
  Kind kind_;
};

/// Why `recv_timeout` returned nothing: none came in time (`Timeout`), or none will ever come (`Disconnected`). It can
/// stand in a `switch`. Rust: `std::sync::mpsc::RecvTimeoutError`.
class RecvTimeoutError {
 public:
  enum class Kind { Timeout, Disconnected };
  static constexpr Kind Timeout = Kind::Timeout;
  static constexpr Kind Disconnected = Kind::Disconnected;

  constexpr RecvTimeoutError(Kind kind) noexcept : kind_(kind) {}
  /// `Disconnected`. Rust: `From<RecvError>`.
  constexpr RecvTimeoutError(RecvError) noexcept : kind_(Disconnected) {}

  [[nodiscard]] constexpr Kind kind() const noexcept { return kind_; }
  [[nodiscard]] constexpr operator Kind() const noexcept { return kind_; }
  [[nodiscard]] constexpr const char* what() const noexcept {
    return kind_ == Timeout ? "timed out waiting on channel" : "channel is empty and sending half is closed";
  }

 private:
  Kind kind_;
};

/// Why `recv` with a token returned nothing: a stop was requested (`Stopped`), or none will ever come (`Disconnected`).
/// It can stand in a `switch`. Rust has no counterpart.
class RecvStopError {
 public:
  enum class Kind { Stopped, Disconnected };
  static constexpr Kind Stopped = Kind::Stopped;
  static constexpr Kind Disconnected = Kind::Disconnected;

  constexpr RecvStopError(Kind kind) noexcept : kind_(kind) {}
  /// `Disconnected`.
  constexpr RecvStopError(RecvError) noexcept : kind_(Disconnected) {}

  [[nodiscard]] constexpr Kind kind() const noexcept { return kind_; }
  [[nodiscard]] constexpr operator Kind() const noexcept { return kind_; }
  [[nodiscard]] constexpr const char* what() const noexcept {
    return kind_ == Stopped ? "asked to stop while receiving on an empty channel" : "receiving on a closed channel";
  }

 private:
  Kind kind_;
};

}  // namespace mpsc

// Why each: it is a number.
template <>
struct rules::row<mpsc::TryRecvError> {
  static constexpr auto send = always;
  static constexpr auto sync = always;
  static constexpr auto static_ = always;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};
template <>
struct rules::row<mpsc::RecvTimeoutError> : row<mpsc::TryRecvError> {};
template <>
struct rules::row<mpsc::RecvStopError> : row<mpsc::TryRecvError> {};

// Why all three: they are the value that they give back.
template <class T>
struct rules::row<mpsc::SendError<T>> {
  static constexpr auto send = if_send<T>;
  static constexpr auto sync = if_sync<T>;
  static constexpr auto static_ = if_static<T>;
  static constexpr auto thread_safe = never<because::it_can_be_assigned>;
};
template <class T>
struct rules::row<mpsc::TrySendError<T>> : row<mpsc::SendError<T>> {};
template <class T>
struct rules::row<mpsc::SendTimeoutError<T>> : row<mpsc::SendError<T>> {};

}  // namespace fearless
