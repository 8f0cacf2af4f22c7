// SPDX-License-Identifier: MIT
// The rows of fearless's bridges, each in a file of its own beside the library that it needs.
#pragma once

namespace bench {

class Program;

void add_par(Program& program);     // bridge_par.cpp
void add_fibers(Program& program);  // bridge_fiber.cpp
void add_homes(Program& program);   // bridge_asio.cpp

}  // namespace bench
