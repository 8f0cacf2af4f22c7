/* SPDX-License-Identifier: MIT
 * RwLock: a reader adds itself to the word and takes that back if a writer is there or waits; a writer takes the word
 * when it is free. Each side sleeps on a word of its own that counts its wake-ups. A writer that waits keeps new
 * readers out; one that has written may stay as a reader. (One reader and two writers, of which one stays; or two
 * readers, of which one comes twice, and a writer.)
 *
 * real   TWO_READERS
 * broken END_STORES_FREE          assertion  the end of writing stores Free: readers on their way back are forgotten
 * broken ROLLBACK_WITHOUT_WAKE    deadlock   a reader that took itself back does not wake the writer it kept out
 * broken LAST_READER_SLEEPS       deadlock   the last reader wakes no writer
 * broken WRITER_WAKES_NO_READER   deadlock   the end of writing wakes no reader
 * broken SLEEP_WITHOUT_LOOKING    deadlock   a writer announces itself and sleeps without another look
 * broken LOOK_THEN_WRITE          assertion  a writer looks and takes the lock in two steps
 * broken DOWNGRADE_BY_UNLOCK      assertion  a downgrade unlocks and reads anew: a writer may come between
 * broken READERS_COME_FIRST       assertion  readers do not look whether a writer waits
 */
#include "lib/futex.pml"

#define Free 0
#define WRITER 8 /* in the word, beside the number of readers */
#define READERS 1
#define WRITERS 2

byte word = Free;
byte waiting; /* writers that wait */
byte reader_wakes;
byte writer_wakes;

/* For the assertions only. */
byte reading;
byte writing;
byte entered; /* writers so far */
byte longing; /* writers that wait and are not let in yet */

#ifdef READERS_COME_FIRST
#define kept_out (word >= WRITER)
#else
#define kept_out (word >= WRITER || waiting > 0)
#endif

inline wake_writer() {
  writer_wakes++;
  futex_wake_one(WRITERS)
}
inline wake_readers() {
  reader_wakes++;
  futex_wake_all(READERS)
}

inline read_lock() {
  before = 255;
  do
  :: atomic { if :: before == 255 && longing > 0 -> before = entered :: else fi }
     atomic { old = word; word++ }
     if
     :: old < WRITER && !kept_out -> break
     :: else ->
       atomic { assert((word & 7) != 0); word--; old = word }
#ifndef ROLLBACK_WITHOUT_WAKE
       if :: old == Free && waiting > 0 -> wake_writer() :: else fi;
#endif
       seen = reader_wakes;
       if :: kept_out -> futex_wait(reader_wakes, READERS, seen) :: else fi
     fi
  od
  reading++;
  assert(writing == 0);
  assert(before == 255 || before != entered)
}

inline read_unlock() {
  reading--;
  atomic { assert((word & 7) != 0); word--; old = word }
#ifndef LAST_READER_SLEEPS
  if :: old == Free && waiting > 0 -> wake_writer() :: else fi
#endif
}

/* Whether the word was free, and is the writer's now. */
inline take_if_free() {
#ifdef LOOK_THEN_WRITE
  old = word;
  if :: old == Free -> atomic { word = WRITER; entered++ } :: else fi
#else
  atomic { old = word; if :: old == Free -> word = WRITER; entered++ :: else fi }
#endif
}

inline write_lock() {
  take_if_free();
  if
  :: old == Free
  :: else ->
    atomic { waiting++; longing++ }
    do
    :: seen = writer_wakes;
       atomic { take_if_free(); if :: old == Free -> longing-- :: else fi }
       if
       :: old == Free -> break
       :: else ->
#ifdef SLEEP_WITHOUT_LOOKING
         seen = writer_wakes;
#endif
         futex_wait(writer_wakes, WRITERS, seen)
       fi
    od;
    atomic { waiting-- }
  fi
  writing++;
  assert(writing == 1 && reading == 0)
}

inline wake_after_writing() {
  if
  :: waiting > 0 -> wake_writer()
#ifdef WRITER_WAKES_NO_READER
  :: else
#else
  :: else -> wake_readers()
#endif
  fi
}

inline write_unlock() {
  writing--;
#ifdef END_STORES_FREE
  word = Free;
#else
  atomic { assert(word >= WRITER); word = word - WRITER }
#endif
  wake_after_writing()
}

inline downgrade() {
#ifdef DOWNGRADE_BY_UNLOCK
  write_unlock();
  read_lock();
#else
  atomic { word = word - WRITER + 1; writing--; reading++ }
  if :: waiting == 0 -> wake_readers() :: else fi
#endif
}

active proctype reader() {
  byte old, seen, before;
  read_lock();
  read_unlock()
}

active proctype writer() {
  byte old, seen;
  write_lock();
  write_unlock()
}

#ifdef TWO_READERS
active proctype another_reader() {
  byte old, seen, before, round;
  do
  :: round < 2 -> round++; read_lock(); read_unlock()
  :: else -> break
  od
}
#else
active proctype downgrading() {
  byte old, seen, before, mine;
  write_lock();
  mine = entered;
  downgrade();
  assert(mine == entered);
  read_unlock()
}
#endif
