// SPDX-License-Identifier: MIT
// The corpus, 5: what owns something of the system or of a C library, pimpl, singletons, settings, errors, callbacks.
#include "support.hpp"

#include <fearless/std/filesystem.hpp>
#include <fearless/std/random.hpp>
#include <fearless/std/semaphore.hpp>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <semaphore>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

using namespace fearless;

// A descriptor that is closed in the end: a number.
class FileDescriptor {
 public:
  explicit FileDescriptor(int number) : number_(number) {}
  FileDescriptor(FileDescriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  ~FileDescriptor();

 private:
  int number_ = -1;
  GCC_LINE(FEARLESS_MEMBERS(number_))
};
CLASS(FileDescriptor, "Send, Sync, Static", nothing, nothing, a_line);

// A FILE of C, which any thread may write and close.
class OutputFile {
 public:
  explicit OutputFile(const char* path) : file_(std::fopen(path, "w")) {}
  OutputFile(OutputFile&& other) noexcept : file_(std::exchange(other.file_, nullptr)) {}
  ~OutputFile() {
    if (file_ != nullptr) std::fclose(file_);
  }

 private:
  std::FILE* file_;
};
PROMISE(FEARLESS_UNSAFE_IMPL((Send, Static), OutputFile);)
CLASS(OutputFile, "Send, Static", a_promise, a_promise, a_promise);

// A library of C with a type that it does not show, and a deleter.
extern "C" {
struct db_connection;
void db_close(db_connection*);
}
class Database {
 public:
  explicit Database(const std::string& path);

 private:
  struct Close {
    void operator()(db_connection* connection) const { db_close(connection); }
  };
  std::unique_ptr<db_connection, Close> connection_;
  std::map<std::string, int> statements_;
};
PROMISE(FEARLESS_UNSAFE_IMPL((Send, Static), Database);)
CLASS(Database, "Send, Static", a_promise, a_promise, a_promise);

// Pimpl, in the file where the implementation is complete.
class Renderer {
 public:
  Renderer();
  ~Renderer();
  void draw();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
  GCC_LINE(FEARLESS_MEMBERS(impl_))
};
class Renderer::Impl {
 public:
  explicit Impl(std::string title) : title_(std::move(title)) {}

 private:
  std::string title_;
  std::vector<float> vertices_;
  std::uint64_t frame_ = 0;
  GCC_LINE(FEARLESS_MEMBERS(title_, vertices_, frame_))
};
CLASS(Renderer, "Send, Static", nothing, nothing, a_line);

// Pimpl, in a file that sees only the header.
class Decoder {
 public:
  Decoder();
  ~Decoder();
  Decoder(Decoder&&) noexcept;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};
PROMISE(FEARLESS_UNSAFE_IMPL((Send, Static), Decoder);)
CLASS(Decoder, "Send, Static", a_promise, a_promise, a_promise);

// A library that was loaded: an address.
class Plugin {
 public:
  explicit Plugin(const std::string& path);
  Plugin(const Plugin&) = delete;
  ~Plugin();

 private:
  void* handle_;
  std::string path_;
};
PROMISE(FEARLESS_UNSAFE_IMPL((Send, Sync, Static), Plugin);)
CLASS(Plugin, "Send, Sync, Static", a_promise, a_promise, a_promise);

// The logger of a program.
class Logger {
 public:
  enum class Level : std::uint8_t { debug, info, error };
  static Logger& instance() {
    static Logger the_one;
    return the_one;
  }
  void set_level(Level level) { level_ = level; }
  void write(Level level, std::string text);

 private:
  Logger() {}
  std::atomic<Level> level_{Level::info};
  Mutex<std::vector<std::string>> lines_;
  GCC_LINE(FEARLESS_MEMBERS(level_, lines_))
};
CLASS(Logger, "Send, Sync, Static, ThreadSafe", nothing, nothing, a_line);

// Adds to a counter that others add to, when its scope ends.
class ScopedTimer {
 public:
  explicit ScopedTimer(std::atomic<std::int64_t>& total) : total_(total), begin_(std::chrono::steady_clock::now()) {}
  ~ScopedTimer() { total_ += (std::chrono::steady_clock::now() - begin_).count(); }

 private:
  std::atomic<std::int64_t>& total_;
  std::chrono::steady_clock::time_point begin_;
  GCC_LINE(FEARLESS_MEMBERS(total_, begin_))
};
CLASS(ScopedTimer, "Send, Sync", nothing, nothing, a_line);

// What the command line said.
class Options {
 public:
  Options(int count, char** words);

 private:
  std::filesystem::path root_;
  std::vector<std::string> files_;
  std::optional<std::uint16_t> port_;
  std::map<std::string, std::string, std::less<>> defines_;
  bool verbose_ = false;
  GCC_LINE(FEARLESS_MEMBERS(root_, files_, port_, defines_, verbose_))
};
CLASS(Options, "Send, Sync, Static", nothing, nothing, a_line);

// Sixteen bytes: what they stand for does not show.
class Uuid {
 public:
  Uuid() {}
  std::string to_string() const;

 private:
  std::array<std::uint8_t, 16> bytes_{};
};
PROMISE(FEARLESS_UNSAFE_IMPL((Send, Sync, Static), Uuid);)
CLASS(Uuid, "Send, Sync, Static", a_promise, a_promise, a_promise);

// The same, as an aggregate inside.
class Digest {
 public:
  Digest() {}
  friend bool operator==(const Digest&, const Digest&) = default;

 private:
  struct Bytes {
    std::uint8_t all[32];
    friend bool operator==(const Bytes&, const Bytes&) = default;
  };
  Bytes bytes_{};
  bool final_ = false;
  LINE(FEARLESS_MEMBERS(bytes_, final_))
};
CLASS(Digest, "Send, Sync, Static", a_line, a_line, a_line);

// Random numbers of one thread.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  int roll() { return sides_(engine_); }

 private:
  std::mt19937_64 engine_;
  std::uniform_int_distribution<int> sides_{1, 6};
  GCC_LINE(FEARLESS_MEMBERS(engine_, sides_))
};
CLASS(Dice, "Send, Sync, Static", nothing, nothing, a_line);

// What went wrong, and where.
class Failure {
 public:
  Failure(std::error_code code, std::string what) : code_(code), what_(std::move(what)) {}

 private:
  std::error_code code_;
  std::string what_;
  std::vector<std::string> context_;
  GCC_LINE(FEARLESS_MEMBERS(code_, what_, context_))
};
CLASS(Failure, "Send, Sync, Static", nothing, nothing, a_line);

// An exception of one's own: the base is a class of std.
class ParseError : public std::runtime_error {
 public:
  ParseError(const std::string& what, int line) : std::runtime_error(what), line_(line) {}

 private:
  int line_;
  std::string file_;
  LINE(FEARLESS_BASES_AND_MEMBERS((std::runtime_error), line_, file_))
};
GCC_PROMISE(FEARLESS_UNSAFE_IMPL((Send, Sync, Static), ParseError);)
CLASS(ParseError, "Send, Sync, Static", a_line, a_line, a_promise);

// What is called when a job has ended.
class Job {
 public:
  Job(std::string name, SendFn<void(int)> done) : name_(std::move(name)), done_(std::move(done)) {}

 private:
  std::string name_;
  SendFn<void(int)> done_;
  std::vector<SyncFn<void()>> observers_;
  GCC_LINE(FEARLESS_MEMBERS(name_, done_, observers_))
};
CLASS(Job, "Send, Static", nothing, nothing, a_line);

// A lock around any value, of one's own making. Its author knows what the mutex is for.
template <class T>
class Synchronized {
 public:
  explicit Synchronized(T value) : value_(std::move(value)) {}
  template <class F>
  decltype(auto) with(F f) const {
    const std::lock_guard lock(mutex_);
    return f(value_);
  }

 private:
  mutable std::mutex mutex_;
  mutable T value_;
};
PROMISE(template <class T> inline constexpr auto fearless::unsafe_impl_send<Synchronized<T>> = fearless::if_send<T>;)
PROMISE(template <class T> inline constexpr auto fearless::unsafe_impl_sync<Synchronized<T>> = fearless::if_send<T>;)
PROMISE(template <class T>
        inline constexpr auto fearless::unsafe_impl_static<Synchronized<T>> = fearless::if_static<T>;)
CLASS(Synchronized<std::string>, "Send, Sync, Static", a_promise, a_promise, a_promise);

// At most so many at once.
class Throttle {
 public:
  explicit Throttle(std::ptrdiff_t most) : free_(most) {}

 private:
  std::counting_semaphore<64> free_;
  std::atomic<int> waiting_{0};
  GCC_LINE(FEARLESS_MEMBERS(free_, waiting_))
};
CLASS(Throttle, "Send, Sync, Static, ThreadSafe", nothing, nothing, a_line);

// A directory that is removed in the end.
class TempDirectory {
 public:
  TempDirectory();
  TempDirectory(const TempDirectory&) = delete;
  TempDirectory& operator=(const TempDirectory&) = delete;
  ~TempDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

 private:
  std::filesystem::path path_;
  bool keep_ = false;
  GCC_LINE(FEARLESS_MEMBERS(path_, keep_))
};
CLASS(TempDirectory, "Send, Sync, Static", nothing, nothing, a_line);

// A process that was started.
class Child {
 public:
  explicit Child(std::vector<std::string> words) : words_(std::move(words)) {}

 private:
  std::vector<std::string> words_;
  std::optional<int> status_;
  int id_ = -1;
  std::array<FileDescriptor, 3> pipes_{FileDescriptor(-1), FileDescriptor(-1), FileDescriptor(-1)};
  GCC_LINE(FEARLESS_MEMBERS(words_, status_, id_, pipes_))
};
CLASS(Child, "Send, Sync, Static", nothing, nothing, a_line);
