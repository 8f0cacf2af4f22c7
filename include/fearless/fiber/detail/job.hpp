// SPDX-License-Identifier: MIT
// The function that a fiber runs, and the packet in which it stores the result.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/fiber/detail/agent.hpp>
#include <fearless/thread/current.hpp>
#include <fearless/thread/detail/call.hpp>
#include <fearless/thread/detail/packet.hpp>

#include <cstddef>
#include <memory>
#include <optional>
#include <utility>

namespace fearless::fiber::fiber_detail {

using thread::thread_detail::Packet;

// A call of any type, in the list of its carrier while it runs.
class Job {
 public:
  Job() = default;
  Job(const Job&) = delete;
  Job& operator=(const Job&) = delete;
  virtual ~Job() = default;

  [[nodiscard]] virtual Agent::State state() const noexcept = 0;
  // Called in the fiber.
  virtual void run() = 0;
  // Called if the fiber has not begun, or will never end.
  virtual void give_up(const char* why) noexcept = 0;

  Job* next = nullptr;
  Job* previous = nullptr;
};

// The packet and the call in one block, as for a thread. The block lives as long as a Thread refers to it. The result
// lives only as long as the fiber or its handle.
template <class R, class F, class... Args>
class Call final : public Packet<R>, public Job {
 public:
  template <class... From>
  explicit Call(std::in_place_t, From&&... from)
      : Packet<R>(std::nullopt), call_(std::in_place, std::forward<From>(from)...) {}

  template <class... From>
  [[nodiscard]] static std::shared_ptr<Call> make(From&&... from) {
    auto block = std::make_shared<Call>(std::in_place, std::forward<From>(from)...);
    Call* const call = block.get();
    const auto close = [](Call* closed) noexcept {
      closed->call_.clear();
      closed->close();
    };
    return std::shared_ptr<Call>(call, close, thread::thread_detail::PlaceIn<Call>(std::move(block), call->count_));
  }

  [[nodiscard]] Agent::State state() const noexcept override { return this->thread(); }
  void run() override {
    this->fulfil(call_);
    call_.clear();
    this->finish();
  }
  void give_up(const char* why) noexcept override { Packet<R>::give_up(why); }

 private:
  alignas(std::max_align_t) std::byte count_[thread::thread_detail::PlaceIn<Call>::size];
  thread::thread_detail::OneCall<F, Args...> call_;
};

}  // namespace fearless::fiber::fiber_detail
