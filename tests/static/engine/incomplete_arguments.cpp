// SPDX-License-Identifier: MIT
// A template argument that is an incomplete class counts for nothing while it is one, whatever was asked before.
#include <fearless/marker.hpp>
#include <fearless/std/memory.hpp>

#include <memory>

#if defined(__GNUC__) && __GNUC__ >= 16
#pragma GCC diagnostic ignored "-Wsfinae-incomplete"  // that is what this is about
#endif

namespace {

using fearless::Send, fearless::Sync, fearless::is_send_v;

template <class T>
class Id {
 public:
  constexpr explicit Id(int number) : number_(number) {}

 private:
  int number_;
};
template <class T>
class Named {  // no literal type
 public:
  explicit Named(int number);
  ~Named();

 private:
  int number_;
};

struct Tag;
static_assert(Send<Id<Tag>>);

// A question about something else is asked while Node is incomplete.
struct Node;
struct Registry {
  std::unique_ptr<Node> root;
  ~Registry();
};
static_assert(!Send<Registry>);
struct Node {
  fearless::NotSend mark;
};
static_assert(!Send<Id<Node>> && !Send<Named<Node>> && !Send<const Id<Node>> && !Send<Id<Node>[2]>);

// Each trait is asked on its own.
struct Later;
constexpr bool while_incomplete = is_send_v<Id<Later>>;
struct Later {
  fearless::NotSync mark;
};
static_assert(while_incomplete && !Sync<Id<Later>>);

}  // namespace
