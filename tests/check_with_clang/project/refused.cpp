// SPDX-License-Identifier: MIT
// What Clang has to refuse, since g++ does not see it; the test looks for the line that says so.
#include <fearless/rc.hpp>
#include <fearless/thread.hpp>

struct Service {
  int value = 0;
  void start();
};
class Owner {
 public:
  int count() const { return *shared_; }

 private:
  fearless::Rc<int> shared_ = fearless::Rc<int>::make(1);
};

void Service::start() {
  [[maybe_unused]] int x = 0;
  [[maybe_unused]] auto rc = fearless::Rc<int>::make(1);
#if defined(CASE_reference)
  fearless::thread::spawn([&x] { ++x; }).join().unwrap();  // refused here
#elif defined(CASE_this_pointer)
  fearless::thread::spawn([this] { ++value; }).join().unwrap();  // refused here
#elif defined(CASE_rc)
  fearless::thread::spawn([rc] { (void)*rc; }).join().unwrap();  // refused here
#elif defined(CASE_private_rc)
  fearless::thread::spawn([owner = Owner()] { (void)owner.count(); }).join().unwrap();  // refused here
#endif
}
