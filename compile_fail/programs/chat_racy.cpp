// SPDX-License-Identifier: MIT
// examples/chat with races: what its sessions share, shared wrongly.
#include <fearless/asio.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/arc.hpp>

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/thread_pool.hpp>

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

using fearless::Arc;
using fearless::Home;
using fearless::Rc;
using fearless::Remote;
using fearless::asio::Serial;
namespace asio = fearless::asio;
namespace net = boost::asio;

struct Room {
  std::map<int, std::vector<std::string>> members{};
  void say(const std::string& line) {
    for (auto& [id, lines] : members) lines.push_back(line);
  }
  [[nodiscard]] const std::vector<std::string>& heard(int id) { return members[id]; }
  [[nodiscard]] std::vector<std::string> heard_copy(int id) { return members[id]; }
};

// Two threads of the pool would change one room.
void room_in_a_shared_ptr(net::thread_pool& pool) {
#ifdef CASE_room_in_a_shared_ptr
  // error: fearless::asio::post: argument 1, `std::shared_ptr<Room>`, cannot be sent to another thread
  // blames: this block
  asio::post(pool, [](const std::shared_ptr<Room>& room) { room->say("hello"); }, std::make_shared<Room>());
#else
  const auto room = Home<Room, Serial>::make_on(Serial(pool));
  room.remote().tell(&Room::say, std::string("hello"));
#endif
}

struct SaysIn {
  Room& room;
  void operator()(const boost::system::error_code&, std::size_t) const { room.say("hello"); }
};
struct TellsIn {
  Remote<Room, Serial> room;
  void operator()(const boost::system::error_code&, std::size_t) const { room.tell(&Room::say, std::string("hello")); }
};
void room_by_reference(net::ip::tcp::socket& socket, std::string& buffer, Room& room,
                       const Remote<Room, Serial>& remote) {
#ifdef CASE_room_by_reference
  // error: fearless::asio::handler: the callable, `SaysIn`
  // error: Room
  // blames: this block
  auto handler = asio::handler(SaysIn{room});
#else
  (void)room;
  auto handler = asio::handler(TellsIn{remote});
#endif
  socket.async_read_some(net::buffer(buffer), std::move(handler));
}

// A line that several sessions are sent has a count that they would all change.
void line_in_an_rc(const Remote<Room, Serial>& room) {
#ifdef CASE_line_in_an_rc
  // error: fearless::Remote::tell: argument 1, `fearless::Rc<std::string>`, cannot be sent to another thread
  // error: count is not atomic
  // blames: this block
  room.tell([](Room& mine, const Rc<std::string>& line) { mine.say(*line); }, Rc<std::string>::make("hello"));
#else
  room.tell([](Room& mine, const Arc<std::string>& line) { mine.say(*line); }, Arc<std::string>::make("hello"));
#endif
}

// The room goes on changing what a reference out of it leads to.
void lines_by_reference(const Remote<Room, Serial>& room) {
#ifdef CASE_lines_by_reference
  // error: fearless::Remote::ask: the result
  // error: borrows what may die before the thread does
  // blames: this block
  (void)room.ask(&Room::heard, 1).wait();
#else
  (void)room.ask(&Room::heard_copy, 1).wait();
#endif
}

// Rooms and sessions on one strand would need no handles, but a strand is no thread: an Rc in one moves with it.
struct SessionWithAnRc {
  Rc<Room> room = Rc<Room>::make();
};
struct SessionWithAHandle {
  Remote<Room, Serial> room;
};
void session_with_an_rc(net::thread_pool& pool, const Remote<Room, Serial>& room) {
#ifdef CASE_session_with_an_rc
  // error: fearless::Home::make_on: the object, `SessionWithAnRc`, cannot be sent to another thread
  // error: count is not atomic
  // blames: this block
  (void)room;
  auto session = Home<SessionWithAnRc, Serial>::make_on(Serial(pool));
#else
  auto session = Home<SessionWithAHandle, Serial>::make_on(Serial(pool), room);
#endif
}
