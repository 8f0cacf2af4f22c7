// SPDX-License-Identifier: MIT
// The corpus, 4: what the language allows in a class: bit-fields, arrays, references, chains of bases, templates.
#include "support.hpp"

#include <array>
#include <atomic>
#include <bitset>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

using namespace fearless;

// Nothing but flags.
class Permissions {
 public:
  Permissions(bool read, bool write) : read_(read), write_(write), group_(0) {}
  bool may_read() const { return read_; }

 private:
  bool read_ : 1;
  bool write_ : 1;
  unsigned group_ : 14;
  LINE(FEARLESS_MEMBERS(read_, write_, group_))
};
CLASS(Permissions, "Send, Sync, Static", a_line, a_line, a_line);

// A cache of one value, in an atomic that readers may change.
class Fingerprint {
 public:
  explicit Fingerprint(std::string text) : text_(std::move(text)) {}
  std::uint64_t value() const {
    if (cached_ == 0) cached_ = std::hash<std::string>()(text_);
    return cached_;
  }

 private:
  std::string text_;
  mutable std::atomic<std::uint64_t> cached_{0};
  GCC_LINE(FEARLESS_MEMBERS(text_, cached_))
};
CLASS(Fingerprint, "Send, Sync, Static", nothing, nothing, a_line);

// A member that is const, and one that is a reference to what any thread may use.
class Counted {
 public:
  Counted(std::string name, const Mutex<int>& total) : name_(std::move(name)), total_(total) {}

 private:
  const std::string name_;
  const Mutex<int>& total_;
  GCC_LINE(FEARLESS_MEMBERS(name_, total_))
};
CLASS(Counted, "Send, Sync (ThreadSafe)", nothing, nothing, a_line);

// A value that can only be moved.
class Ticket {
 public:
  explicit Ticket(int number) : number_(number) {}
  Ticket(Ticket&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Ticket& operator=(Ticket&& other) noexcept {
    number_ = std::exchange(other.number_, -1);
    return *this;
  }

 private:
  int number_;
  GCC_LINE(FEARLESS_MEMBERS(number_))
};
CLASS(Ticket, "Send, Sync, Static", nothing, nothing, a_line);

// Arrays of arrays, and of classes.
class Board {
 public:
  Board() {}

 private:
  char squares_[8][8];
  std::string players_[2];
  std::array<std::vector<int>, 4> captured_;
  GCC_LINE(FEARLESS_MEMBERS(squares_, players_, captured_))
};
CLASS(Board, "Send, Sync, Static", nothing, nothing, a_line);

// A union and what says which of its members is alive.
class Variant {
 public:
  explicit Variant(double number) : is_number_(true), number_(number) {}
  ~Variant() {}

 private:
  bool is_number_;
  union {
    double number_;
    std::int64_t time_;
  };
};
GCC_PROMISE(FEARLESS_UNSAFE_IMPL((Send, Sync, Static), Variant);)
CLASS(Variant, "Send, Sync, Static", nothing, nothing, a_promise);

// A strong type: the tag is declared and never defined.
template <class Tag, class Number = std::uint64_t>
class Id {
 public:
  constexpr explicit Id(Number number) : number_(number) {}
  constexpr Number number() const { return number_; }
  friend constexpr bool operator==(Id, Id) = default;

 private:
  Number number_;
  GCC_LINE(FEARLESS_MEMBERS(number_))
};
using UserId = Id<struct UserTag>;
CLASS(UserId, "Send, Sync, Static", nothing, nothing, a_line);

// CRTP with members in the base.
template <class Derived>
class Entity {
 public:
  explicit Entity(std::uint64_t id) : id_(id) {}

 private:
  std::uint64_t id_;
  std::vector<std::string> tags_;
  GCC_LINE(FEARLESS_MEMBERS(id_, tags_))
};
class Monster : public Entity<Monster> {
 public:
  explicit Monster(std::uint64_t id) : Entity(id) {}

 private:
  std::string name_;
  std::vector<int> loot_;
  LINE(FEARLESS_MEMBERS(name_, loot_))
};
CLASS(Monster, "Send, Sync, Static", a_line, a_line, a_line);

// A pack of values.
template <class... Column>
class Columns {
 public:
  Columns() {}

 private:
  std::tuple<std::vector<Column>...> columns_;
  std::size_t rows_ = 0;
  GCC_LINE(FEARLESS_MEMBERS(columns_, rows_))
};
using Positions = Columns<float, float, std::string>;
CLASS(Positions, "Send, Sync, Static", nothing, nothing, a_line);

// A policy as an empty base.
struct NoLogging {
  void log(const std::string&) const {}
};
template <class Logging>
class Loader : private Logging {
 public:
  explicit Loader(std::string path) : path_(std::move(path)) {}

 private:
  std::string path_;
  std::vector<std::string> lines_;
  LINE(FEARLESS_BASES_AND_MEMBERS((Logging), path_, lines_))
};
CLASS(Loader<NoLogging>, "Send, Sync, Static", a_line, a_line, a_line);

// Virtual inheritance: both sides share one base, whose place only the complete object knows.
class Node {
 public:
  explicit Node(int id) : id_(id) {}
  virtual ~Node() = default;

 protected:
  int id_;
};
class Source : public virtual Node {
 public:
  explicit Source(int id) : Node(id) {}

 protected:
  std::vector<int> out_;
};
class Sink : public virtual Node {
 public:
  explicit Sink(int id) : Node(id) {}

 protected:
  std::vector<int> in_;
};
class Filter : public Source, public Sink {
 public:
  explicit Filter(int id) : Node(id), Source(id), Sink(id) {}

 private:
  std::string expression_;
  LINE(FEARLESS_BASES_AND_MEMBERS((Source, Sink), expression_))
};
PROMISE(FEARLESS_UNSAFE_IMPL((Send, Sync, Static), Filter);)
CLASS(Filter, "Send, Sync, Static", a_promise, a_promise, a_promise);

// A chain of aggregates: the base has members, and what is derived adds none.
struct Point {
  double x, y;
};
struct Corner : Point {};
CLASS(Corner, "Send, Sync, Static", nothing, nothing, nothing);

// And one that adds some. The layout has a gap, in which g++ cannot exclude another member.
struct Pixel : Point {
  std::uint32_t colour;
  std::string label;
  LINE(FEARLESS_BASES_AND_MEMBERS((Point), colour, label))
};
GCC_PROMISE(FEARLESS_UNSAFE_IMPL((Send, Sync, Static), Pixel);)
CLASS(Pixel, "Send, Sync, Static", a_line, a_line, a_promise);

// Data in both bases, and in the class.
class Named {
 public:
  explicit Named(std::string name) : name_(std::move(name)) {}

 private:
  std::string name_;
  GCC_LINE(FEARLESS_MEMBERS(name_))
};
class Timed {
 public:
  Timed() {}

 private:
  std::int64_t created_ = 0;
  std::int64_t changed_ = 0;
  GCC_LINE(FEARLESS_MEMBERS(created_, changed_))
};
class Record : public Named, public Timed {
 public:
  explicit Record(std::string name) : Named(std::move(name)) {}

 private:
  std::vector<std::string> fields_;
  LINE(FEARLESS_BASES_AND_MEMBERS((Named, Timed), fields_))
};
CLASS(Record, "Send, Sync, Static", a_line, a_line, a_line);

// A class that adds no members to its base.
class Draft final : public Record {
 public:
  Draft() : Record("draft") {}
  void publish();
  LINE(FEARLESS_BASES_AND_MEMBERS((Record)))
};
CLASS(Draft, "Send, Sync, Static", a_line, a_line, a_line);

// Plain functions, as pointers.
class Command {
 public:
  using Run = int (*)(const std::vector<std::string>&);
  Command(std::string name, Run run) : name_(std::move(name)), run_(run) {}

 private:
  std::string name_;
  Run run_;
  int Permissions::* unused_ = nullptr;
  GCC_LINE(FEARLESS_MEMBERS(name_, run_, unused_))
};
CLASS(Command, "Send, Sync, Static", nothing, nothing, a_line);

// An empty comparison that takes no space. (Clang shows that std::less has a base, and not whose it is.)
template <class Key, class Less = std::less<Key>>
class SortedVector {
 public:
  explicit SortedVector(Less less = Less()) : less_(less) {}
  void insert(Key key);

 private:
  [[no_unique_address]] Less less_;
  std::vector<Key> keys_;
  LINE(FEARLESS_MEMBERS(less_, keys_))
};
CLASS(SortedVector<std::string>, "Send, Sync, Static", a_line, a_line, a_line);

// One counter for each cache line.
class alignas(64) PaddedCounter {
 public:
  PaddedCounter() = default;
  PaddedCounter(const PaddedCounter&) = delete;
  void add(std::uint64_t n) { value_.fetch_add(n, std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_{0};
  GCC_LINE(FEARLESS_MEMBERS(value_))
};
CLASS(PaddedCounter, "Send, Sync, Static, ThreadSafe", nothing, nothing, a_line);
class ShardedCounter {
 public:
  explicit ShardedCounter(std::size_t shards) : shards_(shards) {}

 private:
  std::vector<PaddedCounter> shards_;
  std::bitset<64> used_;
  GCC_LINE(FEARLESS_MEMBERS(shards_, used_))
};
CLASS(ShardedCounter, "Send, Sync, Static", nothing, nothing, a_line);

// A lock of two instructions.
class SpinLock {
 public:
  SpinLock() = default;
  SpinLock(const SpinLock&) = delete;
  void lock() {
    while (flag_.test_and_set(std::memory_order_acquire)) flag_.wait(true);
  }
  void unlock() {
    flag_.clear(std::memory_order_release);
    flag_.notify_one();
  }

 private:
  std::atomic_flag flag_;
  GCC_LINE(FEARLESS_MEMBERS(flag_))
};
CLASS(SpinLock, "Send, Sync, Static, ThreadSafe", nothing, nothing, a_line);

// A value that is made when somebody asks for it.
template <class T>
class Lazy {
 public:
  explicit Lazy(SyncFn<T()> make) : make_(std::move(make)) {}
  const T& get() const {
    return *value_.get_or_init([&] { return make_(); });
  }

 private:
  SyncFn<T()> make_;
  OnceLock<T> value_;
  GCC_LINE(FEARLESS_MEMBERS(make_, value_))
};
CLASS(Lazy<std::string>, "Send, Sync, Static", nothing, nothing, a_line);

// A class inside a class inside a class.
class Compiler {
 public:
  Compiler() {}

 private:
  class Scope {
    class Symbol {
      std::string name_;
      int depth_ = 0;
      GCC_LINE(FEARLESS_MEMBERS(name_, depth_))

     public:
      explicit Symbol(std::string name) : name_(std::move(name)) {}
    };
    std::vector<Symbol> symbols_;
    std::unique_ptr<Scope> outer_;
    GCC_LINE(FEARLESS_MEMBERS(symbols_, outer_))

   public:
    Scope() {}
  };
  Scope global_;
  std::vector<std::string> errors_;
  GCC_LINE(FEARLESS_MEMBERS(global_, errors_))
};
CLASS(Compiler, "Send, Static", nothing, nothing, a_line);

// A specialisation of its own for bool.
template <class T>
class Column {
 public:
  Column() {}

 private:
  std::vector<T> values_;
  GCC_LINE(FEARLESS_MEMBERS(values_))
};
template <>
class Column<bool> {
 public:
  Column() {}

 private:
  std::vector<std::uint64_t> words_;
  std::size_t size_ = 0;
  GCC_LINE(FEARLESS_MEMBERS(words_, size_))
};
CLASS(Column<bool>, "Send, Sync, Static", nothing, nothing, a_line);
