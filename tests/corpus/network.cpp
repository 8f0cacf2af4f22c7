// SPDX-License-Identifier: MIT
// The corpus, 3: what talks to others: sessions, connections, parsers, with interfaces and chains of bases.
#include "support.hpp"

#include <fearless/std/sstream.hpp>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

using namespace fearless;

// What reacts to a connection.
class Listener {
 public:
  virtual ~Listener() = default;
  virtual void on_data(std::string_view data) = 0;
  virtual void on_close() = 0;
  GCC_LINE(FEARLESS_MEMBERS())
};
CLASS(Listener, "Send, Sync, Static, ThreadSafe", nothing, nothing, a_line);

// What implements such an interface and has members of its own.
class EchoSession : public Listener {
 public:
  explicit EchoSession(std::string name) : name_(std::move(name)) {}
  void on_data(std::string_view data) override { pending_.emplace_back(data); }
  void on_close() override { pending_.clear(); }

 private:
  std::string name_;
  std::deque<std::string> pending_;
  LINE(FEARLESS_BASES_AND_MEMBERS((Listener), name_, pending_))
};
CLASS(EchoSession, "Send, Sync, Static", a_line, a_line, a_line);

// A base with state.
class Session : public Listener {
 public:
  explicit Session(std::uint64_t id) : id_(id) {}
  void on_close() override { open_ = false; }

 protected:
  std::uint64_t id_;
  bool open_ = true;
  std::string buffer_;
  LINE(FEARLESS_BASES_AND_MEMBERS((Listener), id_, open_, buffer_))
};
CLASS(Session, "Send, Sync, Static", a_line, a_line, a_line);

// And what is derived from it: a chain of three.
class UserSession final : public Session {
 public:
  UserSession(std::uint64_t id, std::string user) : Session(id), user_(std::move(user)) {}
  void on_data(std::string_view data) override { buffer_ += data; }

 private:
  std::string user_;
  std::vector<std::string> rights_;
  LINE(FEARLESS_BASES_AND_MEMBERS((Session), user_, rights_))
};
CLASS(UserSession, "Send, Sync, Static", a_line, a_line, a_line);

// The same with members that leave gaps in the layout, beside a base that has members.
class AdminSession : public Session {
 public:
  AdminSession(std::uint64_t id, bool root) : Session(id), root_(root) {}
  void on_data(std::string_view data) override { buffer_ += data; }

 private:
  bool root_;
  int level_ = 0;
  std::string reason_;
  LINE(FEARLESS_BASES_AND_MEMBERS((Session), root_, level_, reason_))
};
GCC_PROMISE(FEARLESS_UNSAFE_IMPL((Send, Sync, Static), AdminSession);)
CLASS(AdminSession, "Send, Sync, Static", a_line, a_line, a_promise);

// A topic that keeps itself alive while somebody listens.
class Channel : public EnableArcFromThis<Channel> {
 public:
  explicit Channel(std::string topic) : topic_(std::move(topic)) {}

 private:
  std::string topic_;
  Mutex<std::vector<std::string>> backlog_;
  LINE(FEARLESS_MEMBERS(topic_, backlog_))
};
CLASS(Channel, "Send, Sync, Static", a_line, a_line, a_line);

// Observers, which may have died, and which any class may implement: each Arc was checked when it was made.
class Subject {
 public:
  Subject() {}
  void attach(const Arc<Listener>& observer) const {
    observers_.with([&](auto& all) { all.push_back(observer.downgrade()); });
  }

 private:
  Mutex<std::vector<ArcWeak<Listener>>> observers_;
  std::atomic<std::uint64_t> told_{0};
  GCC_LINE(FEARLESS_MEMBERS(observers_, told_))
};
CLASS(Subject, "Send, Sync, Static, ThreadSafe", nothing, nothing, a_line);

// A request is an aggregate.
struct HttpRequest {
  std::string method;
  std::string path;
  std::vector<std::pair<std::string, std::string>> headers;
  std::vector<std::uint8_t> body;
};
CLASS(HttpRequest, "Send, Sync, Static", nothing, nothing, nothing);

// Puts requests together from what arrives.
class HttpParser {
 public:
  HttpParser() {}
  std::optional<HttpRequest> feed(std::string_view data);

 private:
  enum class State : std::uint8_t { line, headers, body };
  State state_ = State::line;
  std::string buffer_;
  HttpRequest request_;
  std::size_t missing_ = 0;
  GCC_LINE(FEARLESS_MEMBERS(state_, buffer_, request_, missing_))
};
CLASS(HttpParser, "Send, Sync, Static", nothing, nothing, a_line);

// Who answers which path, for any number of threads.
class Router {
 public:
  using Handler = SyncFn<std::string(const HttpRequest&)>;
  Router() {}
  void add(std::string path, Handler handler) { routes_.emplace_back(std::move(path), std::move(handler)); }

 private:
  std::vector<std::pair<std::string, Handler>> routes_;
  std::optional<Handler> otherwise_;
  GCC_LINE(FEARLESS_MEMBERS(routes_, otherwise_))
};
CLASS(Router, "Send, Sync, Static", nothing, nothing, a_line);

// The head of a frame: bit-fields, of which Clang does not say whether they are mutable.
class FrameHeader {
 public:
  FrameHeader(std::uint8_t kind, std::uint32_t length) : kind_(kind & 15), final_(false), length_(length) {}

 private:
  std::uint8_t kind_ : 4;
  bool final_ : 1;
  std::uint32_t length_;
  LINE(FEARLESS_MEMBERS(kind_, final_, length_))
};
CLASS(FrameHeader, "Send, Sync, Static", a_line, a_line, a_line);

// An address of one of two kinds.
class Endpoint {
 public:
  Endpoint(std::string host, std::uint16_t port) : address_(std::move(host)), port_(port) {}

 private:
  struct V4 {
    std::uint32_t number;
  };
  struct V6 {
    std::array<std::uint16_t, 8> groups;
    std::uint32_t scope;
  };
  std::variant<V4, V6, std::string> address_;
  std::uint16_t port_;
  GCC_LINE(FEARLESS_MEMBERS(address_, port_))
};
CLASS(Endpoint, "Send, Sync, Static", nothing, nothing, a_line);

// Connections that are lent. The slot is a private class with a base.
class ConnectionPool {
 public:
  explicit ConnectionPool(Endpoint to) : to_(std::move(to)) {}

 private:
  struct Counted {
    int uses = 0;
  };
  class Slot : public Counted {
   public:
    explicit Slot(int socket) : socket_(socket) {}

   private:
    int socket_;
    std::optional<std::chrono::steady_clock::time_point> idle_since_;
    LINE(FEARLESS_BASES_AND_MEMBERS((Counted), socket_, idle_since_))
  };
  Endpoint to_;
  Mutex<std::vector<std::unique_ptr<Slot>>> slots_;
  GCC_LINE(FEARLESS_MEMBERS(to_, slots_))
};
CLASS(ConnectionPool, "Send, Sync, Static", a_line, a_line, a_line);

// A private base, which forbids copying.
class NonCopyable {
 public:
  NonCopyable(const NonCopyable&) = delete;
  NonCopyable& operator=(const NonCopyable&) = delete;

 protected:
  NonCopyable() = default;
  ~NonCopyable() = default;
  GCC_LINE(FEARLESS_MEMBERS())
};
class Peer : private NonCopyable {
 public:
  explicit Peer(std::string name) : name_(std::move(name)) {}

 private:
  std::string name_;
  std::atomic<std::uint64_t> received_{0};
  LINE(FEARLESS_BASES_AND_MEMBERS((NonCopyable), name_, received_))
};
CLASS(Peer, "Send, Sync, Static", a_line, a_line, a_line);

// Two bases: an interface, and one that forbids copying.
class Subscription : public Listener, private NonCopyable {
 public:
  explicit Subscription(std::string topic) : topic_(std::move(topic)) {}
  void on_data(std::string_view data) override { last_ = data; }
  void on_close() override {}

 private:
  std::string topic_;
  std::string last_;
  LINE(FEARLESS_BASES_AND_MEMBERS((Listener, NonCopyable), topic_, last_))
};
CLASS(Subscription, "Send, Sync, Static", a_line, a_line, a_line);

// Static polymorphism: the base is made by a template.
template <class Derived>
class Codec {
 public:
  std::string encode(const HttpRequest& request) const { return static_cast<const Derived&>(*this).write(request); }
};
class LineCodec : public Codec<LineCodec> {
 public:
  explicit LineCodec(char end) : end_(end) {}
  std::string write(const HttpRequest& request) const;

 private:
  char end_;
  std::vector<std::string> names_;
  LINE(FEARLESS_MEMBERS(end_, names_))
};
CLASS(LineCodec, "Send, Sync, Static", a_line, a_line, a_line);

// A chain of handlers, each of a class that nobody knows here.
class Handler {
 public:
  virtual ~Handler() = default;
  virtual bool handle(const HttpRequest& request) = 0;
  void set_next(std::unique_ptr<Handler> next) { next_ = std::move(next); }

 protected:
  std::unique_ptr<Handler> next_;
};
PROMISE(FEARLESS_UNSAFE_DYN_IMPL((Send, Static), Handler);)
CLASS(Handler, "Send, Static", a_promise, a_promise, a_promise);

// Once the hierarchy is promised, what is derived needs nothing.
class StaticFiles : public Handler {
 public:
  explicit StaticFiles(std::string root) : root_(std::move(root)) {}
  bool handle(const HttpRequest& request) override;

 private:
  std::string root_;
};
CLASS(StaticFiles, "Send, Static", a_promise, a_promise, a_promise);

// A class that is the end of its hierarchy may be owned by a pointer.
class Client final : public Listener {
 public:
  explicit Client(Endpoint to) : to_(std::move(to)) {}
  void on_data(std::string_view data) override { answers_.emplace_back(data); }
  void on_close() override {}

 private:
  Endpoint to_;
  std::vector<std::string> answers_;
  LINE(FEARLESS_BASES_AND_MEMBERS((Listener), to_, answers_))
};
CLASS(std::unique_ptr<Client>, "Send, Static", a_line, a_line, a_line);

// Virtual functions, and no base.
class Acceptor {
 public:
  explicit Acceptor(std::uint16_t port) : port_(port) {}
  virtual ~Acceptor() = default;
  virtual bool accepts(const Endpoint& from) const;

 private:
  std::uint16_t port_;
  std::vector<Endpoint> blocked_;
  GCC_LINE(FEARLESS_MEMBERS(port_, blocked_))
};
CLASS(Acceptor, "Send, Sync, Static", nothing, nothing, a_line);

// Names and their addresses, with the time they are good for.
class DnsCache {
 public:
  DnsCache() {}
  std::optional<Endpoint> find(const std::string& name) const;

 private:
  struct Entry {
    std::vector<Endpoint> addresses;
    std::chrono::system_clock::time_point expires;
  };
  RwLock<std::unordered_map<std::string, Entry>> entries_;
  std::chrono::minutes longest_{5};
  GCC_LINE(FEARLESS_MEMBERS(entries_, longest_))
};
CLASS(DnsCache, "Send, Sync, Static", nothing, nothing, a_line);

// A buffer of the size of a packet.
class UdpReceiver {
 public:
  explicit UdpReceiver(int socket) : socket_(socket) {}

 private:
  int socket_;
  std::array<char, 1500> packet_{};
  std::atomic<std::uint64_t> dropped_{0};
  GCC_LINE(FEARLESS_MEMBERS(socket_, packet_, dropped_))
};
CLASS(UdpReceiver, "Send, Sync, Static", nothing, nothing, a_line);

// An answer that is written bit by bit.
class Response {
 public:
  explicit Response(int status) : status_(status) {}

 private:
  int status_;
  std::map<std::string, std::string> headers_;
  std::ostringstream body_;
};
PROMISE(FEARLESS_UNSAFE_IMPL((Send, Static), Response);)
CLASS(Response, "Send, Static", a_promise, a_promise, a_promise);
