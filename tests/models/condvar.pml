/* SPDX-License-Identifier: MIT
 * Condvar: a futex word that counts notifications. Who waits reads it while it holds the lock, unlocks, and sleeps
 * only if it has not changed. (That it may come back to the same value, after 2^32 notifications, is not modelled.)
 *
 * real   ALL
 * broken READ_AFTER_UNLOCK        deadlock   the word is read after unlocking: a notification between is lost
 * broken WAKE_WITHOUT_COUNTING    deadlock   a notification wakes who sleeps, and does not change the word
 * broken ALL+WAKE_ONE_FOR_ALL     deadlock   notify_all wakes one
 */
#include "lib/futex.pml"

#define COUNT 1

bool taken;   /* the lock */
byte count;   /* the word */
byte ready;   /* what is waited for, under the lock */

#define lock() atomic { !taken -> taken = true }
#define unlock() taken = false

active [2] proctype waiter() {
  byte seen;
  lock();
  do
  :: ready > 0 -> break
  :: else ->
#ifndef READ_AFTER_UNLOCK
    seen = count;
#endif
    unlock();
#ifdef READ_AFTER_UNLOCK
    seen = count;
#endif
    futex_wait(count, COUNT, seen);
    lock()
  od
  ready--;
  unlock()
}

/* One that gives up at some moment. If it was woken and finds nothing, somebody else took what it was woken for. */
active proctype short_of_time() {
  byte seen;
  bool late;
  lock();
  if
  :: ready > 0
  :: else ->
    seen = count;
    unlock();
    futex_wait_for_a_while(count, COUNT, seen, late);
    lock()
  fi
  if :: ready > 0 -> ready-- :: else fi
  unlock()
}

inline notify_one() {
#ifndef WAKE_WITHOUT_COUNTING
  count++;
#endif
  futex_wake_one(COUNT)
}
inline notify_all() {
  count++;
#ifdef WAKE_ONE_FOR_ALL
  futex_wake_one(COUNT)
#else
  futex_wake_all(COUNT)
#endif
}

active proctype notifier() {
#ifdef ALL
  lock();
  ready = 3;
  unlock();
  notify_all()
#else
  byte round;
  do
  :: round < 3 ->
    round++;
    lock();
    ready++;
    unlock();
    notify_one()
  :: else -> break
  od
#endif
}
