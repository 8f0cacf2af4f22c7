// SPDX-License-Identifier: MIT
// All of fearless but the bridges to other libraries, with the rows of what most programs use of the standard library:
// containers, strings, smart pointers, and what is about threads and time. The rest (streams, files, regular
// expressions, random and other numbers, ranges) is in fearless/std.hpp, or in the header that the error names.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/boxed.hpp>
#include <fearless/boxed/slice.hpp>
#include <fearless/cell.hpp>
#include <fearless/detail/common_rows.hpp>
#include <fearless/format.hpp>
#include <fearless/home.hpp>
#include <fearless/home/queue.hpp>
#include <fearless/jthread.hpp>
#include <fearless/lend.hpp>
#include <fearless/marker.hpp>
#include <fearless/marker/values.hpp>
#include <fearless/members.hpp>
#include <fearless/move.hpp>
#include <fearless/move_fn.hpp>
#include <fearless/packaged.hpp>
#include <fearless/rc.hpp>
#include <fearless/rc/slice.hpp>
#include <fearless/result.hpp>
#include <fearless/share.hpp>
#include <fearless/sync/arc.hpp>
#include <fearless/sync/arc/from_this.hpp>
#include <fearless/sync/arc/shared_ptr.hpp>
#include <fearless/sync/arc/slice.hpp>
#include <fearless/sync/barrier.hpp>
#include <fearless/sync/broadcast.hpp>
#include <fearless/sync/condvar.hpp>
#include <fearless/sync/lock_order.hpp>
#include <fearless/sync/mpsc.hpp>
#include <fearless/sync/mutex.hpp>
#include <fearless/sync/once.hpp>
#include <fearless/sync/oneshot.hpp>
#include <fearless/sync/rwlock.hpp>
#include <fearless/sync/semaphore.hpp>
#include <fearless/sync/watch.hpp>
#include <fearless/task.hpp>
#include <fearless/task/into_c.hpp>
#include <fearless/task/shared.hpp>
#include <fearless/thread.hpp>
#include <fearless/version.hpp>
#include <fearless/worker.hpp>
