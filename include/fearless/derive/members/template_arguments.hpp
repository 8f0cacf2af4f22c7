// SPDX-License-Identifier: MIT
// The type arguments of a class template. An opaque class may hold objects of these types in bytes that no probe can
// interpret.
#pragma once

#include <fearless/derive/members/count/tables.hpp>
#include <fearless/derive/support/type_name.hpp>

namespace fearless::derive {

// The list of type arguments. `known` is true for each form of template parameter list that can be matched.
template <class T>
struct TemplateArguments {
  static constexpr bool known = false;
  using types = TypeList<>;
};
template <template <class...> class Template, class... A>
struct TemplateArguments<Template<A...>> {
  static constexpr bool known = true;
  using types = TypeList<A...>;
};
template <template <auto...> class Template, auto... V>
  requires(sizeof...(V) > 0)
struct TemplateArguments<Template<V...>> {
  static constexpr bool known = true;
  using types = TypeList<>;
};
template <template <class, auto, auto...> class Template, class A, auto V, auto... W>
struct TemplateArguments<Template<A, V, W...>> {
  static constexpr bool known = true;
  using types = TypeList<A>;
};
template <template <class, class, auto, auto...> class Template, class A, class B, auto V, auto... W>
struct TemplateArguments<Template<A, B, V, W...>> {
  static constexpr bool known = true;
  using types = TypeList<A, B>;
};
template <template <class, auto, class, class...> class Template, class A, auto V, class B, class... C>
struct TemplateArguments<Template<A, V, B, C...>> {
  static constexpr bool known = true;
  using types = TypeList<A, B, C...>;
};
template <template <auto, class, class...> class Template, auto V, class A, class... B>
struct TemplateArguments<Template<V, A, B...>> {
  static constexpr bool known = true;
  using types = TypeList<A, B...>;
};

// Whether all template arguments of T are known: T is no template, or they can be matched. (A class nested in a
// template is spelled with the arguments of that template, but these cannot be matched.)
template <class T>
consteval bool arguments_show() {
  return TemplateArguments<T>::known || !type_name<T>().contains(text("<"));
}

}  // namespace fearless::derive
