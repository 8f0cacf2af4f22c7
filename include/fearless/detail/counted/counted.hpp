// SPDX-License-Identifier: MIT
// The common part of Rc and Arc: the block that contains a counted value, and the pointers that own or observe it.
#pragma once

#include <fearless/detail/config.hpp>
#include <fearless/detail/language.hpp>
#include <fearless/detail/wait/pause_point.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

namespace fearless::detail {

// Whether a pointer to T may lead to an object of a class derived from T. Only then does a block store the type of its
// value.
template <class T>
inline constexpr bool may_be_derived = std::is_polymorphic_v<T> && !std::is_final_v<T>;

// Whether the value behind a handle of T is exactly a T, so that moving or copying it out does not slice a derived
// object.
template <class T>
concept ExactType = !may_be_derived<T>;

// Whether a handle of a D may be converted to a handle of its base class B. This does not require complete classes.
template <class D, class B>
concept Upcast = !std::is_same_v<std::remove_cv_t<D>, std::remove_cv_t<B>> && std::is_convertible_v<D*, B*>;

// What a block stores about its value so that a handle of a base class can destroy it.
struct ValueType {
  void (*destroy)(void* value) noexcept;
  std::size_t block_align;
};

// The result of dropping a strong count: other strong handles exist; or this was the last one, so the value must be
// destroyed, and weak handles may exist; or this was the last handle of any kind, so no thread can access the block any
// more.
enum class Dropped : unsigned char { one_of_several, last_owner, last_handle };

// The layout of a block is [padding] [Prefix] [value]. The prefix ends with the counts, directly before the value. So a
// handle is one pointer to the value, whatever the alignment of the value is. `Counts` is LocalCounts or AtomicCounts.
template <class Counts, bool described>
struct Prefix {
  Counts counts;
};
template <class Counts>
struct Prefix<Counts, true> {
  const ValueType* type;
  Counts counts;
};

template <class Counts, class T>
struct Block {
  using Prefix = detail::Prefix<Counts, std::is_polymorphic_v<T>>;
  static constexpr std::size_t align = alignof(T) > alignof(Prefix) ? alignof(T) : alignof(Prefix);
  static constexpr std::size_t offset = (sizeof(Prefix) + align - 1) / align * align;
  static constexpr std::size_t size = offset + sizeof(T);
  static constexpr ValueType type{[](void* value) noexcept { std::destroy_at(static_cast<T*>(value)); }, align};

  static_assert(sizeof(Prefix) == sizeof(Counts) + (std::is_polymorphic_v<T> ? sizeof(const ValueType*) : 0),
                "the counts must lie directly before the value");
};

inline void* allocate_block(std::size_t size, std::size_t align) {
  if (align > __STDCPP_DEFAULT_NEW_ALIGNMENT__) return ::operator new(size, std::align_val_t{align});
  return ::operator new(size);
}

// (Unsized deallocation, because Clang does not enable sized deallocation by default.)
inline void free_block(void* start, std::size_t align) noexcept {
  if (align > __STDCPP_DEFAULT_NEW_ALIGNMENT__) {
    ::operator delete(start, std::align_val_t{align});
  } else {
    ::operator delete(start);
  }
}

// A new block, with both counts at one and without a value. The destructor frees it unless it was released.
template <class Counts, class T>
class NewBlock {
  using B = Block<Counts, T>;

 public:
  NewBlock() : start_(allocate_block(B::size, B::align)) {
    const auto prefix = ::new (static_cast<void*>(place() - sizeof(typename B::Prefix))) typename B::Prefix{};
    if constexpr (std::is_polymorphic_v<T>) prefix->type = &B::type;
    counts_ = &prefix->counts;
  }
  NewBlock(const NewBlock&) = delete;
  NewBlock& operator=(const NewBlock&) = delete;
  ~NewBlock() {
    if (start_ != nullptr) free_block(start_, B::align);
  }

  [[nodiscard]] std::byte* place() const noexcept { return static_cast<std::byte*>(start_) + B::offset; }
  [[nodiscard]] Counts* counts() const noexcept { return counts_; }
  void release() noexcept { start_ = nullptr; }

 private:
  void* start_;
  Counts* counts_;
};

// Tells the value that is being constructed that it is in such a block, for classes that need to know.
template <class Counts, class T>
struct Birth {
  explicit Birth(const NewBlock<Counts, T>&) noexcept {}
  void over() noexcept {}
};

// An aggregate may be initialised with fewer values than it has members. GCC warns about that at the place of the
// initialisation, which is here and not in the user's code.
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#endif
// Creates a block with both counts at one, and a T constructed from `args` in it. If that throws, nothing is left
// behind.
template <class Counts, class T, class... Args>
T* make_counted(Args&&... args) {
  NewBlock<Counts, T> block;
  Birth<Counts, T> birth(block);
#if FEARLESS_DETAIL_ONLY_READS  // by a tool that makes no aggregates of values between parentheses, and no program
  T* const value = static_cast<T*>(static_cast<void*>(block.place()));
#else
  T* const value = ::new (static_cast<void*>(block.place())) T(std::forward<Args>(args)...);
#endif
  birth.over();
  block.release();
  return value;
}
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

// The address of the complete object that `value` is, or is a base class of. The object must be alive.
template <class T>
void* object_start(T* value) noexcept {
  if constexpr (may_be_derived<T>) {
    return const_cast<void*>(dynamic_cast<const volatile void*>(value));
  } else {
    return const_cast<std::remove_cv_t<T>*>(value);
  }
}

// The counts of the block that contains `value`, which must be alive.
template <class Counts, class T>
Counts* counts_of(T* value) noexcept {
  void* const before = static_cast<std::byte*>(object_start(value)) - sizeof(Counts);
  return std::launder(static_cast<Counts*>(before));
}

// The type of the value in the block of `counts`. It is known statically, unless it may be a class derived from T.
template <class Counts, class T>
const ValueType& value_type(Counts* counts) noexcept {
  if constexpr (may_be_derived<T>) {
    void* const before = reinterpret_cast<std::byte*>(counts) - sizeof(const ValueType*);
    return **std::launder(static_cast<const ValueType**>(before));
  } else {
    return Block<Counts, T>::type;
  }
}

// Frees the block of `counts`, whose value has been destroyed.
template <class Counts, class T>
void free_block_of(Counts* counts) noexcept {
  const ValueType& type = value_type<Counts, T>(counts);
  const std::size_t prefix = sizeof(typename Block<Counts, T>::Prefix);
  const std::size_t offset = (prefix + type.block_align - 1) / type.block_align * type.block_align;
  free_block(reinterpret_cast<std::byte*>(counts + 1) - offset, type.block_align);
}

// Drops one weak count, and frees the block if it was the last. The strong handles together own one weak count.
template <class Counts, class T>
void drop_weak(Counts* counts) noexcept {
  if (counts->drop_weak()) free_block_of<Counts, T>(counts);
}

// The strong count has been set to zero while the value is moved out. If moving throws, this restores the count.
template <class Counts>
class Claim {
 public:
  explicit Claim(Counts* counts) noexcept : counts_(counts) {}
  Claim(const Claim&) = delete;
  Claim& operator=(const Claim&) = delete;
  ~Claim() {
    if (counts_ != nullptr) counts_->unclaim();
  }
  void keep() noexcept { counts_ = nullptr; }

 private:
  Counts* counts_;
};

// Owns one strong count of a block; a moved-from object owns nothing.
template <class T, class Counts>
class StrongPtr {
 public:
  explicit StrongPtr(T* adopted) noexcept : value_(adopted) {}
  StrongPtr(const StrongPtr& other) noexcept : value_(counted(other.get())) {}
  StrongPtr(StrongPtr&& other) noexcept : value_(std::exchange(other.value_, nullptr)) {}
  template <class D>
  explicit StrongPtr(StrongPtr<D, Counts>&& other) noexcept : value_(other.release()) {
    static_assert(
        std::is_polymorphic_v<T>,
        "fearless: an upcast needs a polymorphic base class: a pointer to any other is taken for exactly that");
  }
  // The old value is destroyed last, when the handle already holds the new one, because its destructor may access the
  // handle.
  StrongPtr& operator=(const StrongPtr& other) noexcept {
    StrongPtr(other).swap(*this);
    return *this;
  }
  StrongPtr& operator=(StrongPtr&& other) noexcept {
    StrongPtr(std::move(other)).swap(*this);
    return *this;
  }
  ~StrongPtr() {
    if (value_ == nullptr) return;
    pause_point();
    if (const Dropped dropped = counts()->drop_strong(); dropped != Dropped::one_of_several) destroy(dropped);
  }

  void swap(StrongPtr& other) noexcept { std::swap(value_, other.value_); }
  T* release() noexcept { return std::exchange(value_, nullptr); }
  [[nodiscard]] bool is_moved_from() const noexcept { return value_ == nullptr; }

  T* get() const noexcept {
    FEARLESS_ASSERT(value_ != nullptr, Counts::moved_from);
    return value_;
  }
  Counts* counts() const noexcept { return counts_of<Counts>(get()); }
  // Adds a strong count and returns the value.
  static T* counted(T* value) noexcept {
    counts_of<Counts>(value)->add_strong();
    return value;
  }

  // Moves the value out into an `Out(in_place, value)` and releases the block. The strong count must be zero already.
  // If that throws, this object still owns the value.
  template <class Out>
  Out take() {
    Claim claim(counts());
    pause_point();
    Out out(std::in_place, std::move(*value_));
    claim.keep();
    destroy();
    value_ = nullptr;
    return out;
  }

  // The value for writing. It is copied first if there are other strong handles, or moved to a new block if there are
  // only weak ones.
  T& make_mut() {
    Counts* const mine = counts();
    if (mine->is_unique()) return *value_;
    if (!mine->claim()) {
      *this = StrongPtr(make_counted<Counts, T>(std::as_const(*value_)));
      return *value_;
    }
    Claim claim(mine);
    pause_point();
    if (!mine->has_weak()) return *value_;
    StrongPtr old(make_counted<Counts, T>(std::move(*value_)));
    claim.keep();
    old.swap(*this);
    old.destroy();
    old.value_ = nullptr;
    return *value_;
  }

 private:
  // Destroys the value, whose strong count is zero, and drops the weak count of the strong handles.
  void destroy(Dropped dropped = Dropped::last_owner) noexcept {
    Counts* const mine = counts();
    if constexpr (may_be_derived<T>) {
      value_type<Counts, T>(mine).destroy(object_start(value_));
    } else {
      std::destroy_at(value_);
    }
    pause_point();
    // If the last handle is gone, no other thread can access the weak count any more.
    if (dropped == Dropped::last_handle) {
      free_block_of<Counts, T>(mine);
    } else {
      drop_weak<Counts, T>(mine);
    }
  }

  T* value_;
};

// Owns one weak count of a block, or observes nothing.
template <class T, class Counts>
class WeakPtr {
 public:
  constexpr WeakPtr() noexcept = default;
  // Takes over the weak count of a block in which the value will be constructed later.
  WeakPtr(T* value, Counts* counts) noexcept : value_(value), counts_(counts) {}
  explicit WeakPtr(const StrongPtr<T, Counts>& strong) noexcept : value_(strong.get()), counts_(strong.counts()) {
    counts_->downgrade();
  }
  WeakPtr(const WeakPtr& other) noexcept : value_(other.value_), counts_(other.counts_) {
    if (counts_ != nullptr) counts_->add_weak();
  }
  WeakPtr(WeakPtr&& other) noexcept
      : value_(std::exchange(other.value_, nullptr)), counts_(std::exchange(other.counts_, nullptr)) {}
  // A pointer can be converted to a base class only while the object is alive. If it is not, this object observes
  // nothing from then on.
  template <class D>
  explicit WeakPtr(WeakPtr<D, Counts>&& other) noexcept {
    static_assert(
        std::is_polymorphic_v<T>,
        "fearless: an upcast needs a polymorphic base class: a pointer to any other is taken for exactly that");
    if (D* const alive = other.lock()) value_ = StrongPtr<D, Counts>(alive).get();
    counts_ = other.release();
  }
  WeakPtr& operator=(const WeakPtr& other) noexcept {
    WeakPtr(other).swap(*this);
    return *this;
  }
  WeakPtr& operator=(WeakPtr&& other) noexcept {
    WeakPtr(std::move(other)).swap(*this);
    return *this;
  }
  ~WeakPtr() {
    if (counts_ != nullptr) drop_weak<Counts, T>(counts_);
  }

  void swap(WeakPtr& other) noexcept {
    std::swap(value_, other.value_);
    std::swap(counts_, other.counts_);
  }
  Counts* release() noexcept { return std::exchange(counts_, nullptr); }
  Counts* counts() const noexcept { return counts_; }

  // Adds a strong count and returns the value. Returns null if the value has been destroyed or is not constructed yet.
  [[nodiscard]] T* lock() const noexcept {
    pause_point();
    return value_ != nullptr && counts_->try_add_strong() ? value_ : nullptr;
  }

 private:
  T* value_ = nullptr;
  Counts* counts_ = nullptr;
};

}  // namespace fearless::detail
