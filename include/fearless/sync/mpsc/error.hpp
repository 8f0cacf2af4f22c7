// SPDX-License-Identifier: MIT
// The errors of a channel's operations. Every failed send gives the value back.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/detail/config.hpp>
#include <fearless/marker.hpp>
#include <fearless/std/kinds.hpp>

#include <utility>

namespace fearless {
namespace mpsc {

/// The error of a send to a receiver that is gone. `value` is the value that could not be sent. Rust:
/// `std::sync::mpsc::SendError`.
/// \snippet reference/channels.cpp send_error
template <class T>
struct SendError {
  /// The value that could not be sent.
  T value;

  /// Gives up the error and returns the value.
  [[nodiscard]] T into_inner() && { return std::move(value); }
  [[nodiscard]] static const char* what() noexcept { return "sending on a closed channel"; }
  // This is not defaulted, because Clang would look up the operator of T while a class that contains this error is
  // still incomplete.
  friend bool operator==(const SendError& a, const SendError& b)
    requires requires { a.value == b.value; }
  {
    return a.value == b.value;
  }
};

/// The error of `try_send`: the channel is full (`Full`) or the receiver is gone (`Disconnected`). `value` is the value
/// that could not be sent. Rust: `std::sync::mpsc::TrySendError`.
/// \snippet reference/channels.cpp sync_sender
template <class T>
class TrySendError {
 public:
  /// The possible errors.
  enum class Kind { Full, Disconnected };
  static constexpr Kind Full = Kind::Full;
  static constexpr Kind Disconnected = Kind::Disconnected;

  TrySendError(Kind kind, T&& unsent) : value(std::move(unsent)), kind_(kind) {}
  /// `Disconnected`, with the value of `error`. Rust: `From<SendError<T>>`.
  TrySendError(SendError<T>&& error) : TrySendError(Disconnected, std::move(error.value)) {}

  /// Returns which error it is.
  [[nodiscard]] Kind kind() const noexcept { return kind_; }
  /// Returns whether the channel was full.
  [[nodiscard]] bool is_full() const noexcept { return kind_ == Full; }
  /// Returns whether the receiver is gone.
  [[nodiscard]] bool is_disconnected() const noexcept { return kind_ == Disconnected; }
  /// Gives up the error and returns the value.
  [[nodiscard]] T into_inner() && { return std::move(value); }
  [[nodiscard]] const char* what() const noexcept {
    return is_full() ? "sending on a full channel" : "sending on a closed channel";
  }

  /// The value that could not be sent.
  T value;

 private:
  Kind kind_;

 public:
  // This is not defaulted, because Clang would look up the operator of T while a class that contains this error is
  // still incomplete.
  friend bool operator==(const TrySendError& a, const TrySendError& b)
    requires requires { a.value == b.value; }
  {
    return a.value == b.value && a.kind_ == b.kind_;
  }
};

/// The error of `send_timeout`: there was no room in time (`Timeout`) or the receiver is gone (`Disconnected`). `value`
/// is the value that could not be sent. Rust: `std::sync::mpsc::SendTimeoutError` (unstable).
/// \snippet reference/channels.cpp sync_sender
template <class T>
class SendTimeoutError {
 public:
  /// The possible errors.
  enum class Kind { Timeout, Disconnected };
  static constexpr Kind Timeout = Kind::Timeout;
  static constexpr Kind Disconnected = Kind::Disconnected;

  SendTimeoutError(Kind kind, T&& unsent) : value(std::move(unsent)), kind_(kind) {}
  /// `Disconnected`, with the value of `error`. Rust: `From<SendError<T>>`.
  SendTimeoutError(SendError<T>&& error) : SendTimeoutError(Disconnected, std::move(error.value)) {}

  /// Returns which error it is.
  [[nodiscard]] Kind kind() const noexcept { return kind_; }
  /// Returns whether there was no room in time.
  [[nodiscard]] bool is_timeout() const noexcept { return kind_ == Timeout; }
  /// Returns whether the receiver is gone.
  [[nodiscard]] bool is_disconnected() const noexcept { return kind_ == Disconnected; }
  /// Gives up the error and returns the value.
  [[nodiscard]] T into_inner() && { return std::move(value); }
  [[nodiscard]] const char* what() const noexcept {
    return is_timeout() ? "timed out waiting on send operation" : "sending on a closed channel";
  }

  /// The value that could not be sent.
  T value;

 private:
  Kind kind_;

 public:
  // This is not defaulted, because Clang would look up the operator of T while a class that contains this error is
  // still incomplete.
  friend bool operator==(const SendTimeoutError& a, const SendTimeoutError& b)
    requires requires { a.value == b.value; }
  {
    return a.value == b.value && a.kind_ == b.kind_;
  }
};

/// The error of `SyncSender::send` with a token: a stop was requested while the channel was full (`Stopped`), or the
/// receiver is gone (`Disconnected`). `value` is the value that could not be sent. Rust has no counterpart.
/// \snippet reference/channels.cpp send_stop
template <class T>
class SendStopError {
 public:
  /// The possible errors.
  enum class Kind { Stopped, Disconnected };
  static constexpr Kind Stopped = Kind::Stopped;
  static constexpr Kind Disconnected = Kind::Disconnected;

  SendStopError(Kind kind, T&& unsent) : value(std::move(unsent)), kind_(kind) {}
  /// `Disconnected`, with the value of `error`.
  SendStopError(SendError<T>&& error) : SendStopError(Disconnected, std::move(error.value)) {}

  /// Returns which error it is.
  [[nodiscard]] Kind kind() const noexcept { return kind_; }
  /// Returns whether a stop was requested.
  [[nodiscard]] bool is_stopped() const noexcept { return kind_ == Stopped; }
  /// Returns whether the receiver is gone.
  [[nodiscard]] bool is_disconnected() const noexcept { return kind_ == Disconnected; }
  /// Gives up the error and returns the value.
  [[nodiscard]] T into_inner() && { return std::move(value); }
  [[nodiscard]] const char* what() const noexcept {
    return is_stopped() ? "asked to stop while sending on a full channel" : "sending on a closed channel";
  }

  /// The value that could not be sent.
  T value;

 private:
  Kind kind_;

 public:
  // This is not defaulted, because Clang would look up the operator of T while a class that contains this error is
  // still incomplete.
  friend bool operator==(const SendStopError& a, const SendStopError& b)
    requires requires { a.value == b.value; }
  {
    return a.value == b.value && a.kind_ == b.kind_;
  }
};

/// The error of receiving: all senders are gone and every message was received. Rust: `std::sync::mpsc::RecvError`.
/// \snippet reference/channels.cpp recv_error
struct RecvError {
  [[nodiscard]] static const char* what() noexcept { return "receiving on a closed channel"; }
  friend bool operator==(RecvError, RecvError) = default;
};

/// The error of `try_recv`: no value is there yet (`Empty`), or there will never be one (`Disconnected`). It can be
/// used in a `switch`. Rust: `std::sync::mpsc::TryRecvError`.
/// \snippet reference/channels.cpp recv_error
class TryRecvError {
 public:
  /// The possible errors.
  enum class Kind { Empty, Disconnected };
  static constexpr Kind Empty = Kind::Empty;
  static constexpr Kind Disconnected = Kind::Disconnected;

  constexpr TryRecvError(Kind kind) noexcept : kind_(kind) {}
  /// `Disconnected`. Rust: `From<RecvError>`.
  constexpr TryRecvError(RecvError) noexcept : kind_(Disconnected) {}

  /// Returns which error it is.
  [[nodiscard]] constexpr Kind kind() const noexcept { return kind_; }
  /// Returns which error it is, for a `switch`.
  [[nodiscard]] constexpr operator Kind() const noexcept { return kind_; }
  [[nodiscard]] constexpr const char* what() const noexcept {
    return kind_ == Empty ? "receiving on an empty channel" : "receiving on a closed channel";
  }

 private:
  Kind kind_;
};

/// The error of `recv_timeout`: no value came in time (`Timeout`), or there will never be one (`Disconnected`). It can
/// be used in a `switch`. Rust: `std::sync::mpsc::RecvTimeoutError`.
/// \snippet reference/channels.cpp recv_error
class RecvTimeoutError {
 public:
  /// The possible errors.
  enum class Kind { Timeout, Disconnected };
  static constexpr Kind Timeout = Kind::Timeout;
  static constexpr Kind Disconnected = Kind::Disconnected;

  constexpr RecvTimeoutError(Kind kind) noexcept : kind_(kind) {}
  /// `Disconnected`. Rust: `From<RecvError>`.
  constexpr RecvTimeoutError(RecvError) noexcept : kind_(Disconnected) {}

  /// Returns which error it is.
  [[nodiscard]] constexpr Kind kind() const noexcept { return kind_; }
  /// Returns which error it is, for a `switch`.
  [[nodiscard]] constexpr operator Kind() const noexcept { return kind_; }
  [[nodiscard]] constexpr const char* what() const noexcept {
    return kind_ == Timeout ? "timed out waiting on channel" : "channel is empty and sending half is closed";
  }

 private:
  Kind kind_;
};

/// The error of `recv` with a token: a stop was requested (`Stopped`), or there will never be a value (`Disconnected`).
/// It can be used in a `switch`. Rust has no counterpart.
/// \snippet reference/channels.cpp recv_stop
class RecvStopError {
 public:
  /// The possible errors.
  enum class Kind { Stopped, Disconnected };
  static constexpr Kind Stopped = Kind::Stopped;
  static constexpr Kind Disconnected = Kind::Disconnected;

  constexpr RecvStopError(Kind kind) noexcept : kind_(kind) {}
  /// `Disconnected`.
  constexpr RecvStopError(RecvError) noexcept : kind_(Disconnected) {}

  /// Returns which error it is.
  [[nodiscard]] constexpr Kind kind() const noexcept { return kind_; }
  /// Returns which error it is, for a `switch`.
  [[nodiscard]] constexpr operator Kind() const noexcept { return kind_; }
  [[nodiscard]] constexpr const char* what() const noexcept {
    return kind_ == Stopped ? "asked to stop while receiving on an empty channel" : "receiving on a closed channel";
  }

 private:
  Kind kind_;
};

}  // namespace mpsc

// Why: each holds only an enumerator.
template <>
struct rules::row<mpsc::TryRecvError> : kind::value {};
template <>
struct rules::row<mpsc::RecvTimeoutError> : row<mpsc::TryRecvError> {};
template <>
struct rules::row<mpsc::RecvStopError> : row<mpsc::TryRecvError> {};

// Why: each of the four holds the value that it gives back.
template <class T>
struct rules::row<mpsc::SendError<T>> : kind::owner<T> {};
template <class T>
struct rules::row<mpsc::TrySendError<T>> : row<mpsc::SendError<T>> {};
template <class T>
struct rules::row<mpsc::SendTimeoutError<T>> : row<mpsc::SendError<T>> {};
template <class T>
struct rules::row<mpsc::SendStopError<T>> : row<mpsc::SendError<T>> {};

}  // namespace fearless
