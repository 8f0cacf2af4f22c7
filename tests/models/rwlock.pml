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
 *
 * HOLDS: the reader reads another lock already, so that what it notes of this one takes room, which goes with the last
 * entry; and it reads this one twice, one within the other. (The reader, a writer, and one that stays as a reader.)
 *
 * real   HOLDS
 * broken HOLDS+LEAVE_WHILE_WAITING  assertion  the entry is taken back while the reader waits, and its room freed
 * broken HOLDS+COUNTS_ITSELF        assertion  the entry that is being made is taken for one that was there
 * broken HOLDS+FORGETS_ITSELF       deadlock   who reads already waits for the writer that waits for it
 *
 * SLOTS: readers do not count themselves but show the lock in a slot of their own, as long as the lock is open for that.
 * A writer closes it, has the heavy fence empty the readers' store buffers, and waits until nobody shows the lock; only
 * then may a writer take it. (A reader that reads twice, one within the other, a writer, and one that only tries, or
 * SLOTS+TWO_READERS: another reader in its place, or SLOTS+TWO_WRITERS: another writer.)
 *
 * real   SLOTS
 * real   SLOTS+TWO_READERS
 * real   SLOTS+TWO_WRITERS
 * broken SLOTS+CLOSE_WITHOUT_FENCE       assertion  the writer looks at the slots without the heavy fence
 * broken SLOTS+WAIT_WITHOUT_FENCE        deadlock   the writer says that it waits, and looks again without the fence
 * broken SLOTS+LOOK_BEFORE_SHOWING       assertion  the reader looks whether it may, and shows the lock then
 * broken SLOTS+HIDE_WITHOUT_TELLING      deadlock   the reader does not tell the writer that waits for it
 * broken SLOTS+TELL_RELAXED              deadlock   it tells it before others see that its slot is empty
 * broken SLOTS+TWO_WRITERS+TAKE_WHILE_USED  assertion  a writer takes the lock while another one still looks at slots
 * broken SLOTS+TAKE_BEFORE_LOOKING       deadlock   the writer keeps also those out who read again, and waits for them
 * broken SLOTS+TRY_WAKES_NO_READER       deadlock   who tried and gives the lock back does not wake the readers
 * broken SLOTS+TRY_WAKES_NO_WRITER       deadlock   nor the writer
 * broken SLOTS+TRY_ALWAYS_OPENS          assertion  who tried opens the slots, though a writer waits
 */
#include "lib/futex.pml"

#define Free 0
#define SLEEP 8   /* readers sleep */
#define WAIT 16   /* writers wait */
#define WRITER 32 /* somebody writes */
#define READERS_HERE 7
#define READERS 1
#define WRITERS 2

#ifdef SLOTS
#define OPEN 64  /* readers may use their slots */
#define USED 128 /* and did: nobody may write */
byte word = OPEN + USED;
#else
#define USED 0
byte word = Free;
#endif
byte waiting; /* writers that wait */

/* For the assertions only. */
byte reading;
byte writing;
byte entered; /* writers so far */
byte longing; /* writers that have raised the flag and are not let in yet */

#ifdef TAKE_WHILE_USED
#define keeps_writers_out (WRITER + READERS_HERE)
#elif defined(TAKE_BEFORE_LOOKING)
#define keeps_writers_out (WRITER + READERS_HERE)
#else
#define keeps_writers_out (WRITER + USED + READERS_HERE)
#endif
#define is_free(w) ((w & keeps_writers_out) == 0)
#ifdef READERS_COME_FIRST
#define keeps_readers_out (WRITER + SLEEP)
#define may_read(w) ((w & WRITER) == 0)
#else
#define keeps_readers_out (WRITER + WAIT + SLEEP)
#define may_read(w) ((w & (WRITER + WAIT)) == 0)
#endif

#ifdef HOLDS
/* What the reader has noted of this lock, and for how many there is room. */
byte noted;
byte room;

inline reserve() { if :: noted == room -> room = room + 1 :: else fi }
inline enter() { assert(noted < room); noted++ }
inline leave() { assert(noted > 0); noted--; if :: noted == 0 -> room = 0 :: else fi }
#ifdef COUNTS_ITSELF
#define reads_again (noted > 0)
#elif defined(FORGETS_ITSELF)
#define reads_again false
#else
#define reads_again (noted > 1)
#endif
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

#ifdef SLOTS
#include "lib/rwlock_slots.pml"
#define may_read_now(w) ((w & WRITER) == 0 && (again || (w & WAIT) == 0))
#elif defined(HOLDS)
#define may_read_now(w) ((w & WRITER) == 0 && (reads_again || (w & WAIT) == 0))
#else
#define may_read_now(w) may_read(w)
#endif

inline read_lock() {
#ifdef SLOTS
  atomic { before = (longing > 0 && !again -> entered : 255); old = word; word++ }
#elif defined(HOLDS)
  reserve();
  enter();
  atomic { before = (longing > 0 && noted == 1 -> entered : 255); old = word; word++ }
#else
  atomic { before = (longing > 0 -> entered : 255); old = word; word++ }
#endif
  if
  :: (old & keeps_readers_out) == 0
  :: else ->
    remove_reader();
#ifndef ROLLBACK_WITHOUT_WAKE
    wake_writer_if_free();
#endif
#ifdef LEAVE_WHILE_WAITING
    leave();
#endif
    do
    :: atomic { old = word; if :: may_read_now(old) -> word++ :: else fi }
       if
       :: may_read_now(old) -> break
       :: else ->
         old = word;
         if
         :: may_read_now(old)
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
#ifdef LEAVE_WHILE_WAITING
    ; enter()
#endif
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
#ifdef SLOTS
    atomic { word = (word | WAIT) & (255 - OPEN); longing++ }
#else
    atomic { word = word | WAIT; longing++ }
#endif
#endif
    do
    :: atomic { take(); if :: is_free(old) -> longing-- :: else fi }
       if
       :: is_free(old) -> break
       :: else ->
         old = word;
         if
         :: is_free(old)
#ifdef SLOTS
         :: !is_free(old) && (old & USED) != 0 -> wait_for_slots()
         :: else -> futex_wait(word, WRITERS, old)
#else
         :: else -> futex_wait(word, WRITERS, old)
#endif
         fi
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
#ifdef TAKE_BEFORE_LOOKING
  if :: (word & USED) != 0 -> wait_for_slots() :: else fi;
#endif
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

#ifdef SLOTS
/* Reads twice, one within the other. */
inline read_and_read_again() {
  read_by_slot();
  if
  :: by_slot -> reading++; assert(writing == 0)
  :: else -> read_lock(); consider_slots()
  fi;
  again = true;
  read_lock();
  read_unlock();
  again = false;
  if
  :: by_slot -> by_slot = false; reading--; hide()
  :: else -> read_unlock()
  fi
}

active proctype reader() {
  byte old, before, slot = 0;
  bool raised, by_slot, again;
  read_and_read_again();
#ifndef TWO_READERS
  read_and_read_again()
#endif
}
#else
active proctype reader() {
  byte old, before;
  bool raised;
#ifdef HOLDS
  read_lock();
  read_lock();
  read_unlock();
  leave();
  read_unlock();
  leave();
#endif
  read_lock();
  read_unlock()
#ifdef HOLDS
  ; leave(); assert(noted == 0)
#endif
}
#endif

active proctype writer() {
  byte old;
  write_lock();
  write_unlock()
}

#if defined(SLOTS) && defined(TWO_READERS)
active proctype another_reader() {
  byte old, before, slot = 1;
  bool raised, by_slot, again;
  read_and_read_again()
}
#elif defined(SLOTS) && defined(TWO_WRITERS)
active proctype another_writer() {
  byte old;
  write_lock();
  write_unlock()
}
#elif defined(SLOTS)
active proctype trying() {
  byte old;
  bool tried;
  try_lock_from_slots()
}
#elif defined(TWO_READERS)
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

#ifdef SLOTS
/* A store is seen by others at some time, or when somebody fences. */
active proctype memory() {
end:
  do
  :: stored[0]?shown[0]
  :: stored[1]?shown[1]
  od
}
#endif
