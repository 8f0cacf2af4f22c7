// SPDX-License-Identifier: MIT
// A class that is described to both Boost.Hana and Boost.Describe: one of the lists is used.
#include <fearless/hana.hpp>

#include <fearless/describe.hpp>

#include <boost/describe/class.hpp>
#include <boost/hana/adapt_struct.hpp>

#include <fearless/rc.hpp>

namespace both_facts {

struct Base {
  Base();
  ~Base();

 private:
  int number;
  BOOST_DESCRIBE_CLASS(Base, (), (), (), (number))
};
struct Both : Base {
  Both();
  ~Both();
  double more;
  BOOST_DESCRIBE_CLASS(Both, (Base), (more), (), ())
};
struct BothWithRc {
  BothWithRc();
  ~BothWithRc();
  fearless::Rc<int> rc;
  int more;
  BOOST_DESCRIBE_CLASS(BothWithRc, (), (rc, more), (), ())
};

}  // namespace both_facts

BOOST_HANA_ADAPT_STRUCT(both_facts::Both, more);
BOOST_HANA_ADAPT_STRUCT(both_facts::BothWithRc, rc, more);

// Describe's list takes precedence, because it can name bases.
static_assert(fearless::is_send_v<both_facts::Both>);
static_assert(!fearless::is_send_v<both_facts::BothWithRc>);
