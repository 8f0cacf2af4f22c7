// SPDX-License-Identifier: MIT
// A source of members on Clang: __builtin_dump_struct, which shows the fields of any class, private ones and captures
// too.
#pragma once

#if defined(__clang__) && __clang_major__ >= 16
#define FEARLESS_DETAIL_DUMPS_STRUCTS 1
#else
#define FEARLESS_DETAIL_DUMPS_STRUCTS 0
#endif

namespace fearless::derive {

// In an obligation: what the builtin shows of the class T.
template <class T>
struct Fields {};

}  // namespace fearless::derive

#if FEARLESS_DETAIL_DUMPS_STRUCTS

#include <cstddef>
#include <type_traits>

#include <fearless/derive/answer/obligation.hpp>
#include <fearless/derive/members/plain_bits.hpp>
#include <fearless/derive/support/utility.hpp>

// The builtin calls what it is given once per line it would print: f("%s%s %s = %d", "  ", "int", "count", field). It
// does so in an unevaluated operand, too, so a noexcept on the overloads answers a question about all fields at once.
// Through a pointer to const volatile, a field held by value carries `const volatile` and a `mutable` one only
// `volatile`; what a reference refers to carries neither. A scalar arrives as an lvalue; a class, an array and what a
// reference refers to arrive as a pointer, which is an rvalue.
namespace fearless::derive {

//
// The pointer is what `&field` is, which a class may have overloaded. What arrives as something that the builtin makes
// of nothing else is taken for a reference to what nobody knows.
class NotShown;
template <class Field>
concept ArrivesAsLvalue =
    __is_arithmetic(Field) &&
    (sizeof(Field) == 1 || sizeof(Field) == sizeof(short) || sizeof(Field) == sizeof(int) ||
     sizeof(Field) == sizeof(long) || __is_floating_point(Field)) &&
    !std::is_same_v<std::remove_cv_t<Field>, wchar_t> && !std::is_same_v<std::remove_cv_t<Field>, char8_t> &&
    !std::is_same_v<std::remove_cv_t<Field>, char16_t> && !std::is_same_v<std::remove_cv_t<Field>, char32_t>;
template <class Field>
struct DumpedField {
  static constexpr bool reference = true;
  using type = NotShown&;
};
template <class Field>
struct DumpedField<Field&> {
  static constexpr bool reference = false;
  using type = Field;
};
template <class Field>
struct DumpedField<Field*> {
  static constexpr bool reference = !std::is_volatile_v<Field>;
  using type = std::conditional_t<reference, Field&, Field>;
};
template <class Field>
  requires(std::is_volatile_v<Field> && ArrivesAsLvalue<Field>)
struct DumpedField<Field*> : DumpedField<void> {};
template <class Void>
  requires std::is_void_v<Void>
struct DumpedField<Void*> : DumpedField<void> {};
template <class Trait, class Field, bool Reference = DumpedField<Field>::reference>
struct DumpedObligation {
  using type = Obligation<Trait, typename DumpedField<Field>::type>;
};
template <class Trait, class Field>
struct DumpedObligation<Trait, Field, false> {
  using declared = std::remove_volatile_t<typename DumpedField<Field>::type>;
  static consteval auto get() {
    if constexpr (Trait::members_of_const_object && !std::is_const_v<declared>)
      return typename Trait::template OfMutable<declared>{};
    else
      return Obligation<Trait, std::remove_const_t<declared>>{};
  }
  using type = decltype(get());
};

// A field as it shows through const alone, turned into what shows through const volatile. (There are no references.)
template <class Field>
struct AddVolatile {
  using type = Field;
};
template <class Field>
struct AddVolatile<Field&> {
  using type = volatile Field&;
};
template <class Field>
struct AddVolatile<Field*> {
  using type = volatile Field*;
};
template <class Field>
using VolatileToo = typename AddVolatile<Field>::type;

// Raw storage may hold anything. An aggregate shows it member by member, but not if it is the element of an array.
template <class T>
extern const bool holds_raw_storage;
template <class Element, bool = __is_aggregate(Element)>
inline constexpr bool raw_element = is_storage_byte<Element>;
template <class Element>
inline constexpr bool raw_element<Element, true> = holds_raw_storage<Element>;
template <class Field>
inline constexpr bool raw_storage = false;
template <class Array>
  requires std::is_array_v<Array>
inline constexpr bool raw_storage<Array*> = raw_element<std::remove_cv_t<std::remove_all_extents_t<Array>>>;
// A class may hold it.
template <class Field>
inline constexpr bool of_class = false;
template <class Object>
inline constexpr bool of_class<Object*> =
    std::is_class_v<std::remove_all_extents_t<Object>> || std::is_union_v<std::remove_all_extents_t<Object>>;

// Answers by its noexcept whether every field passes `Question::field<Field>`, there being a bit-field only if
// `Question::bit_fields`, and no base.
template <class Question>
struct FieldsAsked {
  void operator()(...) const noexcept(false);
  void operator()(const char*) const noexcept;
  void operator()(const char*, const char*) const noexcept;
  void operator()(const char*, const char*, const char*) const noexcept(Question::bases);
  void operator()(const char*, const char*, const char*, const char*) const noexcept;
  template <class Field>
  void operator()(const char*, const char*, const char*, const char*, Field&&) const
      noexcept(Question::template field<Field>);
  template <class Field>
  void operator()(const char*, const char*, const char*, const char*, Field, int) const noexcept(Question::bit_fields);
};

struct NoBase {
  static constexpr bool bases = false;
  static constexpr bool bit_fields = true;
  template <class Field>
  static constexpr bool field = true;
};
// Seen through const alone, nothing is volatile but what was declared so.
struct NothingVolatile : NoBase {
  template <class Field>
  static constexpr bool field = !std::is_volatile_v<std::remove_pointer_t<std::remove_reference_t<Field>>> &&
                                !std::is_volatile_v<std::remove_reference_t<Field>>;
};
struct NoRawStorage : NoBase {
  static constexpr bool bases = true;
  template <class Field>
  static constexpr bool field = !raw_storage<Field>;
};
struct NoClass : NoBase {
  template <class Field>
  static constexpr bool field = !of_class<Field>;
};
// The compiler counts the calls in 16 bits, Clang 16 in 8, and forgets the last ones of more. Where the number it keeps
// is then 0 it crashes: of aggregates that grow each by the one before, one would be hit. So Clang 16 is asked about
// small ones alone.
template <class Object>
concept MayBeDumped =
    __clang_major__ >= 17 || sizeof(Object) <= 256 || std::is_empty_v<Object> || !__is_aggregate(Object);

// Whether the fields of Object, which is a T and what it is seen through, all pass. A `requires`, because the builtin
// fails hard where it cannot name a field, such as one of an ambiguous base.
template <class Object, class Question>
concept DumpPasses = MayBeDumped<Object> && requires(Object* object, const FieldsAsked<Question>& ask) {
  { __builtin_dump_struct(object, ask) } noexcept;
};
template <class T, class Question>
inline constexpr bool dump_passes = DumpPasses<const volatile T, Question>;

// The last call, for the brace that closes the object, is the only one of a string alone but for the first, " {\n".
struct NotClosed {};
template <>
struct FieldsAsked<NotClosed> {
  void operator()(...) const noexcept;
  void operator()(const char (&)[sizeof("}\n")]) const noexcept(false);
};
template <class T>
consteval bool all_are_counted() {
  if constexpr (__clang_major__ >= 17 && sizeof(T) <= 4096)
    return true;
  else
    return !dump_passes<T, NotClosed>;
}

// A base of the object itself, not of something in it, is shown behind two spaces.
struct NoOwnBase {};
template <>
struct FieldsAsked<NoOwnBase> {
  void operator()(...) const noexcept;
  void operator()(const char (&)[sizeof("%s%s")], const char (&)[sizeof("  ")], const char*) const noexcept(false);
};

// A compiler that wrote anything else would let what is hidden pass, so it is asked here once.
struct Known {};
struct DerivedOfKnown : Known {};
static_assert(!dump_passes<Known, NotClosed> && dump_passes<Known, NoOwnBase> &&
              !dump_passes<DerivedOfKnown, NoOwnBase>);

// Whether the builtin shows the fields of T truly.
template <class T>
inline constexpr bool fields_show =
    dump_passes<T, NoBase> && DumpPasses<const T, NothingVolatile> && all_are_counted<T>();
template <class T>
inline constexpr bool holds_raw_storage = !dump_passes<T, NoRawStorage> || !all_are_counted<T>();
template <class T>
inline constexpr bool holds_classes = !dump_passes<T, NoClass> || !all_are_counted<T>();

}  // namespace fearless::derive

#endif
