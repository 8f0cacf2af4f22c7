/* SPDX-License-Identifier: MIT
 * Mutex: one futex word: free, taken, or taken with a mark that others may sleep. Who finds it taken sets the mark and
 * sleeps; who has slept takes the lock with the mark, for it cannot know whether others still do; who unlocks a marked
 * one wakes one. A wait with a limit gives up only if nobody has woken it: who was woken goes on for the others, too.
 *
 * broken UNLOCK_WITHOUT_LOOKING   deadlock   unlock stores Free and does not look whether it was Marked
 * broken WOKEN_TAKES_AS_TAKEN     deadlock   who was woken takes the lock without the mark: others may still sleep
 * broken LOOK_THEN_TAKE           assertion  lock looks, and takes the lock in a second step
 * broken LATE_AFTER_WAKING        deadlock   a wait looks at the clock after it was woken, and gives up
 */
#include "lib/futex.pml"

#define Free 0
#define Taken 1
#define Marked 2
#define WORD 1

byte word = Free;
byte holders;

inline take(mine) {
#ifdef LOOK_THEN_TAKE
  old = word;
  if :: old == Free -> word = mine :: else fi
#else
  atomic { old = word; if :: old == Free -> word = mine :: else fi }
#endif
}

/* Whether it may sleep now. */
inline mark() {
  atomic { old = word; if :: old == Taken -> word = Marked :: else fi }
}

#ifdef WOKEN_TAKES_AS_TAKEN
#define as_woken Taken
#else
#define as_woken Marked
#endif

inline lock() {
  as = Taken;
  do
  :: take(as);
     if
     :: old == Free -> break
     :: else ->
       mark();
       if
       :: old == Free
       :: else -> futex_wait(word, WORD, Marked); as = as_woken
       fi
     fi
  od
}

inline unlock() {
  holders--;
#ifdef UNLOCK_WITHOUT_LOOKING
  word = Free
#else
  atomic { old = word; word = Free }
  assert(old != Free);
  if :: old == Marked -> futex_wake_one(WORD) :: else fi
#endif
}

active [2] proctype locker() {
  byte old, as, round;
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
  byte as = Taken;
  bool late;
  do
  :: take(as);
     if
     :: old == Free || late -> break
     :: else ->
       mark();
       if
       :: old == Free
       :: else ->
#ifdef LATE_AFTER_WAKING
         if :: late = true :: skip fi;
#endif
         futex_wait_for_a_while(word, WORD, Marked, late);
         as = as_woken
       fi
     fi
  od
  if
  :: old == Free -> holders++; assert(holders == 1); unlock()
  :: else
  fi
}

active proctype tries_once() {
  byte old;
  take(Taken);
  if
  :: old == Free -> holders++; assert(holders == 1); unlock()
  :: else
  fi
}
