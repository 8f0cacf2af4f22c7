// SPDX-License-Identifier: MIT
// What is made once, in small functions: where little is inlined into much, GCC's warnings see the most.
#include <fearless/sync/once.hpp>

#include <memory>
#include <string>
#include <vector>

bool empty_is_not_full();
bool empty_is_not_full() { return fearless::OnceLock<std::string>() == fearless::OnceLock<std::string>("value"); }

bool empty_is_not_a_list();
bool empty_is_not_a_list() {
  return fearless::OnceLock<std::vector<int>>() == fearless::OnceLock<std::vector<int>>(std::vector<int>{1});
}

bool set_and_lost();
bool set_and_lost() {
  const fearless::OnceLock<std::string> lock;
  return lock.set("value").has_value();
}

bool set_twice();
bool set_twice() {
  const fearless::OnceLock<std::unique_ptr<int>> lock;
  return lock.set(std::make_unique<int>(1)).has_value() && lock.set(std::make_unique<int>(2)).has_value();
}

bool copied();
bool copied() {
  const fearless::OnceLock<std::string> lock("value");
  const fearless::OnceLock<std::string> copy(lock);
  return copy == lock;
}

struct Inside {
  fearless::OnceLock<std::string> name;
  fearless::OnceLock<std::vector<std::string>> words;
};
bool a_member();
bool a_member() {
  const Inside inside;
  return inside.name == Inside().name && inside.words.get() == nullptr;
}

std::size_t made_by_a_function();
std::size_t made_by_a_function() {
  const fearless::OnceLock<std::string> lock;
  return lock.get_or_init([] { return std::string("value"); }).size();
}

std::size_t lazy();
std::size_t lazy() {
  const fearless::LazyLock lock([] { return std::string("value"); });
  return lock->size();
}
bool lazy_and_lost();
bool lazy_and_lost() {
  const fearless::LazyLock<std::string> lock([] { return std::string("value"); });
  return lock.get() != nullptr;
}

int main() {
  return empty_is_not_full() || empty_is_not_a_list() || !set_and_lost() || set_twice() || !copied() || !a_member() ||
                 made_by_a_function() != lazy() || lazy_and_lost()
             ? 1
             : 0;
}
