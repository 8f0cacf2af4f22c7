/* SPDX-License-Identifier: MIT
 * Mutex: one futex word. Who finds it taken makes it Contended before sleeping; who unlocks a Contended one wakes one.
 * A wait with a limit tries once more before it gives up, for it may have been the one that was woken.
 *
 * broken UNLOCK_WITHOUT_LOOKING   deadlock   unlock stores Unlocked and does not look whether it was Contended
 * broken WOKEN_TAKES_AS_LOCKED    deadlock   who was woken takes the lock as Locked: who still sleeps is forgotten
 * broken LOOK_THEN_TAKE           assertion  lock looks, and takes the lock in a second step
 * broken LATE_WITHOUT_TRYING      deadlock   a wait whose time is up ends without trying: its wake-up is lost
 */
#include "lib/futex.pml"

#define Unlocked 0
#define Locked 1
#define Contended 2
#define STATE 1

byte state = Unlocked;
byte holders;

inline take_if_free() {
#ifdef LOOK_THEN_TAKE
  old = state;
  if :: old == Unlocked -> state = Locked :: else fi
#else
  atomic { old = state; if :: old == Unlocked -> state = Locked :: else fi }
#endif
}

/* On the way out of a wait. */
inline take_contended() {
#ifdef WOKEN_TAKES_AS_LOCKED
  atomic { old = state; if :: old == Unlocked -> state = Locked :: old == Locked -> state = Contended :: else fi }
#else
  atomic { old = state; state = Contended }
#endif
}

inline lock() {
  take_if_free();
  do
  :: old == Unlocked -> break
  :: else ->
    take_contended();
    if
    :: old == Unlocked -> break
    :: else -> futex_wait(state, STATE, Contended)
    fi
  od
}

inline unlock() {
  holders--;
#ifdef UNLOCK_WITHOUT_LOOKING
  state = Unlocked
#else
  atomic { old = state; state = Unlocked }
  assert(old != Unlocked);
  if :: old == Contended -> futex_wake_one(STATE) :: else fi
#endif
}

active [2] proctype locker() {
  byte old, round;
  do
  :: round < 2 ->
    round++;
    lock();
    holders++;
    assert(holders == 1);
    unlock()
  :: else -> break
  od
}

active proctype short_of_time() {
  byte old;
  bool late;
  take_if_free();
  do
  :: old == Unlocked -> break
  :: else ->
    take_contended();
    if
    :: old == Unlocked || late -> break
    :: else ->
      futex_wait_for_a_while(state, STATE, Contended);
      if :: late = true :: skip fi
#ifdef LATE_WITHOUT_TRYING
      if :: late -> break :: else fi
#endif
    fi
  od
  if
  :: old == Unlocked -> holders++; assert(holders == 1); unlock()
  :: else
  fi
}

active proctype tries_once() {
  byte old;
  take_if_free();
  if
  :: old == Unlocked -> holders++; assert(holders == 1); unlock()
  :: else
  fi
}
