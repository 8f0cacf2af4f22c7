// SPDX-License-Identifier: MIT
// The part of a diagnostic about a class that only __builtin_dump_struct opens: its private members, or the captures of
// a closure.
#pragma once

#include <fearless/derive/explain/ask_fields.hpp>
#include <fearless/derive/explain/diagnostic.hpp>
#include <fearless/derive/explain/member_name.hpp>

namespace fearless::derive {

template <class Trait, class T>
constexpr void diagnose(Diagnostic& out);

#if FEARLESS_DETAIL_DUMPS_STRUCTS

// Describes a field of T. A capture has no name.
template <class T, class Trait, class F>
constexpr void diagnose_field(Diagnostic& out, Text name) {
  if constexpr (is_closure<T>())
    out.step_into_capture("a capture: ", readable_name<F>.view());
  else
    out.step(readable_name<T>.view(), name.size == 0 ? text("member") : name, readable_name<F>.view());
  if constexpr (is_closure<T>() && std::is_pointer_v<F> && std::is_class_v<std::remove_pointer_t<F>>)
    add_reason<because::the_closure_captures_this_or_another_pointer_to_its_class, Trait, F>(out);
  else if (out.length > 2 * Diagnostic::longest)
    add_reason<because::a_private_member_or_capture_is_refused, Trait, F>(out);  // the path has led back to T
  else
    diagnose<Trait, F>(out);
}

// Describes the first field that is refused, when it is passed to the builtin. If the field lies in aggregates inside
// the object, their names precede its own.
template <class Trait, class T>
struct DiagnoseField {
  static constexpr std::size_t deepest = 16;

  Diagnostic& out;
  Text* open;
  bool& found;

  static constexpr std::size_t depth(const char* indent) { return text_of(indent).size / 2; }

  template <class... Anything>
  constexpr void operator()(const Anything&...) const {}
  constexpr void operator()(const char*, const char* indent, const char*, const char* name) const {
    if (depth(indent) < deepest) open[depth(indent)] = text_of(name);
  }
  template <class Field>
  constexpr void operator()(const char*, const char* indent, const char*, const char* name, Field&&) const {
    if (!found) diagnose_first(IfAll<typename DumpedObligation<Trait, VolatileToo<Field>>::type>{}, indent, name);
  }
  template <class FieldTrait, class F>
  constexpr void diagnose_first(IfAll<Obligation<FieldTrait, F>>, const char* indent, const char* name) const {
    if constexpr (!holds<FieldTrait, F>) {
      found = true;
      Sentence whole;
      for (std::size_t i = 1; i < depth(indent) && i < deepest; ++i) {
        whole.add(open[i]);
        whole.add('.');
      }
      whole.add(name);
      diagnose_field<T, FieldTrait, F>(out, whole.view());
    }
  }
};
template <class Trait, class T>
constexpr bool diagnose_dumped(Diagnostic& out) {
  Text open[DiagnoseField<Trait, T>::deepest] = {};
  bool found = false;
  __builtin_dump_struct(static_cast<const T*>(__builtin_addressof(unbuilt<T>.object)),
                        DiagnoseField<Trait, T>{out, open, found});
  return found;
}
template <class Trait, class T>
constexpr bool can_diagnose_dumped() {
  Diagnostic out;
  return diagnose_dumped<Trait, T>(out);
}
template <class Trait, class T>
concept DiagnosesDumped =
    !std::is_abstract_v<T> && requires { typename std::bool_constant<can_diagnose_dumped<Trait, T>()>; };

template <class T, class Trait, class F>
constexpr void diagnose_asked(Diagnostic& out, TypeList<Obligation<Trait, F>>, Text name) {
  diagnose_field<T, Trait, F>(out, name);
}

#endif

template <class Trait, class T>
constexpr void diagnose_fields(Diagnostic& out) {
#if FEARLESS_DETAIL_DUMPS_STRUCTS
  if constexpr (DiagnosesDumped<Trait, T>) {
    if (diagnose_dumped<Trait, T>(out)) return;
  } else if constexpr (RefusedField<Trait, T>::there) {
    using Field = RefusedField<Trait, T>;
    return diagnose_asked<T>(out, typename Field::obligation{}, Field::name.view());
  }
#endif
  add_reason<because::a_private_member_or_capture_is_refused, Trait, T>(out);
}

}  // namespace fearless::derive
