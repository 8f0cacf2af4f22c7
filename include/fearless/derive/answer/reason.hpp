// SPDX-License-Identifier: MIT
// The engine's own reasons for a refusal. The name of each class reads as the reason, because some compilers print no
// text.
#pragma once

namespace fearless::rules::because {

struct a_raw_pointer_may_alias_data_of_another_thread {
  static constexpr const char* text = "a raw pointer may alias data of another thread";
  static constexpr const char* help =
      "own it with fearless::Box<%P>, share it with fearless::Arc<%P>, or promise it with fearless::unsafe_send";
  static constexpr const char* anchor = "raw-pointer";
};
struct a_pointer_to_characters_may_lead_to_text_of_another_thread {
  static constexpr const char* text = "a pointer to characters may lead to text of another thread";
  static constexpr const char* help = "own the text as a std::string; for a literal there is fearless::StaticStr";
  static constexpr const char* anchor = "c-string";
};
struct the_closure_captures_this {
  static constexpr const char* text = "the closure captures `this`, and the object stays behind in this thread";
  static constexpr const char* help =
      "capture copies of what it needs, or let the threads share a struct of Mutexes, atomics and channels: "
      "fearless::thread::Worker";
  static constexpr const char* anchor = "this";
};
struct the_closure_captures_this_or_another_pointer_to_its_class {
  static constexpr const char* text =
      "the closure captures `this`, or another `%T`, and the object stays behind in this thread";
  static constexpr const char* help = the_closure_captures_this::help;
  static constexpr const char* anchor = "this";
};
// The remedy for an object that is reached through a reference.
struct what_is_lent {
  static constexpr const char* help =
      "move or copy the value in, or share it as fearless::Arc<fearless::Mutex<%T>>; a fearless::thread::scope may "
      "borrow what fearless::Lend lends";
  static constexpr const char* anchor = "reference";
};
struct no_rule_for_it_is_included {
  static constexpr const char* text = "the header with its rule is not included";
  static constexpr const char* help =
      "include fearless/std.hpp, or the one of fearless/std/ that is named after its header";
  static constexpr const char* anchor = "std-header";
};
struct there_is_no_rule_for_it {
  static constexpr const char* text = "there is no rule for this class, and its members cannot be seen";
  static constexpr const char* help =
      "hand over what it was made of or leads to instead; or promise it with %M(%T), if it shares nothing";
  static constexpr const char* anchor = "no-rule";
};
struct a_reference_borrows_what_may_die_first {
  static constexpr const char* text = "a reference borrows what may die first";
  static constexpr const char* help =
      "move or copy the value in, share it with fearless::Arc<%P>, or borrow it in fearless::thread::scope";
  static constexpr const char* anchor = "reference";
};
struct two_threads_writing_it_would_race {
  static constexpr const char* text = "two threads writing it would race";
  static constexpr const char* help = "put it into a fearless::Mutex or a std::atomic";
  static constexpr const char* anchor = "unsynchronised";
};
struct a_union_does_not_say_which_member_is_alive {
  static constexpr const char* text = "a union does not say which member is alive";
  static constexpr const char* help = "use std::variant, or promise it with %M(%T)";
  static constexpr const char* anchor = "union";
};
struct it_may_point_at_a_derived_object_that_nobody_looked_at {
  static constexpr const char* text = "it may point at a derived object that nobody looked at";
  static constexpr const char* help = "make the class final, or promise the hierarchy with %D(%T)";
  static constexpr const char* anchor = "polymorphic";
};
struct the_class_is_incomplete_here {
  static constexpr const char* text = "the class is incomplete here";
  static constexpr const char* help = "complete it before it is asked about, or promise it with %M(%T)";
  static constexpr const char* anchor = "incomplete";
};
struct its_members_cannot_be_seen {
  static constexpr const char* text = "its members cannot be seen";
  static constexpr const char* help =
      "list its members in it with FEARLESS_MEMBERS (or with fearless/hana.hpp, fearless/describe.hpp), or promise it "
      "with %M(%T)";
  static constexpr const char* anchor = "unknown-class";
};
struct a_mutable_member_would_not_show {
  static constexpr const char* text = "a mutable member would not show in the list of its members";
  static constexpr const char* help = "make it an aggregate, or promise it with %M(%T)";
  static constexpr const char* anchor = "listed-mutable";
};
struct raw_storage_may_hold_anything {
  static constexpr const char* text = "raw storage (an array of unsigned char or std::byte) may hold anything";
  static constexpr const char* help = "hold the objects themselves, or promise the class with %M(%T)";
  static constexpr const char* anchor = "raw-storage";
};
struct raw_storage_inside_a_member_may_hold_anything {
  static constexpr const char* text =
      "a class that it holds or captures has raw storage (an array of unsigned char or std::byte), which may hold "
      "anything";
  static constexpr const char* help =
      "hold the class in a std::optional or a fearless::Box, which shows its type, or an array alone as a std::array";
  static constexpr const char* anchor = "raw-storage";
};
struct a_private_member_or_capture_is_refused {
  static constexpr const char* text = "a private member or a capture of it is refused";
  static constexpr const char* help = "look at its members one by one: each must have the trait";
  static constexpr const char* anchor = "private-member";
};
struct the_captures_of_a_closure_cannot_be_seen {
  static constexpr const char* text = "the captures of a closure cannot be seen by this compiler";
  static constexpr const char* help =
      "hand the values over as arguments, name them with FEARLESS_MOVE(a, b) { ... }, or use an aggregate function "
      "object";
  static constexpr const char* anchor = "closure";
};
struct the_members_of_this_aggregate_cannot_be_listed {
  static constexpr const char* text = "the members of this aggregate cannot be listed exactly";
  static constexpr const char* help =
      "make the base a member, name the anonymous union or split the aggregate, or promise it with "
      "%M(%T)";
  static constexpr const char* anchor = "unlisted-aggregate";
};
struct its_base_class_is_refused {
  static constexpr const char* text = "its base class is refused";
  static constexpr const char* help = "ask about the base class alone, or make it a member";
  static constexpr const char* anchor = "base-class";
};
struct it_has_more_members_than_can_be_listed {
  static constexpr const char* text = "it has more members than can be listed";
  static constexpr const char* help = "include fearless/derive/wide.hpp (256 members), or split it";
  static constexpr const char* anchor = "too-many-members";
};
struct its_template_expands_without_end {
  static constexpr const char* text = "its template expands without end";
  static constexpr const char* help = "end the recursion of types, or promise one of them with %M(%T)";
  static constexpr const char* anchor = "endless";
};
struct it_was_declared_so {
  static constexpr const char* text = "it was declared so (FEARLESS_NOT_SEND or FEARLESS_NOT_SYNC)";
  static constexpr const char* help = "keep it in one thread";
  static constexpr const char* anchor = "declared";
};

struct no_rule_or_declaration_covers_it_for_this_trait {
  static constexpr const char* text = "no rule or declaration covers it for this trait";
  static constexpr const char* help = "declare it at the trait's customisation point";
  static constexpr const char* anchor = "own-traits";
};

}  // namespace fearless::rules::because
