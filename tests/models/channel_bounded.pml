/* SPDX-License-Identifier: MIT
 * A bounded channel. A sender that finds it full announces itself, looks again, and sleeps on a word that counts what
 * the receiver tells it; the receiver, having made room, wakes one if any is announced, and all when it goes. A sender
 * with a limit of time tries once more after every sleep. (How slots are found is not modelled: one step reserves room
 * and looks whether the receiver is gone.)
 *
 * broken ROOM_WITHOUT_WAKE        deadlock   the receiver makes room and wakes nobody
 * broken LOOK_BEFORE_ROOM         deadlock   the receiver looks for senders that wait before it makes room
 * broken SLEEP_WITHOUT_LOOKING    deadlock   a sender announces itself and sleeps without another look
 * broken WAKE_WITHOUT_COUNTING    deadlock   the receiver wakes who sleeps, and does not change the word
 * broken LATE_WITHOUT_TRYING      deadlock   a sender whose time is up does not try again: its wake-up is lost
 * broken GO_WITHOUT_WAKE          deadlock   the receiver goes without waking the senders
 * broken GO_WAKES_ONE             deadlock   the receiver goes and wakes one sender
 * broken ARRIVE_WITHOUT_WAKE      deadlock   a sender publishes its message and wakes nobody
 */
#include "lib/futex.pml"

#define CAPACITY 1
#define Runs 0
#define Sleeps 1
#define RECEIVER 1
#define ROOM 2

byte reserved;  /* messages that have room */
byte published; /* of these, those that can be received */
bool closed;
byte receiver = Runs;
byte senders = 3;
byte room;      /* the word that senders sleep on */
byte waiting;   /* senders that are announced */

short balance; /* for the assertion only: what was sent, and neither received nor destroyed */

/* Whether the receiver is gone, and whether there was room, which is this sender's then. */
inline try() {
  atomic {
    refused = closed;
    had_room = (!closed && reserved < CAPACITY);
    reserved = (had_room -> reserved + 1 : reserved)
  }
  assert(reserved <= CAPACITY)
}

inline publish() {
  atomic { published++; balance++ }
#ifndef ARRIVE_WITHOUT_WAKE
  atomic { old = receiver; receiver = Runs }
  if :: old == Sleeps -> futex_wake_one(RECEIVER) :: else fi
#endif
}

inline go() {
  atomic { senders--; last = (senders == 0) }
  if
  :: last ->
    atomic { old = receiver; receiver = Runs }
    if :: old == Sleeps -> futex_wake_one(RECEIVER) :: else fi
  :: else
  fi
}

inline look_again() {
#ifdef SLEEP_WITHOUT_LOOKING
  again = false
#else
  again = (closed || reserved < CAPACITY)
#endif
}

active [2] proctype sender() {
  byte left = 1;
  byte seen, old;
  bool refused, had_room, again, last;
  do
  :: left > 0 ->
    try();
    if
    :: refused -> left-- /* the message is given back */
    :: had_room -> publish(); left--
    :: else ->
      atomic { waiting++ }
      seen = room;
      look_again();
      if :: again :: else -> futex_wait(room, ROOM, seen) fi;
      atomic { waiting-- }
    fi
  :: else -> break
  od
  go()
}

active proctype sender_with_limit() {
  byte seen, old;
  bool refused, had_room, again, last, late;
  do
  :: try();
     if
     :: refused -> break
     :: had_room -> publish(); break
     :: late && !refused && !had_room -> break /* the message is given back */
     :: else ->
       atomic { waiting++ }
       seen = room;
       look_again();
       if :: again :: else -> futex_wait_for_a_while(room, ROOM, seen, late) fi;
       atomic { waiting-- }
       if :: late = true :: skip fi;
#ifdef LATE_WITHOUT_TRYING
       if :: late -> break :: else fi
#endif
     fi
  od
  go()
}

inline made_room() {
#ifdef LOOK_BEFORE_ROOM
  announced = (waiting > 0);
  atomic { published--; reserved-- }
#else
  atomic { published--; reserved-- }
  announced = (waiting > 0);
#endif
#ifndef ROOM_WITHOUT_WAKE
  if
  :: announced ->
#ifndef WAKE_WITHOUT_COUNTING
    room++;
#endif
    futex_wake_one(ROOM)
  :: else
  fi
#endif
}

active proctype receiving() {
  bool announced;
  do
  :: published > 0 -> balance--; made_room()
  :: published == 0 ->
    if
    :: senders == 0 ->
      if :: published > 0 :: else -> break fi
    :: else ->
      receiver = Sleeps;
      if
      :: published > 0 || senders == 0
      :: else -> futex_wait(receiver, RECEIVER, Sleeps)
      fi;
      receiver = Runs
    fi
  :: break
  od
  closed = true;
#ifndef GO_WITHOUT_WAKE
  room++;
#ifdef GO_WAKES_ONE
  futex_wake_one(ROOM);
#else
  futex_wake_all(ROOM);
#endif
#endif
  do
  :: published > 0 -> atomic { published--; reserved--; balance-- }
  :: published == 0 && reserved == 0 -> break
  od
  assert(balance == 0)
}
