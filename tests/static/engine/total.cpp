// SPDX-License-Identifier: MIT
// A question is total: for every complete type each trait has an answer, and none is a hard error.
#include <memory>
#include <string>
#include <vector>

#include <fearless/marker.hpp>
#include <fearless/std.hpp>

namespace {

// Asks all four questions, for each way to refer to a type. The answers are in the other files.
template <class T>
constexpr int asked =
    fearless::is_send_v<T> + fearless::is_sync_v<T> + fearless::is_static_v<T> + fearless::is_thread_safe_v<T>;
template <class T>
constexpr bool answers =
    asked<T> >= 0 && asked<const T> >= 0 && asked<std::vector<T>> >= 0 && asked<std::unique_ptr<T>> >= 0;

struct Base {
  std::string text;
};
struct WithBase : Base {
  int number;
};
struct Other {
  int* pointer;
};
struct WithTwoBases : Base, Other {
  std::string more;
};
struct Left : Base {};
struct Right : Base {};
struct WithAmbiguousBase : Left, Right {
  int number;
};
struct WithVirtualBase : virtual Base {
  int number;
};
struct WithAnonymousUnion {
  union {
    int number;
    float fraction;
  };
  std::string text;
};
struct WithAnonymousUnionOnly {
  union {
    int number;
    std::string* text;
  };
};
struct WithReference {
  std::string& text;
};
struct WithMoveOnly {
  std::unique_ptr<int> owner;
};
struct WithBitField {
  unsigned low : 3;
  mutable unsigned high : 5;
  unsigned : 0;
  std::string text;
};
union Union {
  int number;
  std::string text;
  ~Union();
};
struct Abstract {
  virtual void run() = 0;
};
class AbstractWithMembers : Abstract {
  virtual void more() = 0;
  std::vector<AbstractWithMembers*> others_;
};
struct Polymorphic {
  virtual ~Polymorphic();
  std::string text;
};
struct Final final : Polymorphic {
  int number;
};
struct Tree {
  std::vector<Tree> children;
  std::unique_ptr<Tree> parent;
};
struct NoDestructor {
  ~NoDestructor() = delete;
  int number;
};
struct HoldsNoDestructor {
  NoDestructor member;
  std::string text;
};
class PrivateDestructor {
  ~PrivateDestructor();
  std::string text_;
};
struct OverloadsAddressOf {
  OverloadsAddressOf* operator&() const;
  std::string text;
};
class HoldsOverloadsAddressOf {
  OverloadsAddressOf member_;
  std::string text_;
};
// Copied as bytes, although a constructor that does not compile would be selected for the copy.
class GreedyForCopy {
 public:
  GreedyForCopy(const GreedyForCopy&) = delete;
  template <class U>
  GreedyForCopy(U&& other) : member_(static_cast<U&&>(other)) {}

 private:
  int member_;
};
struct HoldsGreedyForCopy {
  int number;
  GreedyForCopy members[2];
};
struct ItselfByReference {
  const ItselfByReference& itself;
};

#define FOUR(n) int n##0, n##1, n##2, n##3;
#define SIXTEEN(n) FOUR(n##0) FOUR(n##1) FOUR(n##2) FOUR(n##3)
#define SIXTY_FOUR(n) SIXTEEN(n##0) SIXTEEN(n##1) SIXTEEN(n##2) SIXTEEN(n##3)
struct Of200 {
  SIXTY_FOUR(a) SIXTY_FOUR(b) SIXTY_FOUR(c) FOUR(d) std::string e, f, g, h;
};
struct Of129WithReference {
  SIXTY_FOUR(a) SIXTY_FOUR(b) std::string& c;
};

// A class that cannot be instantiated, behind pointers only, so that nothing has to instantiate it.
template <class T>
struct Ill {
  static_assert(sizeof(T) == 0, "nobody asked for it");
};
struct PointsToIll {
  int n;
  Ill<int>* p;
};
class PointsToIllPrivately {
  [[maybe_unused]] int n_;
  [[maybe_unused]] Ill<int>* p_[3];
};
struct HasIllAndBase : PointsToIll {
  Ill<long>* more;
};
static_assert(answers<PointsToIll> && answers<PointsToIllPrivately> && answers<HasIllAndBase>);

static_assert(answers<WithBase> && answers<WithTwoBases> && answers<WithAmbiguousBase> && answers<WithVirtualBase>);
static_assert(answers<WithAnonymousUnion> && answers<WithAnonymousUnionOnly> && answers<Union>);
static_assert(answers<WithReference> && answers<WithMoveOnly> && answers<WithBitField> && answers<ItselfByReference>);
static_assert(answers<Polymorphic> && answers<Final> && answers<Tree>);
static_assert(answers<Of200> && answers<Of129WithReference>);
static_assert(answers<PrivateDestructor> && answers<OverloadsAddressOf> && answers<HoldsOverloadsAddressOf>);
static_assert(asked<Abstract> >= 0 && asked<AbstractWithMembers> >= 0 && asked<std::unique_ptr<Abstract>> >= 0);
static_assert(asked<NoDestructor> >= 0 && asked<HoldsNoDestructor> >= 0);
static_assert(asked<GreedyForCopy> >= 0 && asked<HoldsGreedyForCopy> >= 0);
static_assert(asked<void> >= 0 && asked<const void> >= 0 && asked<void()> >= 0 && asked<int(Tree&) const> >= 0);
static_assert(asked<void (&)()> >= 0 && asked<Tree[3]> >= 0 && asked<Tree[]> >= 0 && asked<Tree (&&)[2][3]> >= 0);

}  // namespace
