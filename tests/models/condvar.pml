/* SPDX-License-Identifier: MIT
 * Condvar: a futex word that counts notifications, and a number that is odd while a waiter spins. Who waits reads the
 * word and, if nobody spins, makes the number odd, while it holds the lock. After unlocking it spins until the number
 * is another: it has been told then. It gives up by comparing the number and taking its one back in one step; then it
 * does as the others do: it counts itself, and sleeps if the word is still what it read. notify_one tells who spins,
 * and that was all; otherwise it changes the word, and wakes one if anybody is counted. notify_all does both, in this
 * order. (That word or number may come back to the same value, after 2^32 notifications, is not modelled.)
 *
 * All wait for the same, unless OTHERS: there each of two waits for something of its own. One is told of by notify_all,
 * or by a notify_one while nobody else can wait (FIRST_ALONE); the other by a notify_one at a time when the first one
 * has been notified or is about to be. A notification that reaches one that has been let go already is lost then.
 *
 * real   ALL
 * real   OTHERS
 * real   OTHERS+FIRST_ALONE
 * broken READ_AFTER_UNLOCK          deadlock   the word is read after unlocking: a notification between is lost
 * broken READ_AFTER_GIVING_UP       deadlock   who spun sleeps with what it reads then
 * broken OTHERS+SPIN_AFTER_UNLOCK   deadlock   one begins to spin after unlocking, when a change has let it go
 * broken GIVE_UP_WITHOUT_LOOKING    deadlock   who spun sleeps, told or not
 * broken LATE_THOUGH_TOLD           deadlock   who spun, and was told, says that its time is up
 * broken TELL_WITHOUT_COMPARING     deadlock   who spun is told although it has given up meanwhile
 * broken WAKE_WITHOUT_COUNTING      deadlock   a notification wakes who sleeps, and does not change the word
 * broken LOOK_BEFORE_CHANGING       deadlock   a notification looks for sleepers, and then changes the word
 * broken ALL+WAKE_ONE_FOR_ALL       deadlock   notify_all wakes one
 * broken OTHERS+FORGET_THE_SPINNER  deadlock   notify_all does not tell who spins: it will see the change when it gives
 *                                              up, but may take a notification from another until then
 * broken OTHERS+TELL_LAST           deadlock   notify_all changes the word, and then tells who spins: the same
 */
#include "lib/futex.pml"

#define CHANGES 1

bool taken;   /* the lock */
byte changes; /* the word */
byte waiting; /* how many sleep, or are about to */
byte spinner; /* the number */
byte ready;   /* what is waited for, under the lock */
#ifdef OTHERS
bool other;    /* what the other one waits for */
bool notified; /* of the first one's */
#endif

#define lock() atomic { !taken -> taken = true }
#define unlock() taken = false

#define somebody_spins (spinner % 2 == 1)

/* Two steps: only who holds the lock makes it odd. */
inline begin_to_spin() {
  spins = !somebody_spins;
  if
  :: spins ->
    number = spinner + 1;
    atomic { assert(spinner + 1 == number); spinner = number }
  :: else
  fi
}

/* Unlocks, and spins if it may; for how long is no matter. */
inline begin_to_wait() {
#ifndef READ_AFTER_UNLOCK
  seen = changes;
#endif
#ifndef SPIN_AFTER_UNLOCK
  begin_to_spin();
#endif
  unlock();
#ifdef READ_AFTER_UNLOCK
  seen = changes;
#endif
#ifdef SPIN_AFTER_UNLOCK
  atomic { begin_to_spin() };
#endif
  told = false;
  if
  :: spins ->
#ifdef GIVE_UP_WITHOUT_LOOKING
    atomic { if :: spinner == number -> spinner-- :: else fi }
#else
    atomic { told = (spinner != number); if :: told :: else -> spinner-- fi }
#endif
#ifdef READ_AFTER_GIVING_UP
    if :: told :: else -> seen = changes fi
#endif
  :: else
  fi
}

inline wait() {
  begin_to_wait();
  if
  :: told
  :: else ->
    waiting++;
    futex_wait(changes, CHANGES, seen);
    waiting--
  fi;
  lock()
}

/* With a limit of time, which may pass at any moment. */
inline wait_for_a_while() {
  begin_to_wait();
#ifdef LATE_THOUGH_TOLD
  if :: spins -> late = true; told = true :: skip fi;
#endif
  if
  :: told
  :: else ->
    waiting++;
    futex_wait_for_a_while(changes, CHANGES, seen, late);
    waiting--
  fi;
  lock()
}

inline tell() {
#ifdef TELL_WITHOUT_COMPARING
  told = somebody_spins;
  if :: told -> spinner++ :: else fi
#else
  atomic { told = somebody_spins; if :: told -> spinner++ :: else fi }
#endif
}

/* And whether somebody may sleep. */
inline change() {
#ifdef LOOK_BEFORE_CHANGING
  sleepers = (waiting > 0);
  changes++
#else
#ifndef WAKE_WITHOUT_COUNTING
  changes++;
#endif
  sleepers = (waiting > 0)
#endif
}

inline notify_one() {
  tell();
  if
  :: told
  :: else ->
    change();
    if :: sleepers -> futex_wake_one(CHANGES) :: else fi
  fi
}

inline notify_all() {
#ifndef FORGET_THE_SPINNER
#ifdef TELL_LAST
  change();
  tell();
#else
  tell();
  change();
#endif
#else
  change();
#endif
#ifdef WAKE_ONE_FOR_ALL
  if :: sleepers -> futex_wake_one(CHANGES) :: else fi
#else
  if :: sleepers -> futex_wake_all(CHANGES) :: else fi
#endif
}

#ifdef OTHERS

active proctype waiter() {
  byte seen, number;
  bool spins, told;
  lock();
  do
  :: ready > 0 -> break
  :: else -> wait()
  od;
  unlock()
}

active proctype waiter_for_other() {
  byte seen, number;
  bool spins, told;
#ifdef FIRST_ALONE
  notified;
#endif
  lock();
  do
  :: other -> break
  :: else -> wait()
  od;
  unlock()
}

active proctype notifier() {
  bool told, sleepers;
  lock();
  ready = 1;
  unlock();
#ifdef FIRST_ALONE
  notify_one();
#else
  notify_all();
#endif
  notified = true
}

/* If it is faster than the other notifier, that one will wake all who wait. */
active proctype notifier_of_other() {
  bool told, sleepers;
#ifdef FIRST_ALONE
  notified;
#endif
  atomic { !taken && ready > 0 -> taken = true };
  other = true;
  unlock();
  notify_one()
}

#else

active [2] proctype waiter() {
  byte seen, number;
  bool spins, told;
  lock();
  do
  :: ready > 0 -> break
  :: else -> wait()
  od;
  ready--;
  unlock()
}

/* One that gives up at some moment, and takes nothing. What it was notified of in time is for somebody else. */
active proctype short_of_time() {
  byte seen, number;
  bool spins, told, sleepers, late;
  lock();
  wait_for_a_while();
  unlock();
  if
  :: late
  :: else -> notify_one()
  fi
}

active proctype notifier() {
  bool told, sleepers;
#ifdef ALL
  lock();
  ready = 2;
  unlock();
  notify_all()
#else
  byte round;
  do
  :: round < 2 ->
    round++;
    lock();
    ready++;
    unlock();
    notify_one()
  :: else -> break
  od
#endif
}

#endif
