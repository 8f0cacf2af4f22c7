// SPDX-License-Identifier: MIT
// The code of docs/bridges.md that needs Boost.Hana.
// [point]
#include <fearless/hana.hpp>

#include <boost/hana/adapt_struct.hpp>

class Point {
 public:
  Point(int x, int y) : x_(x), y_(y) {}
  ~Point() {}
  [[nodiscard]] int sum() const { return x_ + y_; }

 private:
  int x_, y_;
  friend struct boost::hana::accessors_impl<Point>;
};
BOOST_HANA_ADAPT_STRUCT(Point, x_, y_);
static_assert(fearless::Send<Point>);
// [/point]

#include <fearless/thread.hpp>

#include <cstdio>

int main() {
  auto worker = fearless::thread::spawn([](const Point& point) { return point.sum(); }, Point(40, 2));
  std::printf("%d\n", worker.join().unwrap());
}

// prints:
//   42
