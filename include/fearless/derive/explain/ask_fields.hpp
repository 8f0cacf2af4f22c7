// SPDX-License-Identifier: MIT
// Which field of a class is refused, on Clang, if the builtin cannot show the fields in a constant expression because
// one of them is a reference or a bit-field. The type and the name of the field are then found bit by bit, with one
// question for each bit.
#pragma once

#include <fearless/derive/members/dump_struct.hpp>

#if FEARLESS_DETAIL_DUMPS_STRUCTS

#include <cstddef>
#include <type_traits>
#include <utility>

#include <fearless/derive/decide/walk.hpp>
#include <fearless/derive/explain/remark.hpp>
#include <fearless/derive/explain/sentence.hpp>

#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wgcc-compat"

namespace fearless::derive {

template <class Obligation>
inline constexpr bool obligation_holds = true;
template <class Trait, class T>
inline constexpr bool obligation_holds<Obligation<Trait, T>> = holds<Trait, T>;

// A number for a type (FNV-1a of its name), by which one of several fields is selected.
template <class T>
consteval unsigned int number_of() {
  unsigned int hash = 2166136261U;
  const Text name = type_name<T>();
  for (std::size_t i = 0; i < name.size; ++i) hash = (hash ^ static_cast<unsigned char>(name.data[i])) * 16777619U;
  return hash;
}
// A pointer to an object of a class may be the `this` of a closure. It is reported before all other fields, so its
// number is smaller.
template <class Obligation>
inline constexpr bool reported_first = false;
template <class Trait, class T>
inline constexpr bool reported_first<Obligation<Trait, T*>> = std::is_class_v<T>;
template <class Obligation>
struct AskedObligation {
  using obligation = Obligation;
  static constexpr bool refused = !obligation_holds<Obligation>;
  static constexpr unsigned int number = reported_first<Obligation> ? number_of<Obligation>() >> 1U
                                                                    : number_of<Obligation>() | 0x8000'0000U;
};
template <class Trait, class Field>
struct AskedField : AskedObligation<typename DumpedObligation<Trait, Field>::type> {};

// Whether no refused field has a number that begins with these bits.
template <class Trait, unsigned int Start, unsigned int Shift>
struct NumberBegins : NoBase {
  template <class Field>
  static constexpr bool field =
      !(AskedField<Trait, Field>::refused && (AskedField<Trait, Field>::number >> Shift) == Start);
};
template <class Trait, class T, unsigned int Start = 0, unsigned int Shift = 32>
consteval unsigned int smallest_number() {
  if constexpr (Shift == 0)
    return Start;
  else if constexpr (!dump_passes<T, NumberBegins<Trait, 2 * Start, Shift - 1>>)
    return smallest_number<Trait, T, 2 * Start, Shift - 1>();
  else
    return smallest_number<Trait, T, 2 * Start + 1, Shift - 1>();
}

// Finds the type that belongs to the number: the field that has the number records its obligation as a remark
// (remark.hpp).
struct OfRefusedField;
template <class Trait, class T>
using RefusedFieldRemark = Remark<TypeList<Trait, T, OfRefusedField>>;
template <class Trait, class T, unsigned int Number>
struct RemarkRefused : NoBase {
  template <class Field>
  static consteval bool remark() {
    if constexpr (AskedField<Trait, Field>::refused)
      if constexpr (AskedField<Trait, Field>::number == Number)
        return MakeRemark<RefusedFieldRemark<Trait, T>, typename AskedField<Trait, Field>::obligation>::done;
    return true;
  }
  template <class Field>
  static constexpr bool field = remark<Field>();
};

// A question about the name of the field, which the builtin passes as a literal: is it longer than a given length, or
// is a given bit of a given character set?
template <class Trait, unsigned int Number, class Question>
struct NameAsked {
  void operator()(...) const noexcept;
  template <class Field>
    requires(AskedField<Trait, Field>::refused && AskedField<Trait, Field>::number == Number)
  void operator()(const char*, const char*, const char*, const char* name, Field&&) const noexcept(false)
      __attribute__((enable_if(Question::asked(name), "the name is the one that is asked about")));
};
template <std::size_t Length>
struct NameIsLonger {
  static constexpr bool asked(const char* name) {
    for (std::size_t i = 0; i < Length; ++i)
      if (name[i] == '\0') return false;
    return name[Length] != '\0';
  }
};
template <std::size_t Index, unsigned int Bit>
struct NameHasBit {
  static constexpr bool asked(const char* name) {
    for (std::size_t i = 0; i < Index; ++i)
      if (name[i] == '\0') return false;
    return (static_cast<unsigned char>(name[Index]) >> Bit & 1U) != 0;
  }
};
template <class T, class Asked>
inline constexpr bool name_passes =
    !noexcept(__builtin_dump_struct(std::declval<const volatile T*>(), std::declval<const Asked&>()));

template <class Trait, class T, unsigned int Number, std::size_t Length = 0>
consteval std::size_t asked_length() {
  if constexpr (Length < 64 && name_passes<T, NameAsked<Trait, Number, NameIsLonger<Length>>>)
    return asked_length<Trait, T, Number, Length + 1>();
  else
    return Length;
}
template <class Trait, class T, unsigned int Number, std::size_t Index, unsigned int... Bit>
consteval char asked_character(std::integer_sequence<unsigned int, Bit...>) {
  return static_cast<char>((0U | ... | (name_passes<T, NameAsked<Trait, Number, NameHasBit<Index, Bit>>> << Bit)));
}
template <class Trait, class T, unsigned int Number, std::size_t... Index>
consteval Sentence spell_name(std::index_sequence<Index...>) {
  Sentence name;
  (name.add(asked_character<Trait, T, Number, Index>(std::make_integer_sequence<unsigned int, 8>{})), ...);
  return name;
}
template <class Trait, class T, unsigned int Number>
struct SpelledName {
  static constexpr Sentence value =
      spell_name<Trait, T, Number>(std::make_index_sequence<asked_length<Trait, T, Number>()>{});
  static constexpr bool asked(const char* name) {
    for (std::size_t i = 0; i < value.length; ++i)
      if (name[i] != value.characters[i]) return false;
    return name[value.length] == '\0';
  }
};
// The name of the refused field whose type has that number. If several fields have that type, the answers mix their
// names; then the result is empty.
template <class Trait, class T, unsigned int Number>
consteval Sentence asked_name() {
  using Spelled = SpelledName<Trait, T, Number>;
  if constexpr (name_passes<T, NameAsked<Trait, Number, Spelled>>)
    return Spelled::value;
  else
    return {};
}

// A refused field of T: its `obligation` and its name. If only a bit-field is refused, there is none.
template <class Trait, class T, unsigned int Number, bool There>
struct FieldFound {
  static constexpr bool there = false;
};
template <class Trait, class T, unsigned int Number>
struct FieldFound<Trait, T, Number, true> {
  static constexpr bool there = true;
  using obligation = decltype(found(RefusedFieldRemark<Trait, T>{}));
  static constexpr Sentence name = asked_name<Trait, T, Number>();
};
template <class Trait, class T, unsigned int Number>
consteval bool remark_refused_field() {
  if constexpr (Number == ~0U)
    return false;
  else
    return dump_passes<T, RemarkRefused<Trait, T, Number>>;
}
template <class Trait, class T, unsigned int Number = smallest_number<Trait, T>()>
using RefusedField = FieldFound<Trait, T, Number, remark_refused_field<Trait, T, Number>()>;

}  // namespace fearless::derive

#pragma clang diagnostic pop

#endif
