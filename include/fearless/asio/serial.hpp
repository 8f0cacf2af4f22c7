// SPDX-License-Identifier: MIT
// asio::Serial: a strand of Boost.Asio on which objects can live.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/asio/rows.hpp>
#include <fearless/detail/config.hpp>
#include <fearless/detail/wait/waiting.hpp>
#include <fearless/home/detail/caught.hpp>
#include <fearless/home/serial.hpp>
#include <fearless/marker.hpp>
#include <fearless/task.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/execution/blocking.hpp>
#include <boost/asio/execution/context.hpp>
#include <boost/asio/execution_context.hpp>
#include <boost/asio/query.hpp>
#include <boost/asio/require.hpp>
#include <boost/asio/strand.hpp>

#include <atomic>
#include <concepts>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <vector>

namespace fearless::asio {

namespace asio_detail {

// A strand that may be used as long as its context exists. The current users are counted, and the context waits for
// them.
class SharedStrand {
 public:
  using Strand = boost::asio::strand<boost::asio::any_io_executor>;

  explicit SharedStrand(const boost::asio::any_io_executor& executor) : strand_(std::in_place, executor) {}

  // Runs `f` later, on the strand. Returns whether it still exists. (`boost::asio::post` would make the executor that
  // never runs it at once anew for each call.)
  template <class F>
  bool post(F f) {
    return use(false, [&](const Strand&) {
      posting_->execute(std::move(f));
      return true;
    });
  }

  // Calls `f(strand)` and returns its result, or returns `otherwise` if the strand is gone.
  template <class R, class F>
  R use(R otherwise, F&& f) {
    struct User {
      std::atomic<std::uint32_t>& count;
      bool is_in_time = (count.fetch_add(1, std::memory_order_acquire) & gone) == 0;
      ~User() { count.fetch_sub(1, std::memory_order_release); }
    } const user{users_};
    return user.is_in_time ? R(std::forward<F>(f)(*strand_)) : std::move(otherwise);
  }
  bool keep(std::weak_ptr<home::Resident> resident) {
    const std::lock_guard lock(mutex_);
    if (is_closing_) return false;
    residents_.add(std::move(resident));
    return true;
  }

  // Called by the context while none of its tasks runs. If the end of an object posts a task, the context destroys it.
  void end() noexcept {
    home::Residents residents;
    {
      const std::lock_guard lock(mutex_);
      is_closing_ = true;
      std::swap(residents, residents_);
    }
    residents.end();
    std::uint32_t users = users_.fetch_or(gone, std::memory_order_acq_rel);
    for (fearless::detail::Snoozing snoozing; (users & ~gone) != 0; users = users_.load(std::memory_order_acquire)) {
      snoozing.snooze();
    }
    posting_.reset();
    strand_.reset();
  }

 private:
  static constexpr std::uint32_t gone = std::uint32_t{1} << 31;

  std::optional<Strand> strand_;
  std::optional<Strand> posting_{boost::asio::require(*strand_, boost::asio::execution::blocking.never)};
  std::atomic<std::uint32_t> users_{0};
  std::mutex mutex_;
  home::Residents residents_;
  bool is_closing_ = false;
};

// The strands of one context, which are notified when the context is destroyed.
class SharedStrands : public boost::asio::execution_context::service {
 public:
  static inline boost::asio::execution_context::id id;

  explicit SharedStrands(boost::asio::execution_context& context) : service(context) {}
  void add(std::weak_ptr<SharedStrand> strand) {
    const std::lock_guard lock(mutex_);
    std::erase_if(all_, [](const std::weak_ptr<SharedStrand>& one) { return one.expired(); });
    all_.push_back(std::move(strand));
  }

 private:
  void shutdown() noexcept override {
    std::vector<std::weak_ptr<SharedStrand>> all;
    {
      const std::lock_guard lock(mutex_);
      all.swap(all_);
    }
    for (const auto& one : all) {
      if (const auto strand = one.lock()) strand->end();
    }
  }

  std::mutex mutex_;
  std::vector<std::weak_ptr<SharedStrand>> all_;
};

}  // namespace asio_detail

/// A strand on which objects can live: `Home<Session, asio::Serial>::make_on(asio::Serial(context), args…)`. Its tasks
/// run one at a time, on any thread that runs the context, so the objects have to be Send. Copies refer to the same
/// strand, and may outlive the context: destroying the context ends the objects, and then the strand is gone.
/// \snippet reference/asio.cpp serial
class Serial {
 public:
  /// Its tasks run on any thread of the context.
  static constexpr bool one_thread = false;

  /// A new strand on `executor`. Exceptions that no answer carries are written to stderr. Throws std::bad_alloc.
  explicit Serial(const boost::asio::any_io_executor& executor) : Serial(std::nullopt, executor) {}
  /// The same, but these exceptions are passed to `handler`, which must not throw, on any thread.
  Serial(const boost::asio::any_io_executor& executor, SyncFn<void(Panic)> handler)
      : Serial(std::optional(std::move(handler)), executor) {}
  /// A new strand on the executor of `context`; otherwise as above.
  template <std::derived_from<boost::asio::execution_context> Context, class... Handler>
    requires(sizeof...(Handler) <= 1)
  explicit Serial(Context& context, Handler&&... handler)
      : Serial(boost::asio::any_io_executor(context.get_executor()), std::forward<Handler>(handler)...) {}

  /// As home::Serial requires. Throws std::bad_alloc.
  bool post(Task<void> task) const { return strand_->post(std::move(task)); }
  /// For Home and Remote only: the same for a call that was checked, which does not become a Task.
  template <class F>
  bool post_checked(home::home_detail::CheckedCall<F> call) const {
    return strand_->post(std::move(call));
  }
  /// Returns whether this thread is running one of its tasks.
  [[nodiscard]] bool here() const noexcept {
    return strand_->use(false, [](const auto& strand) { return strand.running_in_this_thread(); });
  }
  /// As home::Serial describes. Throws std::bad_alloc.
  bool keep(std::weak_ptr<home::Resident> resident) const { return strand_->keep(std::move(resident)); }
  /// Passes an exception that no answer carries to the handler, or writes it to stderr.
  void failed(Panic panic) const noexcept {
    *handler_ ? (**handler_)(std::move(panic)) : home::home_detail::tell_panic(panic);
  }

  /// Returns the strand, for sockets and timers that an object owns, whose callbacks then run at its home. Throws
  /// std::logic_error if the context is gone. What is created with it must not outlive the context.
  [[nodiscard]] boost::asio::any_io_executor executor() const {
    auto found = strand_->use(boost::asio::any_io_executor(),
                              [](const auto& strand) { return boost::asio::any_io_executor(strand); });
    if (!found) fearless::detail::raise(std::logic_error("fearless::asio::Serial: its context is gone"));
    return found;
  }

 private:
  Serial(std::optional<SyncFn<void(Panic)>> handler, const boost::asio::any_io_executor& executor)
      : strand_(std::make_shared<asio_detail::SharedStrand>(executor)),
        handler_(std::make_shared<const std::optional<SyncFn<void(Panic)>>>(std::move(handler))) {
    boost::asio::use_service<asio_detail::SharedStrands>(boost::asio::query(executor, boost::asio::execution::context))
        .add(strand_);
  }

  std::shared_ptr<asio_detail::SharedStrand> strand_;
  std::shared_ptr<const std::optional<SyncFn<void(Panic)>>> handler_;
};

}  // namespace fearless::asio

namespace fearless {

// Why: all its operations go through the strand, which has a lock, or are protected by a lock of its own.
template <>
struct rules::row<asio::Serial> : kind::value {};

}  // namespace fearless
