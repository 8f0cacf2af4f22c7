// SPDX-License-Identifier: MIT
// A user's class, opened with Boost.Hana.
#include <fearless/hana.hpp>

#include <boost/hana/define_struct.hpp>

struct Job {
  Job();
  ~Job();
  BOOST_HANA_DEFINE_STRUCT(Job, (int, number));
};
static_assert(fearless::Send<Job>);
