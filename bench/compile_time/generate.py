# SPDX-License-Identifier: MIT
"""The files that are compiled: aggregates of 8 members nested up to 10 deep, and one question about each."""

NAMES = {"fearless": "fearless", "pfr": "Boost.PFR", "hana": "Boost.Hana"}
HEADERS = {"pfr": "boost/pfr.hpp", "hana": "boost/hana.hpp"}
DEPTH = 10
MEMBERS = 8
TYPES = {
    "scalars": ["int", "double", "bool", "char", "long", "float", "short", "unsigned"],
    "strings": ["int", "std::string", "double", "std::vector<int>", "bool", "std::string", "long", "std::vector<int>"],
}
STANDARD = {"scalars": [], "strings": ["#include <string>", "#include <vector>"]}

# Asks of every member, at every depth, whether it is one of the leaves: each struct is answered once.
PFR = """#include <utility>
#include <type_traits>
#include <boost/pfr.hpp>
template <class T> constexpr bool leaf();
template <class T, std::size_t... I> constexpr bool all(std::index_sequence<I...>) {
  return (leaf<std::remove_cv_t<boost::pfr::tuple_element_t<I, T>>>() && ...);
}
template <class T> inline constexpr bool answer = all<T>(std::make_index_sequence<boost::pfr::tuple_size_v<T>>{});
"""
HANA = """#include <utility>
#include <type_traits>
#include <boost/hana.hpp>
template <class T> constexpr bool leaf();
template <class T, class Accessors, std::size_t... I> constexpr bool all(std::index_sequence<I...>) {
  namespace hana = boost::hana;
  return (leaf<std::decay_t<decltype(hana::second(hana::at_c<I>(std::declval<Accessors>()))(std::declval<T&>()))>>() &&
          ...);
}
template <class T, class Accessors = decltype(boost::hana::accessors<T>())>
constexpr bool walk() {
  return all<T, Accessors>(std::make_index_sequence<decltype(boost::hana::length(std::declval<Accessors>()))::value>{});
}
template <class T> inline constexpr bool answer = walk<T>();
"""
LEAF = """template <class T> constexpr bool leaf() {
  if constexpr (std::is_arithmetic_v<T>%s) return true;
  else return answer<T>;
}
"""


def member_types(members, i):
    """The types of the members of struct number i, of which one in DEPTH holds no other struct."""
    types = [TYPES[members][(i + k) % MEMBERS] for k in range(MEMBERS)]
    if i % DEPTH != 0:
        types[i % MEMBERS] = f"S{i - 1}"
    return types


def source(library, members, count):
    lines = list(STANDARD[members])
    if library == "fearless":
        lines.append("#include <fearless/marker.hpp>")
        if members == "strings":
            lines += ["#include <fearless/std/string.hpp>", "#include <fearless/std/vector.hpp>"]
        question = "fearless::Send<{}>" if members == "scalars" else "fearless::Sync<{}>"
    else:
        strings = " || std::is_same_v<T, std::string> || std::is_same_v<T, std::vector<int>>"
        lines.append((PFR if library == "pfr" else HANA) + LEAF % (strings if members == "strings" else ""))
        question = "answer<{}>"
    for i in range(count):
        types = member_types(members, i)
        if library == "hana":
            listed = ", ".join(f"({t}, m{k})" for k, t in enumerate(types))
            lines.append(f"struct S{i} {{ BOOST_HANA_DEFINE_STRUCT(S{i}, {listed}); }};")
        else:
            listed = " ".join(f"{t} m{k};" for k, t in enumerate(types))
            lines.append(f"struct S{i} {{ {listed} }};")
        lines.append(f"static_assert({question.format(f'S{i}')});")
    return lines


def write_lines(directory, name, lines):
    file = directory / name
    file.write_text("\n".join(lines) + "\n")
    return file


def write(directory, library, members, count):
    return write_lines(directory, f"{library}_{members}_{count}.cpp", source(library, members, count))
