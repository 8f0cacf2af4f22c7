/* SPDX-License-Identifier: MIT
 * Once: one futex word (fresh, poisoned, running, complete), with a mark that somebody sleeps, which the end of an
 * attempt takes away. An attempt may fail, and poisons; call_once_force and the
 * waiting of wait_force go through failures. Who is told that it is done sees what was done.
 *
 * broken COMPLETE_WITHOUT_WAKE    deadlock   the end of an attempt wakes nobody
 * broken CLAIM_DROPS_THE_MARK     deadlock   who begins an attempt forgets that somebody sleeps
 * broken SLEEP_WITHOUT_MARK       deadlock   who sleeps does not say so
 * broken WAKE_ONE                 deadlock   the end of an attempt wakes one
 * broken COMPLETE_TOO_EARLY       assertion  it is said to be complete before it is
 * broken LOOK_THEN_RUN            assertion  the look and the claim to run are two steps
 * broken FAILED_IS_COMPLETE       assertion  an attempt that failed counts as done
 */
#include "lib/futex.pml"

#define fresh 0
#define poisoned 1
#define running 2
#define complete 3
#define awaited 4
#define STATE 1

byte state = fresh;
byte runners;
bool done;
bool may_fail = true; /* one attempt may fail */

inline attempt() {
  runners++;
  assert(runners == 1);
  assert(!done);
  ends_in = complete;
#ifdef COMPLETE_TOO_EARLY
  atomic { marked = state & awaited; state = complete }
#endif
  if
  :: done = true
  :: atomic { may_fail -> may_fail = false; ends_in = poisoned }
  fi
  runners--;
#ifdef FAILED_IS_COMPLETE
  ends_in = complete;
#endif
  atomic { was = state | marked; state = ends_in }
#ifdef WAKE_ONE
  if :: (was & awaited) != 0 -> futex_wake_one(STATE) :: else fi
#else
#ifndef COMPLETE_WITHOUT_WAKE
  if :: (was & awaited) != 0 -> futex_wake_all(STATE) :: else fi
#endif
#endif
}

/* Sleeps while it is in the state that was seen. */
inline sleep() {
#ifndef SLEEP_WITHOUT_MARK
  atomic {
    if
    :: (seen & awaited) == 0 && state == seen -> state = seen | awaited; seen = seen | awaited
    :: else
    fi
  }
#endif
#ifdef SLEEP_WITHOUT_MARK
  futex_wait(state, STATE, seen)
#else
  if :: (seen & awaited) != 0 -> futex_wait(state, STATE, seen) :: else fi
#endif
}

/* Ends with `told` (it is done), or without (it is poisoned, or this attempt failed). */
inline call(force) {
  told = false;
  do
  :: seen = state;
     if
     :: seen == complete -> told = true; break
     :: (seen & 3) == running -> sleep()
     :: (seen & 3) == poisoned && !force -> break
     :: else ->
#ifdef LOOK_THEN_RUN
       claimed = true;
       state = running | (state & awaited);
#else
#ifdef CLAIM_DROPS_THE_MARK
       atomic { claimed = (state == seen); if :: claimed -> state = running :: else fi }
#else
       atomic { claimed = (state == seen); if :: claimed -> state = running | (seen & awaited) :: else fi }
#endif
#endif
       if
       :: claimed ->
         attempt();
         told = (ends_in == complete);
         break
       :: else
       fi
     fi
  od
  assert(!told || done)
}

active proctype caller() {
  byte seen, ends_in, was, marked;
  bool told, claimed;
  call(false)
}

active [2] proctype forcing() {
  byte seen, ends_in, was, marked;
  bool told, claimed;
  do
  :: told -> break
  :: else -> call(true)
  od
}

active proctype waiting() {
  byte seen;
  do
  :: seen = state;
     if
     :: seen == complete -> break
     :: else -> sleep()
     fi
  od
  assert(done)
}
