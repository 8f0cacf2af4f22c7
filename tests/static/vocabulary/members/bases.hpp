// SPDX-License-Identifier: MIT
// FEARLESS_BASES: bases that are named, missing, virtual, or specialisations of a template.
#pragma once

#include "members.hpp"

namespace {

// --- Bases.

class Interface {
 public:
  virtual ~Interface() = default;
  virtual void run() = 0;
  FEARLESS_MEMBERS()
};
class Implementation : public Interface {
 public:
  explicit Implementation(int);
  void run() override {}

 private:
  std::string name_;
  int count_;
  unsigned flags_ : 3;
  FEARLESS_MEMBERS(name_, count_, flags_)
};
class ImplementationWithRc : public Interface {
 public:
  explicit ImplementationWithRc(int);
  void run() override {}

 private:
  std::string name_;
  Rc<int> count_;
  FEARLESS_MEMBERS(name_, count_)
};

class WithData {
 public:
  virtual ~WithData() = default;

 private:
  std::string name_;
  FEARLESS_MEMBERS(name_)
};
class BehindData : public WithData {
 public:
  explicit BehindData(int);

 private:
  std::vector<int> values_;
  mutable std::string cached_;
  FEARLESS_MEMBERS(values_, cached_)
};
class Incomplete : public WithData {
 public:
  explicit Incomplete(int);

 private:
  std::vector<int> values_;
  Rc<int> not_listed_;
  FEARLESS_MEMBERS(values_)
};
// A member that is not listed here fits into the padding.
class SmallOneNotListed : public WithData {
 public:
  explicit SmallOneNotListed(int);

 private:
  int count_;
  NotSend not_listed_;
  FEARLESS_MEMBERS(count_)
};
class PrivateBase : WithData {
 public:
  explicit PrivateBase(int);

 private:
  std::vector<int> values_;
  FEARLESS_MEMBERS(values_)
};

struct Uncopyable {
  Uncopyable() = default;
  Uncopyable(const Uncopyable&) = delete;
  Uncopyable& operator=(const Uncopyable&) = delete;
};
class DerivesUncopyable : Uncopyable {
 public:
  explicit DerivesUncopyable(int);

 private:
  std::string name_;
  int count_;
  FEARLESS_MEMBERS(name_, count_)
};

struct Marked : NotSend {};
class DerivesMarked : Marked {
 public:
  explicit DerivesMarked(int);

 private:
  std::string name_;
  FEARLESS_MEMBERS(name_)
};

class TwoBases : public Interface, public WithData {
 public:
  explicit TwoBases(int);
  void run() override {}

 private:
  std::string name_;
  FEARLESS_MEMBERS(name_)
};
// One base is not named, and one of the named classes is no direct base.
class OneBaseNamed : public Interface, public Marked {
 public:
  explicit OneBaseNamed(int);
  void run() override {}

 private:
  std::string name_;
  FEARLESS_MEMBERS(name_)
};
class GrandchildNamed : public DerivesMarked {
 public:
  explicit GrandchildNamed(int);

 private:
  std::string name_;
  FEARLESS_MEMBERS(name_)
};

// A base that is a specialisation of a template need not be named.
template <class T>
class Crtp {
 public:
  void call();
  FEARLESS_MEMBERS()
};
class DerivesCrtp : public Crtp<DerivesCrtp> {
 public:
  explicit DerivesCrtp(int);

 private:
  std::string name_;
  int count_;
  FEARLESS_MEMBERS(name_, count_)
};
static_assert(is_send_v<DerivesCrtp> && is_sync_v<DerivesCrtp>);
template <class T>
class TemplateOfCrtp : public Crtp<TemplateOfCrtp<T>> {
 public:
  explicit TemplateOfCrtp(int);

 private:
  T value_;
  FEARLESS_MEMBERS(value_)
};
static_assert(is_send_v<TemplateOfCrtp<int>> && !is_send_v<TemplateOfCrtp<Rc<int>>>);

// A base that the class has a second time, through another one, cannot be named. What its place is nobody can say, so
// the class is refused, and that is no hard error.
struct Twice {};
struct ThroughAnother : Twice {
  int number;
};
#if defined(__GNUC__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Winaccessible-base"
#endif
class Ambiguous : public Twice, public ThroughAnother {
 public:
  explicit Ambiguous(int);

 private:
  int count_;
  std::string name_;
  FEARLESS_MEMBERS(count_, name_)
};
#if defined(__GNUC__)
#pragma GCC diagnostic pop
#endif

}  // namespace
FEARLESS_BASES(Ambiguous, Twice, ThroughAnother);
namespace {
static_assert(is_send_v<Ambiguous> == FEARLESS_DETAIL_REFLECTS && is_sync_v<Ambiguous> == FEARLESS_DETAIL_REFLECTS);

}  // namespace
