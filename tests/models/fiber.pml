/* SPDX-License-Identifier: MIT
 * Waiting on a word in a fiber: the table of those that do not sleep in the system (a lock, a list of one, and a count
 * that wakers look at), the inbox of the fiber's carrier, and the bell on which the carrier sleeps. A fiber and a thread
 * each take one of what others make, one for each; the fiber's carrier may be stopped while it waits, and then the fiber
 * is given up.
 *
 * broken LOOK_BEFORE_COUNT        deadlock   the fiber looks at the word, and counts itself afterwards
 * broken COUNT_BEFORE_CHANGE      deadlock   a waker looks for fibers, and changes the word afterwards
 * broken RING_BEFORE_PUSH         deadlock   a waker rings, and puts the fiber into the inbox afterwards
 * broken LOOK_THEN_SLEEP          deadlock   the carrier looks into the inbox, and goes to sleep whatever rang since
 * broken FORGET_THREADS           deadlock   a waker that looks for a fiber in vain wakes no thread
 * broken WAKE_IS_LOST             deadlock   a fiber that is given up after it was woken wakes nobody
 */
#include "lib/futex.pml"

#define WORD 1
#define BELL 2

#define awake 0
#define sleeps 1
#define rung 2

byte word;         /* how many there are to take */
bool locked;       /* the place in the table */
byte count;
bool linked;
bool turn;         /* whose turn it is to be woken first */
bool inbox;
byte bell = awake;
bool took;         /* the fiber has one, or */
bool given_up;
bool has_one;      /* the thread */

#define lock_it() atomic { !locked -> locked = true }

inline wake_threads(woke) {
  atomic {
    woke = (asleep[1] == WORD);
    if :: woke -> asleep[1] = AWAKE :: else fi
  }
}

inline wake_one() {
  woke = false;
#ifndef COUNT_BEFORE_CHANGE
  seen = count;
#endif
  if
  :: seen == 0 -> wake_threads(woke)
  :: else ->
    atomic { first = turn; turn = !turn }
    if :: first -> wake_threads(woke) :: else fi
    if
    :: woke
    :: else ->
      lock_it();
      if
      :: linked ->
        linked = false;
        count--;
#ifdef RING_BEFORE_PUSH
        atomic { old = bell; bell = rung }
        if :: old == sleeps -> futex_wake_one(BELL) :: else fi
        inbox = true;
        locked = false
#else
        inbox = true;
        atomic { old = bell; bell = rung }
        locked = false;
        if :: old == sleeps -> futex_wake_one(BELL) :: else fi
#endif
      :: else ->
        locked = false;
#ifndef FORGET_THREADS
        wake_threads(woke)
#endif
      fi
    fi
  fi
}

/* The carrier, with one fiber. */
active proctype fiber() {
  bool woke, delivered, parked;
  do
  :: atomic { word > 0 -> word--; break }
  :: word == 0 ->
    delivered = false;
    lock_it();
#ifdef LOOK_BEFORE_COUNT
    parked = (word == 0);
    locked = false;
    if :: parked -> lock_it(); count++; linked = true :: else fi
#else
    count++;
    parked = (word == 0);
    if :: parked -> linked = true :: else -> count-- fi
#endif
    locked = false;
    do
    :: !parked || delivered -> break
    :: parked && !delivered ->
      if
      :: atomic { inbox -> inbox = false; delivered = true }
      :: !inbox ->
#ifdef LOOK_THEN_SLEEP
        bell = sleeps;
        futex_wait(bell, BELL, sleeps);
#else
        bell = awake;
        if
        :: inbox
        :: else ->
          atomic { if :: bell == awake -> bell = sleeps :: else fi }
          futex_wait(bell, BELL, sleeps)
        fi
#endif
      :: true ->
        /* It is given up. */
        lock_it();
        if
        :: linked -> linked = false; count--; locked = false
        :: else ->
          locked = false;
#ifndef WAKE_IS_LOST
          wake_threads(woke)
#endif
        fi
        given_up = true;
        goto over
      fi
    od
  od;
  took = true;
over: skip
}

active proctype thread() {
  do
  :: atomic { word > 0 -> word--; has_one = true; break }
  :: word == 0 -> futex_wait(word, WORD, 0)
  od
}

inline make() {
#ifdef COUNT_BEFORE_CHANGE
  seen = count;
#endif
  word++;
  wake_one()
}
active proctype maker() {
  byte old, seen;
  bool woke, first;
  make()
}
active proctype second_maker() {
  byte old, seen;
  bool woke, first;
  if
  :: given_up
  :: took || has_one -> make()
  fi
}
