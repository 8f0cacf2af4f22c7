// SPDX-License-Identifier: MIT
// The corpus, 6: a program that keeps std::shared_ptr. It promises once, for all of it, that none of them has a deleter
// that is bound to a thread, or an alias. So each class that holds one needs a promise.
#if !defined(FEARLESS_CORPUS_LEVEL) || FEARLESS_CORPUS_LEVEL >= 2
#define FEARLESS_UNSAFE_TRUST_SHARED_PTR
#endif
#include "support.hpp"

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

using namespace fearless;

// A connection that keeps itself alive.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  explicit Connection(int socket) : socket_(socket) {}
  void start();

 private:
  int socket_;
  std::string inbox_;
  std::deque<std::string> outbox_;
  LINE(FEARLESS_MEMBERS(socket_, inbox_, outbox_))
};
GCC_PROMISE(FEARLESS_UNSAFE_IMPL((Send, Sync, Static), Connection);)
CLASS(Connection, "Send, Sync, Static", a_promise, a_promise, a_promise);

// What all requests read.
class Catalog {
 public:
  Catalog() : pages_(std::make_shared<const Pages>()) {}

 private:
  using Pages = std::map<std::string, std::string>;
  std::shared_ptr<const Pages> pages_;
  std::uint64_t version_ = 0;
  GCC_LINE(FEARLESS_MEMBERS(pages_, version_))
};
CLASS(Catalog, "Send, Sync, Static", a_promise, a_promise, a_promise);

// Rooms, and who is in them.
class Room {
 public:
  explicit Room(std::string name) : name_(std::move(name)) {}

 private:
  const std::string name_;
  Mutex<std::vector<std::weak_ptr<Mutex<std::string>>>> members_;
  std::shared_ptr<Mutex<std::string>> log_;
  GCC_LINE(FEARLESS_MEMBERS(name_, members_, log_))
};
CLASS(Room, "Send, Sync, Static", a_promise, a_promise, a_promise);
