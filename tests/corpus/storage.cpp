// SPDX-License-Identifier: MIT
// The corpus, 2: what keeps data: caches, stores, pools of objects, buffers, indices, trees.
#include "support.hpp"

#include <fearless/std/filesystem.hpp>
#include <fearless/std/fstream.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <fstream>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

using namespace fearless;

// A store of texts, read by many, on a path.
class KeyValueStore {
 public:
  explicit KeyValueStore(std::filesystem::path path) : path_(std::move(path)) {}
  std::optional<std::string> get(const std::string& key) const;
  void put(const std::string& key, std::string value) const;

 private:
  std::filesystem::path path_;
  RwLock<std::unordered_map<std::string, std::string>> values_;
  std::atomic<std::uint64_t> version_{0};
  GCC_LINE(FEARLESS_MEMBERS(path_, values_, version_))
};
CLASS(KeyValueStore, "Send, Sync, Static", nothing, nothing, a_line);

// A cache that finds an entry by its place in the list of uses: iterators that lead into the object itself.
template <class Key, class Value>
class LruCache {
 public:
  explicit LruCache(std::size_t capacity) : capacity_(capacity) {}
  LruCache(const LruCache&) = delete;
  Value* find(const Key& key) {
    const auto found = index_.find(key);
    if (found == index_.end()) return nullptr;
    order_.splice(order_.begin(), order_, found->second);
    return &found->second->second;
  }

 private:
  using Order = std::list<std::pair<Key, Value>>;
  std::size_t capacity_;
  Order order_;
  std::unordered_map<Key, typename Order::iterator> index_;
  LINE(FEARLESS_MEMBERS(capacity_, order_, index_))
};
PROMISE(template <class Key, class Value>
        inline constexpr auto fearless::unsafe_impl_static<LruCache<Key, Value>> = fearless::if_static<Key, Value>;)
PROMISE(template <class Key, class Value>
        inline constexpr auto fearless::unsafe_impl_send<LruCache<Key, Value>> = fearless::if_send<Key, Value>;)
using ThumbnailCache = LruCache<std::string, std::vector<std::uint8_t>>;
CLASS(ThumbnailCache, "Send, Static", a_promise, a_promise, a_promise);

// A cache whose entries have a time to live, in the shape that needs no iterators.
template <class Key, class Value>
class TtlCache {
 public:
  explicit TtlCache(std::chrono::seconds ttl) : ttl_(ttl) {}
  std::optional<Value> get(const Key& key) const;
  void put(Key key, Value value);

 private:
  struct Entry {
    Value value;
    std::chrono::steady_clock::time_point expires;
  };
  std::chrono::seconds ttl_;
  std::unordered_map<Key, Entry> entries_;
  std::size_t hits_ = 0;
  GCC_LINE(FEARLESS_MEMBERS(ttl_, entries_, hits_))
};
using TokenCache = TtlCache<std::string, std::uint64_t>;
CLASS(TokenCache, "Send, Sync, Static", nothing, nothing, a_line);

// A ring of a fixed size.
template <class T, std::size_t Size>
class RingBuffer {
 public:
  RingBuffer() {}
  bool push(T value) {
    if (used_ == Size) return false;
    items_[(first_ + used_++) % Size] = std::move(value);
    return true;
  }

 private:
  T items_[Size];
  std::size_t first_ = 0;
  std::size_t used_ = 0;
  GCC_LINE(FEARLESS_MEMBERS(items_, first_, used_))
};
using Backlog = RingBuffer<std::string, 128>;
CLASS(Backlog, "Send, Sync, Static", nothing, nothing, a_line);

// Memory for many small objects, and a pointer into it.
class Arena {
 public:
  explicit Arena(std::size_t block) : block_(block) {}
  Arena(const Arena&) = delete;
  void* allocate(std::size_t bytes);

 private:
  std::size_t block_;
  std::vector<std::unique_ptr<std::byte[]>> blocks_;
  std::byte* next_ = nullptr;
  std::byte* end_ = nullptr;
};
PROMISE(FEARLESS_UNSAFE_IMPL((Send, Static), Arena);)
CLASS(Arena, "Send, Static", a_promise, a_promise, a_promise);

// Texts, each stored once. The index views the texts.
class Interner {
 public:
  Interner() {}
  Interner(const Interner&) = delete;
  std::uint32_t intern(std::string_view text);

 private:
  std::deque<std::string> texts_;
  std::unordered_map<std::string_view, std::uint32_t> numbers_;
  GCC_LINE(FEARLESS_MEMBERS(texts_, numbers_))
};
PROMISE(FEARLESS_UNSAFE_STATIC(Interner);)
CLASS(Interner, "Send, Sync, Static", a_promise, a_promise, a_promise);

// Numbers in rows and columns.
class Matrix {
 public:
  Matrix(std::size_t rows, std::size_t columns) : rows_(rows), columns_(columns), values_(rows * columns) {}
  double& operator()(std::size_t row, std::size_t column) { return values_[row * columns_ + column]; }

 private:
  std::size_t rows_;
  std::size_t columns_;
  std::vector<double> values_;
  GCC_LINE(FEARLESS_MEMBERS(rows_, columns_, values_))
};
CLASS(Matrix, "Send, Sync, Static", nothing, nothing, a_line);

// Objects that are used again. Who returns one may be on any thread.
template <class T>
class ObjectPool {
 public:
  explicit ObjectPool(std::size_t most) : most_(most) {}
  ObjectPool(const ObjectPool&) = delete;
  std::unique_ptr<T> take() const;
  void give_back(std::unique_ptr<T> object) const {
    free_.with([&](auto& free) {
      if (free.size() < most_) free.push_back(std::move(object));
    });
  }

 private:
  Mutex<std::vector<std::unique_ptr<T>>> free_;
  std::size_t most_;
  mutable std::atomic<std::size_t> made_{0};
  GCC_LINE(FEARLESS_MEMBERS(free_, most_, made_))
};
CLASS(ObjectPool<Matrix>, "Send, Sync, Static", nothing, nothing, a_line);

// A page of a file, byte for byte: an aggregate of bytes is what it says, where bytes alone are raw storage.
class Page {
 public:
  Page() {}
  std::uint32_t read_u32(std::size_t at) const;

 private:
  struct Bytes {
    std::array<std::byte, 4096> all;
  };
  std::uint64_t number_ = 0;
  bool dirty_ = false;
  Bytes bytes_{};
  LINE(FEARLESS_MEMBERS(number_, dirty_, bytes_))
};
CLASS(Page, "Send, Sync, Static", a_line, a_line, a_line);

// The pages of a file in memory.
class PageCache {
 public:
  explicit PageCache(std::string file) : file_(std::move(file)) {}
  std::vector<std::uint8_t>& page(std::uint64_t number);

 private:
  std::string file_;
  std::map<std::uint64_t, std::vector<std::uint8_t>> pages_;
  std::set<std::uint64_t> dirty_;
  GCC_LINE(FEARLESS_MEMBERS(file_, pages_, dirty_))
};
CLASS(PageCache, "Send, Sync, Static", nothing, nothing, a_line);

// A log on disk, which one thread writes. (A stream may share its buffer and its locale.)
class WriteAheadLog {
 public:
  explicit WriteAheadLog(const std::filesystem::path& path) : file_(path, std::ios::app) {}
  std::uint64_t append(const std::string& record);

 private:
  std::ofstream file_;
  std::uint64_t next_ = 1;
  std::string scratch_;
};
PROMISE(FEARLESS_UNSAFE_IMPL((Send, Static), WriteAheadLog);)
CLASS(WriteAheadLog, "Send, Static", a_promise, a_promise, a_promise);

// A view of all values at one moment, which its readers share.
class Snapshot {
 public:
  Snapshot(std::uint64_t version, Arc<std::map<std::string, std::string>> values)
      : version_(version), values_(std::move(values)) {}
  const std::string* find(const std::string& key) const;

 private:
  std::uint64_t version_;
  Arc<std::map<std::string, std::string>> values_;
  GCC_LINE(FEARLESS_MEMBERS(version_, values_))
};
CLASS(Snapshot, "Send, Sync, Static", nothing, nothing, a_line);

// Whether an element was probably seen.
class BloomFilter {
 public:
  explicit BloomFilter(std::size_t bits) : bits_(bits) {}
  void add(std::string_view key);

 private:
  std::vector<bool> bits_;
  std::array<std::uint32_t, 4> seeds_{1, 2, 3, 4};
  std::size_t count_ = 0;
  GCC_LINE(FEARLESS_MEMBERS(bits_, seeds_, count_))
};
CLASS(BloomFilter, "Send, Sync, Static", nothing, nothing, a_line);

// A tree of letters. A node owns its children.
class Trie {
 public:
  Trie() : root_(std::make_unique<Node>()) {}
  void insert(std::string_view word);
  bool contains(std::string_view word) const;

 private:
  struct Node {
    std::map<char, std::unique_ptr<Node>> next;
    bool ends = false;
  };
  std::unique_ptr<Node> root_;
  std::size_t size_ = 0;
  GCC_LINE(FEARLESS_MEMBERS(root_, size_))
};
CLASS(Trie, "Send, Static", nothing, nothing, a_line);

// A tree whose nodes are a class of their own, and know their parent: a raw pointer upwards.
class Document {
 public:
  Document() {}
  Document(const Document&) = delete;

 private:
  struct Node {
    std::string name;
    Node* parent = nullptr;
    std::vector<std::unique_ptr<Node>> children;
  };
  Node root_;
  std::size_t nodes_ = 1;
};
PROMISE(FEARLESS_UNSAFE_IMPL((Send, Static), Document);)
CLASS(Document, "Send, Static", a_promise, a_promise, a_promise);

// How often values of each size were seen.
class Histogram {
 public:
  constexpr Histogram() = default;
  constexpr void add(double value) {
    if (value > largest_) largest_ = value;
    ++counts_[static_cast<std::size_t>(value) % counts_.size()];
  }

 private:
  std::array<std::uint64_t, 32> counts_{};
  double largest_ = 0;
  GCC_LINE(FEARLESS_MEMBERS(counts_, largest_))
};
CLASS(Histogram, "Send, Sync, Static", nothing, nothing, a_line);

// Who wants to buy and to sell.
class OrderBook {
 public:
  explicit OrderBook(std::string symbol) : symbol_(std::move(symbol)) {}
  void cancel(std::uint64_t id);

 private:
  struct Order {
    std::uint64_t id;
    std::int64_t quantity;
    std::string owner;
  };
  using Price = std::int64_t;
  std::string symbol_;
  std::map<Price, std::deque<Order>, std::greater<>> bids_;
  std::map<Price, std::deque<Order>> asks_;
  GCC_LINE(FEARLESS_MEMBERS(symbol_, bids_, asks_))
};
CLASS(OrderBook, "Send, Sync, Static", nothing, nothing, a_line);

// Elements in the object itself as long as they are few: raw storage.
template <class T, std::size_t Few>
class SmallVector {
 public:
  SmallVector() {}
  SmallVector(const SmallVector&) = delete;
  void push_back(T value);

 private:
  alignas(T) unsigned char few_[Few * sizeof(T)];
  T* begin_ = reinterpret_cast<T*>(few_);
  std::size_t size_ = 0;
};
PROMISE(template <class T, std::size_t Few>
        inline constexpr auto fearless::unsafe_impl_send<SmallVector<T, Few>> = fearless::if_send<T>;)
PROMISE(template <class T, std::size_t Few>
        inline constexpr auto fearless::unsafe_impl_static<SmallVector<T, Few>> = fearless::if_static<T>;)
using Tags = SmallVector<std::string, 4>;
CLASS(Tags, "Send, Static", a_promise, a_promise, a_promise);

// A value as a file of settings has it: it contains more of its kind.
class Json {
 public:
  explicit Json(std::string text) : value_(std::move(text)) {}

 private:
  using Array = std::vector<Json>;
  using Object = std::map<std::string, Json>;
  std::variant<std::monostate, bool, double, std::string, Array, Object> value_;
  GCC_LINE(FEARLESS_MEMBERS(value_))
};
CLASS(Json, "Send, Sync, Static", nothing, nothing, a_line);

// An index over rows, as aggregates.
struct Row {
  std::uint64_t key;
  std::vector<std::string> columns;
  std::optional<std::string> comment;
};
CLASS(Row, "Send, Sync, Static", nothing, nothing, nothing);

struct Table {
  std::string name;
  std::vector<Row> rows;
  std::map<std::string, std::size_t> columns;
  std::unique_ptr<Table> parent;
};
CLASS(Table, "Send, Static", nothing, nothing, nothing);
