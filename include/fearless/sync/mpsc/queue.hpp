// SPDX-License-Identifier: MIT
// What the two ends of a channel share: a list of messages under a lock, and who waits for what.
#pragma once

#include <fearless/detail/deadline.hpp>

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <type_traits>
#include <utility>

namespace fearless::mpsc::detail {

using fearless::detail::Deadline;

// No code of T runs while the lock is held: a message is made before it is linked, moved out after it was unlinked, and
// destroyed likewise. So a T may use the channel it travels through, and one that throws leaves the list as it was.
template <class T>
class Queue {
 public:
  enum class Handover { Waiting, Taken, GivenBack };

  struct Message {
    template <class... Args>
    explicit Message(Args&&... args) : value(std::forward<Args>(args)...) {}

    Message* next = nullptr;
    Handover* handover = nullptr;  // where the sender of a rendezvous waits for news of this message
    T value;
  };
  using MessagePtr = std::unique_ptr<Message>;

  enum class Sent { Done, TooLate, Disconnected };

  // A message on its way out: put back, as the first, if its value could not be moved.
  class Received {
   public:
    Received(Queue& queue, MessagePtr message, bool disconnected)
        : queue_(queue), message_(std::move(message)), disconnected_(disconnected) {}
    Received(const Received&) = delete;
    Received& operator=(const Received&) = delete;
    ~Received() {
      if (message_) queue_.put_back(std::move(message_));
    }

    explicit operator bool() const noexcept { return message_ != nullptr; }
    [[nodiscard]] bool disconnected() const noexcept { return disconnected_; }
    [[nodiscard]] T&& value() noexcept { return std::move(message_->value); }
    void commit() noexcept { message_.reset(); }

   private:
    Queue& queue_;
    MessagePtr message_;
    bool disconnected_;
  };

  static constexpr std::size_t unbounded = SIZE_MAX;

  explicit Queue(std::size_t capacity) : capacity_(capacity) {}
  Queue(const Queue&) = delete;
  Queue& operator=(const Queue&) = delete;
  ~Queue() { destroy(head_); }

  // Sends the message and takes it over; unless the result is Done, it stays with the caller.
  Sent send(MessagePtr& message, const Deadline& deadline) {
    std::unique_lock lock(mutex_);
    if (!receiver_) return Sent::Disconnected;
    if (capacity_ == 0) return hand_over(message, deadline, lock);
    const bool in_time = deadline.wait(room_, lock, [this] { return !receiver_ || size_ < capacity_; });
    if (!receiver_) return Sent::Disconnected;
    if (!in_time) return Sent::TooLate;
    append(message.release());
    lock.unlock();
    arrived_.notify_one();
    return Sent::Done;
  }

  // The first message; or none, and whether there will never be one again.
  Received receive(const Deadline& deadline) {
    std::unique_lock lock(mutex_);
    receiver_waits_ = !deadline.is_now();
    deadline.wait(arrived_, lock, [this] { return head_ != nullptr || !senders_left_; });
    receiver_waits_ = false;
    if (head_ == nullptr) return Received(*this, nullptr, !senders_left_);
    MessagePtr message(head_);
    unlink(nullptr, head_);
    if (message->handover != nullptr) *std::exchange(message->handover, nullptr) = Handover::Taken;
    lock.unlock();
    // A rendezvous sender waits for its own message: only waking all finds it.
    capacity_ == 0 ? room_.notify_all() : room_.notify_one();
    return Received(*this, std::move(message), false);
  }

  void add_sender() noexcept { senders_.fetch_add(1, std::memory_order_relaxed); }

  void remove_sender() noexcept {
    if (senders_.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
    {
      const std::lock_guard lock(mutex_);
      senders_left_ = false;
    }
    arrived_.notify_one();
  }

  // Gives every sender that waits its value back, and destroys what is queued.
  void remove_receiver() noexcept {
    Message* rest = nullptr;
    {
      const std::lock_guard lock(mutex_);
      receiver_ = false;
      for (Message** link = &head_; *link != nullptr;) {
        if ((*link)->handover == nullptr) {
          link = &(*link)->next;
        } else {
          Message* message = std::exchange(*link, (*link)->next);
          *std::exchange(message->handover, nullptr) = Handover::GivenBack;
        }
      }
      rest = std::exchange(head_, nullptr);
      last_ = nullptr;
      size_ = 0;
    }
    room_.notify_all();
    destroy(rest);
  }

 private:
  // Capacity 0: the sender stays until its message is taken.
  Sent hand_over(MessagePtr& message, const Deadline& deadline, std::unique_lock<std::mutex>& lock) {
    if (deadline.is_now()) {
      // A receiver that waits on an empty list takes the next message for certain: it looks again before it gives up.
      if (!receiver_waits_ || head_ != nullptr) return Sent::TooLate;
      append(message.release());
      lock.unlock();
      arrived_.notify_one();
      return Sent::Done;
    }
    Handover handover = Handover::Waiting;
    Message* const mine = message.release();
    mine->handover = &handover;
    append(mine);
    arrived_.notify_one();
    deadline.wait(room_, lock, [&] { return handover != Handover::Waiting; });
    if (handover == Handover::Taken) return Sent::Done;
    if (handover == Handover::Waiting) {
      mine->handover = nullptr;
      Message* previous = nullptr;
      for (Message* m = head_; m != mine; m = m->next) previous = m;
      unlink(previous, mine);
    }
    message.reset(mine);
    return handover == Handover::GivenBack ? Sent::Disconnected : Sent::TooLate;
  }

  // A bounded channel may hold one more than its bound then, since the room was given away; better than losing the
  // value.
  void put_back(MessagePtr message) noexcept {
    const std::lock_guard lock(mutex_);
    message->next = head_;
    head_ = message.release();
    if (last_ == nullptr) last_ = head_;
    ++size_;
  }

  void append(Message* message) noexcept {
    message->next = nullptr;
    (last_ == nullptr ? head_ : last_->next) = message;
    last_ = message;
    ++size_;
  }

  void unlink(Message* previous, Message* message) noexcept {
    (previous == nullptr ? head_ : previous->next) = message->next;
    if (last_ == message) last_ = previous;
    --size_;
  }

  static void destroy(Message* list) noexcept {
    while (list != nullptr) MessagePtr(std::exchange(list, list->next));
  }

  const std::size_t capacity_;
  std::atomic<std::size_t> senders_{1};

  std::mutex mutex_;
  std::condition_variable arrived_;  // the receiver waits for a message, or for the last sender to go
  std::condition_variable room_;     // senders wait for room, for their message to be taken, or for the receiver to go
  Message* head_ = nullptr;
  Message* last_ = nullptr;
  std::size_t size_ = 0;
  bool receiver_ = true;
  bool receiver_waits_ = false;
  bool senders_left_ = true;
};

// A sender's share of the queue: counted, so that the receiver learns when the last one goes.
template <class T>
class SenderHandle {
 public:
  // Takes over the count of one that a new queue begins with.
  explicit SenderHandle(std::shared_ptr<Queue<T>> queue) noexcept : queue_(std::move(queue)) {}
  SenderHandle(const SenderHandle& other) noexcept : queue_(other.queue_) {
    if (queue_) queue_->add_sender();
  }
  SenderHandle(SenderHandle&& other) noexcept = default;
  SenderHandle& operator=(SenderHandle other) noexcept {
    queue_.swap(other.queue_);
    return *this;
  }
  ~SenderHandle() {
    if (queue_) queue_->remove_sender();
  }

  [[nodiscard]] Queue<T>* get() const noexcept { return queue_.get(); }

 private:
  std::shared_ptr<Queue<T>> queue_;
};

// Stands in the ends of a channel for a T that cannot travel, so that their types can be named all the same.
struct NotAMessage {};

template <class T>
inline constexpr bool is_message =
    std::is_object_v<T> && !std::is_array_v<T> && !std::is_const_v<T> && !std::is_volatile_v<T>;

template <class T>
using Payload = std::conditional_t<is_message<T>, T, NotAMessage>;

}  // namespace fearless::mpsc::detail
