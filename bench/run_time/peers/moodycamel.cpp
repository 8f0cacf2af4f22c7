// SPDX-License-Identifier: MIT
// The rows of moodycamel's BlockingConcurrentQueue, each sender and the receiver with a token, which makes them faster.
#include "../common/library.hpp"

#include <concurrentqueue/blockingconcurrentqueue.h>

#include <iterator>
#include <memory>
#include <optional>
#include <utility>

namespace {

template <class T>
using Queue = moodycamel::BlockingConcurrentQueue<T>;

template <class T>
class Sending {
 public:
  explicit Sending(std::shared_ptr<Queue<T>> queue) : queue_(std::move(queue)), token_(*queue_) {}
  Sending(const Sending& other) : Sending(other.queue_) {}
  Sending(Sending&&) noexcept = default;
  Sending& operator=(const Sending&) = delete;
  void send(T value) { bench::require(queue_->enqueue(token_, std::move(value)), "out of memory"); }

 private:
  std::shared_ptr<Queue<T>> queue_;
  moodycamel::ProducerToken token_;
};

template <class T>
class Receiving {
 public:
  explicit Receiving(std::shared_ptr<Queue<T>> queue) : queue_(std::move(queue)), token_(*queue_) {}
  T recv() {
    T value;
    queue_->wait_dequeue(token_, value);
    return value;
  }
  std::size_t recv_many(std::vector<T>& values, std::size_t limit) {
    values.resize(limit);
    const std::size_t count = queue_->wait_dequeue_bulk(token_, values.begin(), limit);
    values.resize(count);
    return count;
  }

 private:
  std::shared_ptr<Queue<T>> queue_;
  moodycamel::ConsumerToken token_;
};

struct Library {
  struct Channels {
    template <class T>
    static auto unbounded() {
      auto queue = std::make_shared<Queue<T>>();
      return std::pair<Sending<T>, Receiving<T>>(Sending<T>(queue), Receiving<T>(queue));
    }
  };
};

}  // namespace

int main(int argc, char** argv) { return bench::main_of<Library>(argc, argv); }
