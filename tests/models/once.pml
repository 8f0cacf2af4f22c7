/* SPDX-License-Identifier: MIT
 * Once: one futex word (fresh, poisoned, running, complete). An attempt may fail, and poisons; call_once_force and the
 * waiting of wait_force go through failures. Who is told that it is done sees what was done.
 *
 * broken COMPLETE_WITHOUT_WAKE    deadlock   the end of an attempt wakes nobody
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
  state = complete;
#endif
  if
  :: done = true
  :: atomic { may_fail -> may_fail = false; ends_in = poisoned }
  fi
  runners--;
#ifdef FAILED_IS_COMPLETE
  ends_in = complete;
#endif
  state = ends_in;
#ifdef WAKE_ONE
  futex_wake_one(STATE)
#else
#ifndef COMPLETE_WITHOUT_WAKE
  futex_wake_all(STATE)
#endif
#endif
}

/* Ends with `told` (it is done), or without (it is poisoned, or this attempt failed). */
inline call(force) {
  told = false;
  do
  :: seen = state;
     if
     :: seen == complete -> told = true; break
     :: seen == running -> futex_wait(state, STATE, running)
     :: seen == poisoned && !force -> break
     :: else ->
#ifdef LOOK_THEN_RUN
       claimed = true;
       state = running;
#else
       atomic { claimed = (state == seen); if :: claimed -> state = running :: else fi }
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
  byte seen, ends_in;
  bool told, claimed;
  call(false)
}

active [2] proctype forcing() {
  byte seen, ends_in;
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
     :: else -> futex_wait(state, STATE, seen)
     fi
  od
  assert(done)
}
