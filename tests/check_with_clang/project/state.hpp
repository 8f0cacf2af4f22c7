// SPDX-License-Identifier: MIT
// A class as most are: its members are private.
#pragma once
#include <fearless/rc.hpp>

#include <string>
#include <utility>

class State {
 public:
  explicit State(std::string name) : name_(std::move(name)) {}
  const std::string& name() const { return name_; }

 private:
  std::string name_;
  int uses_ = 0;
  // (here the test puts another member)
};
