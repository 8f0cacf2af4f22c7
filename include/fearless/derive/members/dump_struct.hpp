// SPDX-License-Identifier: MIT
// A source of members on Clang: __builtin_dump_struct, which shows the fields of every class, including private members
// and captures.
#pragma once

#if defined(__clang__) && __clang_major__ >= 16
#define FEARLESS_DETAIL_DUMPS_STRUCTS 1
#else
#define FEARLESS_DETAIL_DUMPS_STRUCTS 0
#endif

namespace fearless::derive {

// In an obligation: the fields of the class T, as the builtin shows them.
template <class T>
struct Fields {};

}  // namespace fearless::derive

#if FEARLESS_DETAIL_DUMPS_STRUCTS

#include <cstddef>
#include <type_traits>

#include <fearless/derive/answer/obligation.hpp>
#include <fearless/derive/members/plain_bits.hpp>
#include <fearless/derive/support/utility.hpp>

// The builtin calls its second argument once for each line that it would print: f("%s%s %s = %d", "  ", "int", "count",
// field). It does so in an unevaluated operand as well. So if an overload of f is noexcept for each field that passes,
// one `noexcept` expression answers a question about all fields.
//
// We pass a pointer to a const volatile object. A field that is held by value then arrives as `const volatile`, and a
// `mutable` one as `volatile`. The object that a reference refers to carries neither, which distinguishes a reference
// from a field. A scalar arrives as an lvalue. A class, an array and the object behind a reference arrive as a pointer,
// which is an rvalue.
namespace fearless::derive {

// The pointer is the result of `&field`, and a class may overload that operator. So if a pointer arrives for a type
// that the builtin never passes by pointer, it is treated as a reference to an unknown object (NotShown), which is
// refused.
class NotShown;
template <class T, class... Other>
inline constexpr bool is_one_of = (std::is_same_v<T, Other> || ...);
template <class Field>
concept ArrivesAsLvalue =
    is_one_of<std::remove_cv_t<Field>, bool, char, signed char, unsigned char, short, unsigned short, int, unsigned,
              long, unsigned long, long long, unsigned long long, float, double, long double>;
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

// The type of a field as seen through const alone, turned into its type as seen through const volatile. (Used where no
// field is a reference.)
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

// Whether a field is raw storage, which may hold any object. The builtin shows an aggregate member by member, but not
// if it is the element of an array, so elements are inspected here.
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
// Whether a field is of a class type, which may have raw storage inside.
template <class Field>
inline constexpr bool of_class = false;
template <class Object>
inline constexpr bool of_class<Object*> =
    std::is_class_v<std::remove_all_extents_t<Object>> || std::is_union_v<std::remove_all_extents_t<Object>>;

// A function object that answers by its noexcept: it is noexcept if `Question::field<Field>` is true for every field,
// if `Question::bit_fields` is true or no field is a bit-field, and if `Question::bases` is true or there is no base.
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
// Whether no field was declared volatile. Through a pointer to const, only such a field arrives as volatile.
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
struct NoClassButBases : NoClass {
  static constexpr bool bases = true;
};
// Clang keeps the number of the builtin's calls in 16 bits (Clang 16: in 8 bits), and drops the last calls if there are
// more. If the number it keeps is 0, the compiler crashes. Among aggregates of growing size one would have that number,
// so with Clang 16 we ask about small aggregates only.
template <class Object>
concept MayBeDumped =
    __clang_major__ >= 17 || sizeof(Object) <= 256 || std::is_empty_v<Object> || !__is_aggregate(Object);

// Whether all fields of Object, a T with qualifiers, pass the Question. It is asked in a requires-expression, because
// the builtin is a hard error where a field cannot be named, such as one of an ambiguous base.
template <class Object, class Question>
concept DumpPasses = MayBeDumped<Object> && requires(Object* object, const FieldsAsked<Question>& ask) {
  { __builtin_dump_struct(object, ask) } noexcept;
};
template <class T, class Question>
inline constexpr bool dump_passes = DumpPasses<const volatile T, Question>;

// Whether no call was dropped. The last call is for the brace that closes the object. Besides the first call, " {\n",
// it is the only one with a single string.
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

// Whether T itself has no base. A base of T is announced after two spaces of indentation, a base of something inside T
// after more.
struct NoOwnBase {};
template <>
struct FieldsAsked<NoOwnBase> {
  void operator()(...) const noexcept;
  void operator()(const char (&)[sizeof("%s%s")], const char (&)[sizeof("  ")], const char*) const noexcept(false);
};

// Whether no class inside T has an array of bytes as a member. The builtin shows the members of an aggregate inside T,
// but not the aggregate, which may be a union, or a template that created objects of its arguments in the array. The
// elements of a std::array that T itself holds are values. (Its member has a name that is reserved for the standard
// library.)
struct NoInnerBytes {};
constexpr bool names_elements(const char* name) {
  return __builtin_strcmp(name, "_M_elems") == 0 || __builtin_strcmp(name, "__elems_") == 0;
}

#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wgcc-compat"
template <>
struct FieldsAsked<NoInnerBytes> {
  void operator()(...) const noexcept;
  template <std::size_t Indentation, class Array>
    requires(Indentation > sizeof("  ") && std::is_volatile_v<Array> && is_raw_storage<Array>)
  void operator()(const char*, const char (&)[Indentation], const char*, const char*, Array*) const noexcept(false);
  template <class Array>
    requires(std::is_volatile_v<Array> && is_raw_storage<Array>)
  void operator()(const char*, const char (&)[sizeof("    ")], const char*, const char* name, Array*) const noexcept
      __attribute__((enable_if(names_elements(name), "it is the member of a std::array")));
};
#pragma clang diagnostic pop

// If a compiler printed in another format, hidden members could pass. So the format is tested here on known classes.
struct Known {};
struct DerivedOfKnown : Known {};
struct KnownBytes {
  struct Inner {
    unsigned char bytes[1];
  } inner;
};
static_assert(!dump_passes<Known, NotClosed> && dump_passes<Known, NoOwnBase> &&
              !dump_passes<DerivedOfKnown, NoOwnBase> && dump_passes<Bytes<1>, NoInnerBytes> &&
              !dump_passes<KnownBytes, NoInnerBytes>);

// Whether the builtin shows all fields of T, and with their true types.
template <class T>
inline constexpr bool fields_show =
    dump_passes<T, NoBase> && DumpPasses<const T, NothingVolatile> && all_are_counted<T>();
template <class T>
inline constexpr bool holds_raw_storage = !dump_passes<T, NoRawStorage> || !all_are_counted<T>();
template <class T>
inline constexpr bool holds_classes = !dump_passes<T, NoClass> || !all_are_counted<T>();

// Whether no class inside T may be refused for another reason than its bytes. The builtin shows the fields of a base
// like those of T, so they are asked for raw storage.
template <class T>
concept HoldsNoClass =
    !holds_classes<T> || (dump_passes<T, NoClassButBases> && !holds_raw_storage<T> && all_are_counted<T>());

}  // namespace fearless::derive

#endif
