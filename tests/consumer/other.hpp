// SPDX-License-Identifier: MIT
#pragma once

#include <fearless/sync/arc.hpp>
#include <fearless/sync/mpsc.hpp>

void send_sum(fearless::mpsc::Sender<int> tx, fearless::Arc<int> number);
