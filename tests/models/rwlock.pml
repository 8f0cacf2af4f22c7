/* SPDX-License-Identifier: MIT
 * RwLock: one word, the number of readers below three flags: somebody writes, writers wait, readers sleep. A reader adds
 * itself, and takes that back if a flag is there. A writer that waits counts itself, raises its flag, and sleeps until
 * the word is free; the last of them lowers the flag once it has the lock. Readers and writers sleep on the same word,
 * but are woken apart. (One reader and two writers, of which one stays as a reader; or two readers, of which one comes
 * twice, and a writer; or one reader and three writers.)
 *
 * real   TWO_READERS
 * real   THREE_WRITERS
 * broken END_STORES_FREE          assertion  the end of writing stores Free: readers on their way back are forgotten
 * broken ROLLBACK_WITHOUT_WAKE    deadlock   a reader that took itself back does not wake the writer it kept out
 * broken LAST_READER_SLEEPS       deadlock   the last reader wakes no writer
 * broken WRITER_WAKES_NO_READER   deadlock   the end of writing wakes no reader
 * broken SLEEP_WITHOUT_FLAG       deadlock   a reader sleeps and does not say so
 * broken DOWNGRADE_WAKES_NOBODY   deadlock   a writer that stays as a reader lowers the readers' flag and wakes none
 * broken LOOK_THEN_WRITE          assertion  a writer looks and takes the lock in two steps
 * broken DOWNGRADE_BY_UNLOCK      assertion  a downgrade unlocks and reads anew: a writer may come between
 * broken READERS_COME_FIRST       assertion  readers do not look whether a writer waits
 * broken THREE_WRITERS+LOWER_FOR_GOOD     deadlock  the last to wait lowers the flag, and does not look again
 * broken THREE_WRITERS+FLAG_BEFORE_COUNT  deadlock  a writer raises the flag before it counts itself
 */
#include "lib/futex.pml"

#define Free 0
#define SLEEP 8   /* readers sleep */
#define WAIT 16   /* writers wait */
#define WRITER 32 /* somebody writes */
#define READERS_HERE 7
#define READERS 1
#define WRITERS 2

byte word = Free;
byte waiting; /* writers that wait */

/* For the assertions only. */
byte reading;
byte writing;
byte entered; /* writers so far */
byte longing; /* writers that have raised the flag and are not let in yet */

#define is_free(w) ((w & (WRITER + READERS_HERE)) == 0)
#ifdef READERS_COME_FIRST
#define keeps_readers_out (WRITER + SLEEP)
#define may_read(w) ((w & WRITER) == 0)
#else
#define keeps_readers_out (WRITER + WAIT + SLEEP)
#define may_read(w) ((w & (WRITER + WAIT)) == 0)
#endif

inline remove_reader() {
  atomic { assert((word & READERS_HERE) != 0); word--; old = word }
}
inline wake_writer_if_free() {
  if
  :: (old & WAIT) != 0 && is_free(old) -> futex_wake_one(WRITERS)
  :: else
  fi
}

inline read_lock() {
  atomic { before = (longing > 0 -> entered : 255); old = word; word++ }
  if
  :: (old & keeps_readers_out) == 0
  :: else ->
    remove_reader();
#ifndef ROLLBACK_WITHOUT_WAKE
    wake_writer_if_free();
#endif
    do
    :: atomic { old = word; if :: may_read(old) -> word++ :: else fi }
       if
       :: may_read(old) -> break
       :: else ->
         old = word;
         if
         :: may_read(old)
         :: else ->
#ifndef SLEEP_WITHOUT_FLAG
           atomic { raised = (word == old); if :: raised -> word = word | SLEEP; old = word :: else fi }
#else
           raised = true;
#endif
           if
           :: raised -> futex_wait(word, READERS, old)
           :: else
           fi
         fi
       fi
    od
  fi;
  reading++;
  assert(writing == 0);
  assert(before == 255 || before != entered)
}

inline read_unlock() {
  reading--;
  remove_reader();
#ifndef LAST_READER_SLEEPS
  wake_writer_if_free()
#endif
}

/* Whether it was free, and is the writer's now. */
inline take() {
#ifdef LOOK_THEN_WRITE
  old = word;
  if :: is_free(old) -> atomic { word = word | WRITER; entered++ } :: else fi
#else
  atomic { old = word; if :: is_free(old) -> word = word | WRITER; entered++ :: else fi }
#endif
}

inline write_lock() {
  take();
  if
  :: is_free(old)
  :: else ->
#ifdef FLAG_BEFORE_COUNT
    atomic { word = word | WAIT; longing++ }
    atomic { waiting++ }
#else
    atomic { waiting++ }
    atomic { word = word | WAIT; longing++ }
#endif
    do
    :: atomic { take(); if :: is_free(old) -> longing-- :: else fi }
       if
       :: is_free(old) -> break
       :: else ->
         old = word;
         if :: is_free(old) :: else -> futex_wait(word, WRITERS, old) fi
       fi
    od;
    atomic { waiting--; old = waiting }
    if
    :: old == 0 ->
      atomic { word = word & (255 - WAIT) }
#ifndef LOWER_FOR_GOOD
      if
      :: waiting != 0 -> atomic { word = word | WAIT }
      :: else
      fi
#endif
    :: else
    fi
  fi;
  writing++;
  assert(writing == 1 && reading == 0)
}

inline write_unlock() {
  writing--;
#ifdef END_STORES_FREE
  atomic { old = word; word = Free }
#else
  atomic {
    old = word;
    assert((word & WRITER) != 0);
    word = word - WRITER;
    word = ((word & WAIT) == 0 -> word & (255 - SLEEP) : word)
  }
#endif
  if
  :: (old & WAIT) != 0 -> futex_wake_one(WRITERS)
#ifdef WRITER_WAKES_NO_READER
  :: else
#else
  :: (old & WAIT) == 0 && (old & SLEEP) != 0 -> futex_wake_all(READERS)
  :: else
#endif
  fi
}

inline downgrade() {
#ifdef DOWNGRADE_BY_UNLOCK
  write_unlock();
  read_lock();
#else
  atomic { word = word - WRITER + 1; writing--; reading++; old = word }
  if
  :: (old & WAIT) == 0 && (old & SLEEP) != 0 ->
    atomic { word = word & (255 - SLEEP) }
#ifndef DOWNGRADE_WAKES_NOBODY
    futex_wake_all(READERS)
#endif
  :: else
  fi
#endif
}

active proctype reader() {
  byte old, before;
  bool raised;
  read_lock();
  read_unlock()
}

active proctype writer() {
  byte old;
  write_lock();
  write_unlock()
}

#ifdef TWO_READERS
active proctype another_reader() {
  byte old, before, round;
  bool raised;
  do
  :: round < 2 -> round++; read_lock(); read_unlock()
  :: else -> break
  od
}
#elif defined(THREE_WRITERS)
active [2] proctype another_writer() {
  byte old;
  write_lock();
  write_unlock()
}
#else
active proctype downgrading() {
  byte old, before, mine;
  bool raised;
  write_lock();
  mine = entered;
  downgrade();
  assert(mine == entered);
  read_unlock()
}
#endif
