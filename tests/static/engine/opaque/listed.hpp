// SPDX-License-Identifier: MIT
// Types that private members lead to, and lists of members that stand in for what the compiler does not show.
#pragma once

#include "raw_storage.hpp"

namespace {

// Types that private members lead to.
class HoldsBad {
 public:
  HoldsBad();

 private:
  std::vector<Pointer> bad_;
};
class BorrowsAndLeads {
 public:
  BorrowsAndLeads();

 private:
  const std::string& a_;
  std::vector<Node> b_;
};
class Abstract {
 public:
  virtual ~Abstract();
  virtual void run() = 0;

 private:
  std::vector<Node> nodes_;
};
class BitsOfNone {
 public:
  BitsOfNone();

 private:
  int a_ : 3;
};
static_assert(!Send<HoldsBad>);
constexpr bool have_an_answer = Send<BorrowsAndLeads> || Send<Abstract>;
static_assert(have_an_answer || !have_an_answer);
static_assert(!ThreadSafe<BitsOfNone>);

// A list of the members.
class Listed {
 public:
  Listed();

 private:
  std::string a_;
  int b_;
};
class ListedPointer {
 public:
  ListedPointer();

 private:
  int* a_;
};
struct ListedAggregate {
  std::string a;
  mutable int b;
};
struct ListedConstant {
  std::string a;
  int b;
};
class ListedWrongly {
  [[maybe_unused]] int a_ = 0;
};
}  // namespace
template <>
struct fearless::derive::Listing<Listed> {
  static auto members() -> TypeList<std::string, int>;
};
template <>
struct fearless::derive::Listing<ListedPointer> {
  static auto members() -> TypeList<int*>;
};
template <>
struct fearless::derive::Listing<ListedAggregate> {
  static auto members() -> TypeList<std::string, int>;
};
template <>
struct fearless::derive::Listing<ListedConstant> {
  static auto members() -> TypeList<std::string, int>;
};
template <>
struct fearless::derive::Listing<ListedWrongly> {
  static auto members() -> Never<because::its_members_cannot_be_seen>;
};
namespace {
static_assert(Send<Listed> && Static<Listed> &&
              Sync<Listed> == shows_fields);  // a list does not state which members are mutable
static_assert(!Send<ListedPointer> && Static<ListedPointer> && !Sync<ListedPointer>);
static_assert(Send<ListedAggregate> && !Sync<ListedAggregate> && Send<ListedConstant> && Sync<ListedConstant>);
#if !defined(__cpp_impl_reflection)  // with reflection, no list is needed
static_assert(!Send<ListedWrongly>);
#endif

}  // namespace
