// SPDX-License-Identifier: MIT
// A chat server on Boost.Asio: every session and every room lives on a strand of its own, no lock is taken, and none of
// them can be reached but through handles. Without arguments, three clients talk; with
//
//     chat --load CLIENTS ROOMS MESSAGES
//
// so many clients, spread over the rooms, send so many messages each, and each checks that it receives all messages of
// its room, those of one sender in their order.
#include <fearless/asio.hpp>
#include <fearless/home.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/mpsc.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <sys/resource.h>

using fearless::Arc;
using fearless::Home;
using fearless::Remote;
using fearless::asio::Serial;
namespace mpsc = fearless::mpsc;
namespace net = boost::asio;
using boost::system::error_code;
using net::ip::tcp;

using Line = Arc<std::string>;

// One end of a connection: what arrives, line by line, and what is yet to be sent.
struct Connection {
  tcp::socket socket;
  std::array<char, 4096> buffer{};
  std::string received{}, sending{}, pending{};

  // Calls `f(line)` for each line that `size` new bytes complete.
  template <class F>
  void take(std::size_t size, const F& f) {
    received.append(buffer.data(), size);
    std::size_t begin = 0;
    for (std::size_t end = 0; (end = received.find('\n', begin)) != std::string::npos; begin = end + 1) {
      f(received.substr(begin, end - begin));
    }
    received.erase(0, begin);
  }
  template <class Then>
  void read(Then then) {
    socket.async_read_some(net::buffer(buffer), std::move(then));
  }
  // Sends `text` behind what is being sent.
  template <class Then>
  void write(const std::string& text, Then then) {
    pending += text;
    if (sending.empty()) write_on(std::move(then));
  }
  template <class Then>
  void write_on(Then then) {
    sending = std::exchange(pending, {});
    if (!sending.empty()) net::async_write(socket, net::buffer(sending), std::move(then));
  }
};

// --- the server
// --------------------------------------------------------------------------------------------------------

struct Session;
// [room]
struct Room {
  std::map<int, Remote<Session, Serial>> members{};

  void join(int id, const Remote<Session, Serial>& session);
  void leave(int id) { members.erase(id); }
  void say(const Line& line);
};
// [/room]

struct Server;
// [session]
struct Session {
  Remote<Session, Serial> self;
  Remote<Server, Serial> server;
  int id;
  Connection connection;
  std::string name{};
  std::vector<Remote<Room, Serial>> room{};  // once it has joined one

  void read() { connection.read(self.then(&Session::has_read)); }
  void has_read(error_code error, std::size_t size);
  void send(const Line& line) { connection.write(*line, self.then(&Session::has_written)); }
  void has_written(error_code error, std::size_t) {
    if (!error) connection.write_on(self.then(&Session::has_written));
  }
  void joined(const Remote<Room, Serial>& to);
  void stop() { connection.socket.close(); }  // ends the operations: their callbacks keep the session alive until then
};
// [/session]

struct Server {
  Remote<Server, Serial> self;
  Serial strand;
  net::any_io_executor pool;
  tcp::acceptor acceptor;
  int last_id = 0;
  std::map<int, Home<Session, Serial>> sessions{};
  std::map<std::string, Home<Room, Serial>> rooms{};

  void accept() {
    // The socket's strand is the session's home, so that its callbacks run there.
    const Serial home(pool);
    acceptor.async_accept(home.executor(), self.then(&Server::has_accepted, home));
  }
  void has_accepted(const Serial& home, error_code error, tcp::socket socket) {
    if (error) return;
    const int id = ++last_id;
    socket.set_option(tcp::no_delay(true));
    auto session = Home<Session, Serial>::make_on(home, self, id, Connection{std::move(socket)});
    session.remote().tell(&Session::read);
    sessions.emplace(id, std::move(session));
    accept();
  }
  void join(int id, const std::string& room) {
    const auto session = sessions.find(id);
    if (session == sessions.end()) return;
    auto found = rooms.find(room);
    if (found == rooms.end()) {
      found = rooms.emplace(room, Home<Room, Serial>::make_on(Serial(pool))).first;
    }
    found->second.remote().tell(&Room::join, id, session->second.remote());
    session->second.remote().tell(&Session::joined, found->second.remote());
  }
  void leave(int id) { sessions.erase(id); }
  void stop() {
    acceptor.close();
    sessions.clear();
    rooms.clear();
  }
};

void Room::join(int id, const Remote<Session, Serial>& session) { members.emplace(id, session); }
void Room::say(const Line& line) {
  for (const auto& [id, session] : members) session.tell(&Session::send, line);
}

void Session::joined(const Remote<Room, Serial>& to) {
  room.assign(1, to);
  send(Line::make("* welcome, " + name + "\n"));
}
void Session::has_read(error_code error, std::size_t size) {
  if (error) {
    for (const auto& mine : room) mine.tell(&Room::leave, id);
    server.tell(&Server::leave, id);
    return;
  }
  connection.take(size, [this](const std::string& line) {
    const std::size_t blank = line.find(' ');
    if (!room.empty()) {
      room[0].tell(&Room::say, Line::make(name + ": " + line + "\n"));
    } else if (blank != std::string::npos) {  // NAME ROOM
      name = line.substr(0, blank);
      server.tell(&Server::join, id, line.substr(blank + 1));
    }
  });
  read();
}

// Starts a server on the pool, and gives the port it listens to.
std::pair<Home<Server, Serial>, unsigned short> serve(net::thread_pool& pool) {
  const Serial strand(pool);
  tcp::acceptor acceptor(strand.executor(), tcp::endpoint(net::ip::address_v4::loopback(), 0));
  const unsigned short port = acceptor.local_endpoint().port();
  auto server =
      Home<Server, Serial>::make_on(strand, strand, net::any_io_executor(pool.get_executor()), std::move(acceptor));
  server.remote().tell(&Server::accept);
  return {std::move(server), port};
}

// --- three clients that talk
// -------------------------------------------------------------------------------------------

class Blocking {
 public:
  Blocking(net::thread_pool& pool, unsigned short port, const std::string& name, const std::string& room)
      : socket_(pool) {
    socket_.connect({net::ip::address_v4::loopback(), port});
    say(name + " " + room);
    hear();
  }
  void say(const std::string& line) { net::write(socket_, net::buffer(line + "\n")); }
  void hear() {
    const std::size_t size = net::read_until(socket_, net::dynamic_buffer(received_), '\n');
    std::printf("%s", received_.substr(0, size).c_str());
    received_.erase(0, size);
  }

 private:
  tcp::socket socket_;
  std::string received_;
};

int talk() {
  net::thread_pool pool(2);
  auto [server, port] = serve(pool);
  {
    Blocking ann(pool, port, "ann", "tea");
    Blocking bob(pool, port, "bob", "tea");
    Blocking cid(pool, port, "cid", "coffee");
    ann.say("a cup?");
    ann.hear();
    bob.hear();
    cid.say("anybody here?");
    cid.hear();
    bob.say("yes, please");
    ann.hear();
    bob.hear();
  }
  {
    const auto ends = std::move(server);
  }
  pool.join();
  std::printf("closed\n");
  return 0;
}

// --- many clients
// ------------------------------------------------------------------------------------------------------

enum class Report { Joined, Done, Wrong };

struct Client {
  Remote<Client, Serial> self;
  Connection connection;
  mpsc::Sender<Report> reports;
  std::size_t awaited;  // messages
  std::map<std::string, int> last{};
  std::size_t seen = 0;

  void join(const std::string& name, const std::string& room) {
    connection.read(self.then(&Client::has_read));
    connection.write(name + " " + room + "\n", self.then(&Client::has_written));
  }
  void talk(int messages) {
    std::string all;
    for (int i = 1; i <= messages; ++i) all += std::to_string(i) + "\n";
    connection.write(all, self.then(&Client::has_written));
  }
  void has_written(error_code error, std::size_t) {
    if (!error) connection.write_on(self.then(&Client::has_written));
  }
  void has_read(error_code error, std::size_t size) {
    if (error) return;
    connection.take(size, [this](const std::string& line) {
      const std::size_t colon = line.find(": ");
      if (colon == std::string::npos) return report(Report::Joined);
      // Each sender counts: a message that is lost, twice there, or out of order is noticed at once.
      int& before = last[line.substr(0, colon)];
      const int number = std::atoi(line.c_str() + colon + 2);
      if (number != before + 1) report(Report::Wrong);
      before = number;
      if (++seen == awaited) report(Report::Done);
    });
    connection.read(self.then(&Client::has_read));
  }
  void report(Report what) const { static_cast<void>(reports.send(what)); }
  void stop() { connection.socket.close(); }
};

int load(std::size_t clients, std::size_t rooms, int messages) {
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  setrlimit(RLIMIT_NOFILE, &files);

  using Clock = std::chrono::steady_clock;
  const auto since = [](Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
  };
  const auto start = Clock::now();
  net::thread_pool pool(2);
  auto [server, port] = serve(pool);
  auto [reports, received] = mpsc::channel<Report>();
  const auto wait_for_all = [&received, clients](Report wanted) {
    std::size_t wrong = 0;
    for (std::size_t i = 0; i != clients;) ++(received.recv().value() == wanted ? i : wrong);
    return wrong;
  };

  std::vector<Home<Client, Serial>> homes;
  for (std::size_t i = 0; i != clients; ++i) {
    const Serial strand(pool);
    tcp::socket socket(strand.executor());
    socket.connect({net::ip::address_v4::loopback(), port});
    socket.set_option(tcp::no_delay(true));
    const std::size_t in_room = clients / rooms + (i % rooms < clients % rooms ? 1 : 0);
    homes.push_back(Home<Client, Serial>::make_on(strand, Connection{std::move(socket)}, reports,
                                                  in_room * static_cast<std::size_t>(messages)));
    homes.back().remote().tell(&Client::join, "c" + std::to_string(i), "r" + std::to_string(i % rooms));
  }
  wait_for_all(Report::Joined);
  std::printf("%zu clients in %zu rooms after %.1f s\n", clients, rooms, since(start));
  const auto begin = Clock::now();
  for (const auto& home : homes) home.remote().tell(&Client::talk, messages);
  const std::size_t wrong = wait_for_all(Report::Done);
  std::printf("%zu messages after %.1f s more, %zu of them out of order\n",
              clients * static_cast<std::size_t>(messages), since(begin), wrong);

  const auto end = Clock::now();
  {
    const auto ends = std::move(server);
  }
  homes.clear();
  pool.join();
  const double stopping = since(end);
  std::printf("stopped after %.3f s\n", stopping);
  const bool is_good = wrong == 0 && stopping < 1;
  std::printf("%s\n", is_good ? "nothing lost, and a clean end" : "WRONG");
  return is_good ? 0 : 1;
}

int main(int argc, char** argv) {
  if (argc == 1) return talk();
  if (argc == 5 && std::strcmp(argv[1], "--load") == 0) {
    const int clients = std::atoi(argv[2]), rooms = std::atoi(argv[3]), messages = std::atoi(argv[4]);
    if (clients > 0 && rooms > 0 && rooms <= clients && messages > 0) {
      return load(static_cast<std::size_t>(clients), static_cast<std::size_t>(rooms), messages);
    }
  }
  std::fprintf(stderr, "usage: %s [--load CLIENTS ROOMS MESSAGES]\n", argv[0]);
  return 2;
}

// prints:
//   * welcome, ann
//   * welcome, bob
//   * welcome, cid
//   ann: a cup?
//   ann: a cup?
//   cid: anybody here?
//   bob: yes, please
//   bob: yes, please
//   closed
