// SPDX-License-Identifier: MIT
// A program that promises what its shared_ptrs own: each has the answers of a reference to its object.
#define FEARLESS_UNSAFE_TRUST_SHARED_PTR
#include <atomic>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <fearless/cell.hpp>
#include <fearless/members.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/mutex.hpp>

namespace {

using fearless::Mutex;
using fearless::Rc;
using fearless::Send;
using fearless::Static;
using fearless::Sync;
using fearless::ThreadSafe;
using std::shared_ptr;
using std::weak_ptr;

// Objects that several threads may write to.
static_assert(Send<shared_ptr<std::atomic<int>>> && Sync<shared_ptr<std::atomic<int>>>);
static_assert(Send<shared_ptr<Mutex<std::string>>> && Send<weak_ptr<Mutex<std::string>>>);
static_assert(!Send<shared_ptr<int>> && !Sync<shared_ptr<int>> && !Send<weak_ptr<std::string>>);
static_assert(!Send<shared_ptr<int[]>> && Send<shared_ptr<std::atomic<int>[]>> && Send<shared_ptr<const int[]>>);
// Objects that several threads may read.
static_assert(Send<shared_ptr<const int>> && Send<shared_ptr<const std::vector<std::string>>>);
static_assert(!Send<shared_ptr<const Rc<int>>> && !Send<shared_ptr<const fearless::Cell<int>>>);
static_assert(!Send<shared_ptr<Rc<int>>> && !Send<shared_ptr<Mutex<Rc<int>>>>);
// The last copy destroys the object, on any thread.
struct SyncOnly {
  const int n = 0;
  [[no_unique_address]] fearless::NotSend marker;
};
static_assert(!Send<shared_ptr<const SyncOnly>>);
// Its lifetime, the types that it hides, and its own assignment.
static_assert(Static<shared_ptr<const int>> && !Static<shared_ptr<std::string_view>>);
static_assert(!Send<shared_ptr<void>> && !Send<shared_ptr<const void>> && !ThreadSafe<shared_ptr<const int>>);
// It may point at an object of a derived class, which was not inspected.
struct Shape {
  virtual ~Shape() = default;
};
static_assert(!Send<shared_ptr<const Shape>>);

class Session : public std::enable_shared_from_this<Session> {
 public:
  FEARLESS_MEMBERS(count_);

 private:
  Mutex<long> count_{0};
};
class Racy : public std::enable_shared_from_this<Racy> {
 public:
  FEARLESS_MEMBERS(count_);

 private:
  long count_ = 0;
};
struct Linked {
  Mutex<shared_ptr<Linked>> next;
};
static_assert(Send<shared_ptr<Session>> && !Send<shared_ptr<Racy>> && Send<shared_ptr<const Racy>>);
static_assert(Send<shared_ptr<Linked>>);

// A promise for the classes of a hierarchy covers only the trait that it names.
class Sink {
 public:
  virtual ~Sink() = default;
  FEARLESS_MEMBERS();
};

}  // namespace
FEARLESS_UNSAFE_DYN_THREAD_SAFE(Sink);
static_assert(!fearless::Send<std::shared_ptr<Sink>>);  // the last owner destroys it, on any thread
class SentSink {
 public:
  virtual ~SentSink() = default;
  FEARLESS_MEMBERS();
};
FEARLESS_UNSAFE_DYN_SEND(SentSink);
FEARLESS_UNSAFE_DYN_THREAD_SAFE(SentSink);
static_assert(fearless::Send<std::shared_ptr<SentSink>> && !fearless::Static<std::shared_ptr<SentSink>>);
