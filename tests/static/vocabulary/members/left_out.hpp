// SPDX-License-Identifier: MIT
// Lists that leave out a member which takes no byte, or one that nobody sees, where a structured binding cannot count.
#pragma once

#include <cstddef>
#include <tuple>

#include "bases.hpp"

namespace {

struct MarkedNothing : fearless::NotSend {};
struct AByteOfNothing {
  Nothing nothing;
};
class Padded {
 public:
  explicit Padded(int);

 private:
  int number_;
  char letter_;
  FEARLESS_MEMBERS(number_, letter_)
};

// Right lists, beside the wrong ones below.
class FinalBehindData final : WithData {
 public:
  explicit FinalBehindData(int);
  FEARLESS_BASES_AND_MEMBERS((WithData))
};
class EmptyMemberListed : WithData {
 public:
  explicit EmptyMemberListed(int);

 private:
  [[no_unique_address]] Nothing nothing_;
  std::size_t number_;
  FEARLESS_BASES_AND_MEMBERS((WithData), nothing_, number_)
};
static_assert(is_send_v<FinalBehindData> && is_sync_v<EmptyMemberListed>);

// A class of one byte is not an empty one. (A final class cannot be derived from, to see whether it has members.)
class FinalByte final {
 public:
  explicit FinalByte(int);

 private:
  mutable std::byte byte_;
  FEARLESS_MEMBERS()
};
class FinalByteBehindNothing final : Nothing {
 public:
  explicit FinalByteBehindNothing(int);

 private:
  mutable char byte_;
  FEARLESS_BASES_AND_MEMBERS((Nothing))
};
static_assert(!is_sync_v<FinalByte> && !is_sync_v<FinalByteBehindNothing>);

// The byte of an empty member may be that of another member, too.
class ByteBesideNothing : AByteOfNothing {
 public:
  explicit ByteBesideNothing(int);

 private:
  [[no_unique_address]] Nothing nothing_;
  mutable char byte_;
  FEARLESS_BASES_AND_MEMBERS((AByteOfNothing), nothing_)
};
// Nor is a byte that is padding of a listed member necessarily padding.
class InThePadding : WithData {
 public:
  explicit InThePadding(int);

 private:
  [[no_unique_address]] Padded padded_;
  mutable char bytes_[3];
  FEARLESS_BASES_AND_MEMBERS((WithData), padded_)
};
static_assert(!is_sync_v<ByteBesideNothing> && !is_sync_v<InThePadding>);

// A marker that takes no byte.
class FinalMarker final {
 public:
  explicit FinalMarker(int);

 private:
  [[no_unique_address]] fearless::NotSend here_;
  FEARLESS_MEMBERS()
};
class MarkerBehindData final : WithData {
 public:
  explicit MarkerBehindData(int);

 private:
  [[no_unique_address]] fearless::NotSend here_;
  FEARLESS_BASES_AND_MEMBERS((WithData))
};
class MarkedMemberBehindData : WithData {
 public:
  explicit MarkedMemberBehindData(int);

 private:
  [[no_unique_address]] MarkedNothing here_;
  std::size_t number_;
  FEARLESS_BASES_AND_MEMBERS((WithData), number_)
};
class AbstractMarker : WithData {
 public:
  explicit AbstractMarker(int);
  virtual void run() = 0;

 private:
  [[no_unique_address]] fearless::NotSync here_;
  std::size_t number_;
  FEARLESS_BASES_AND_MEMBERS((WithData), number_)
};
static_assert(!is_send_v<FinalMarker> && !is_send_v<MarkerBehindData> && !is_send_v<MarkedMemberBehindData>);
static_assert(!is_sync_v<AbstractMarker>);
// It is no fault that one is found which is listed, or which a base has: that one decides.
class MarkerListed : WithData {
 public:
  explicit MarkerListed(int);

 private:
  [[no_unique_address]] fearless::NotSend here_;
  std::size_t number_;
  FEARLESS_BASES_AND_MEMBERS((WithData), here_, number_)
};
static_assert(!is_send_v<MarkerListed> && is_sync_v<MarkerListed>);

// To look for a marker in an abstract class, one derives from it, although its destructor may be private.
class PrivateDestructor : WithData {
 public:
  explicit PrivateDestructor(int);
  virtual void run() = 0;

 private:
  virtual ~PrivateDestructor();
  friend class Destroys;
  std::size_t number_;
  FEARLESS_BASES_AND_MEMBERS((WithData), number_)
};
static_assert(is_send_v<PrivateDestructor>);

// GCC from 15 on binds no class that is derived from a closure, so the layout has to prove the list.
[[maybe_unused]] constexpr auto closure = [] {};
using Closure = std::remove_const_t<decltype(closure)>;
struct FromClosure : Closure {};
class BehindClosure : public Closure {
  std::size_t number_;
  FEARLESS_BASES_AND_MEMBERS((Closure), number_)
};
class BehindDeepClosure : public FromClosure {
  std::size_t number_;
  FEARLESS_BASES_AND_MEMBERS((FromClosure), number_)
};
class PointerBehindClosure : public Closure {
  std::size_t number_;
  int* pointer_;
  FEARLESS_BASES_AND_MEMBERS((Closure), number_, pointer_)
};
#if !defined(__clang__)  // Clang does not show that a closure among the bases has no member
static_assert(is_send_v<BehindClosure> && is_send_v<BehindDeepClosure>);
#endif
static_assert((is_send_v<BehindClosure> || !is_send_v<BehindClosure>) && !is_send_v<PointerBehindClosure>);
#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ >= 15  // elsewhere a list that is too short does not compile
class LeftOutBehindClosure : public Closure {
  std::size_t number_;
  int* pointer_;
  FEARLESS_BASES_AND_MEMBERS((Closure), number_)
};
class MarkerBehindClosure : public Closure {
  std::size_t number_;
  NotSend marker_;
  FEARLESS_BASES_AND_MEMBERS((Closure), number_)
};
static_assert(!is_send_v<LeftOutBehindClosure> && !is_send_v<MarkerBehindClosure>);
#endif

// The elements of a std::tuple that are empty are members of its bases, beside which nothing can be bound.
struct OtherNothing {};
using EmptyTuple = std::tuple<Nothing, OtherNothing>;
struct FromTuple : EmptyTuple {};
class BehindTuple : EmptyTuple {
  std::size_t number_;
  FEARLESS_BASES_AND_MEMBERS((EmptyTuple), number_)
};
class BehindDeepTuple : FromTuple {
  std::size_t number_;
  FEARLESS_BASES_AND_MEMBERS((FromTuple), number_)
};
class PointerBehindTuple : EmptyTuple {
  std::size_t number_;
  int* pointer_;
  FEARLESS_BASES_AND_MEMBERS((EmptyTuple), number_, pointer_)
};
class MarkersInTuple : std::tuple<NotSend, NotSend> {
  using Base = std::tuple<NotSend, NotSend>;
  FEARLESS_BASES_AND_MEMBERS((Base))
};
#if !defined(__clang__)
static_assert(is_send_v<BehindTuple> && is_send_v<BehindDeepTuple>);
class LeftOutBehindTuple : EmptyTuple {
  std::size_t number_;
  int* pointer_;
  FEARLESS_BASES_AND_MEMBERS((EmptyTuple), number_)
};
class MarkerBehindTuple : FromTuple {
  std::size_t number_;
  [[no_unique_address]] NotSend marker_;
  FEARLESS_BASES_AND_MEMBERS((FromTuple), number_)
};
class OnlyMarkerBehindTuple : EmptyTuple {
  [[no_unique_address]] NotSend marker_;
  FEARLESS_BASES_AND_MEMBERS((EmptyTuple))
};
static_assert(!is_send_v<LeftOutBehindTuple> && !is_send_v<MarkerBehindTuple> && !is_send_v<OnlyMarkerBehindTuple>);
#endif
static_assert((is_send_v<BehindTuple> || !is_send_v<BehindTuple>) && !is_send_v<PointerBehindTuple>);
static_assert(!is_send_v<MarkersInTuple>);

}  // namespace
