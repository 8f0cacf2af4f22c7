// SPDX-License-Identifier: MIT
// Threads whose arguments or results throw when they are moved or copied.
#pragma once

#include "threads/exception_fault/fussy.hpp"

namespace {

int id_of(const Fussy& value) { return value.id(); }
int id_of_mine(Fussy value) { return value.id(); }

TEST_F(ExceptionFault, SpawnWhoseArgumentsCannotBeMoved) {
  EXPECT_GE(at_every_move([](auto attempt) {
              std::optional<thread::JoinHandle<int>> handle;
              const bool started = attempt([&] { handle.emplace(thread::spawn(id_of, Fussy(1))); });
              EXPECT_EQ(handle.has_value(), started);
              if (handle) {
                EXPECT_EQ(handle->join().value(), 1);
              }
            }),
            1);
}

TEST_F(ExceptionFault, SpawnWhoseArgumentsCannotBeCopied) {
  const Fussy value(1);
  Fussy::copies = 0;
  EXPECT_THROW(static_cast<void>(thread::spawn(id_of, value)), Refused);
  EXPECT_THROW(static_cast<void>(thread::Builder{}.spawn(id_of, value)), Refused);
  EXPECT_THROW(thread::scope([&](thread::Scope& s) { s.spawn(id_of, value); }), Refused);
  EXPECT_THROW(static_cast<void>(fearless::task(id_of, value)), Refused);
}

// The move into the function's own parameter happens on the new thread: there it is a panic.
TEST_F(ExceptionFault, AMoveOnTheNewThreadIsAPanic) {
  EXPECT_GE(at_every_move([](auto attempt) {
              const Fussy value(1);
              bool panicked = false;
              const bool started = attempt([&] {
                auto handle = thread::spawn(id_of_mine, value);
                const auto result = handle.join();
                panicked = !result.has_value();
                if (panicked) {
                  throw Refused();
                }
              });
              EXPECT_EQ(panicked, !started);
            }),
            1);
}

TEST_F(ExceptionFault, AResultThatCannotBeMoved) {
  EXPECT_GE(at_every_move([](auto attempt) {
              attempt([] {
                auto handle = thread::spawn([] { return Fussy(1); });
                auto result = handle.join();
                if (!result.has_value()) {
                  std::move(result).error().rethrow();
                }
                EXPECT_EQ(result->id(), 1);
              });
            }),
            2);
}

TEST_F(ExceptionFault, AScopesResultThatCannotBeMoved) {
  EXPECT_GE(at_every_move([](auto attempt) {
              attempt([] {
                const int id = thread::scope([&](thread::Scope& s) {
                                 auto handle = s.spawn([] { return Fussy(1); });
                                 auto result = handle.join();
                                 if (!result.has_value()) {
                                   std::move(result).error().rethrow();
                                 }
                                 return std::move(*result);
                               }).id();
                EXPECT_EQ(id, 1);
              });
            }),
            2);
}

// Nobody joins: the results die with the scope, also those that could not be kept.
TEST_F(ExceptionFault, ResultsNobodyWants) {
  at_every_move([](auto attempt) {
    attempt([] {
      thread::scope([&](thread::Scope& s) {
        s.spawn([] { return Fussy(1); });
        s.spawn([] { return Fussy(2); });
      });
    });
  });
}

}  // namespace
