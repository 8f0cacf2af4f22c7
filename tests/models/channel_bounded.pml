/* SPDX-License-Identifier: MIT
 * A bounded channel. A sender that finds it full counts itself, looks again, and sleeps until there is a token. The
 * receiver, having made room, takes one off the count and leaves a token; when it goes, one for each. Any sender may
 * take any token: none is forgotten. Who need not sleep, or has no more time, takes itself off the count; if somebody did
 * already, it takes a token, and wakes another in its place. (How slots are found is not modelled: one step reserves
 * room and looks whether the receiver is gone.)
 *
 * FREED_LATER: others see the room that the receiver made at some later time, or when somebody passes the heavy fence.
 * STOPS: once in a run, the receiver requests a stop of the second sender, and waits for it. The request changes the
 * part of the word above the tokens, and wakes all.
 *
 * real   FREED_LATER
 * real   STOPS
 * broken FREED_LATER+SLEEP_WITHOUT_FENCE  deadlock  a sender counts itself and looks again without the heavy fence
 * broken ROOM_WITHOUT_WAKE        deadlock   the receiver makes room and wakes nobody
 * broken LOOK_BEFORE_ROOM         deadlock   the receiver looks for senders that wait before it makes room
 * broken SLEEP_WITHOUT_LOOKING    deadlock   a sender counts itself and sleeps without another look
 * broken WAKE_WITHOUT_TOKEN       deadlock   the receiver wakes who sleeps, and leaves no token
 * broken LATE_TAKES_A_TOKEN       deadlock   a sender whose time is up takes a token, if there is one, and goes
 * broken GO_WITHOUT_WAKE          deadlock   the receiver goes without waking the senders
 * broken GO_WAKES_ONE             deadlock   the receiver goes and wakes one sender
 * broken ARRIVE_WITHOUT_WAKE      deadlock   a sender publishes its message and wakes nobody
 * broken STOPS+STOP_BY_TOKENS     deadlock   the request leaves a token for each who sleeps, which others may take
 * broken STOPS+STOP_WITHOUT_NUDGE deadlock   the request wakes who sleeps, and does not change the word
 * broken STOPS+STOP_NOT_ASKED     deadlock   who was woken without a token sleeps on, and does not ask whether to stop
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
byte tokens;    /* the word that senders sleep on */
byte waiting;   /* senders that are counted */
#ifdef STOPS
#ifndef STOP_NOT_ASKED
#define ASKS
#endif
byte nudges;    /* the part of the word above the tokens */
bool stop;
bool stopped;   /* the sender that is to stop is done */
#define word (tokens + 16 * nudges)
#define to_stop (_pid == 1 && stop)
#define gone() if :: _pid == 1 -> stopped = true :: else fi
#else
#define word tokens
#define nudges 0
#define to_stop false
#define gone() skip
#endif

#ifdef FREED_LATER
byte freed;     /* of those reserved, what the receiver is done with, but others do not see yet */
#define see_what_is_freed() d_step { reserved = reserved - freed; freed = 0 }
#define free_one() atomic { published--; freed++ }
#else
#define see_what_is_freed() skip
#define free_one() atomic { published--; reserved-- }
#endif
#ifdef SLEEP_WITHOUT_FENCE
#define heavy_fence() skip
#else
#define heavy_fence() see_what_is_freed()
#endif

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

/* By who has made room, or wakes another in its own place. */
inline wake_sender() {
  if
  :: waiting > 0 ->
    atomic { off = (waiting > 0); waiting = (off -> waiting - 1 : 0) }
    if
    :: off ->
      see_what_is_freed(); /* taking it off is a release */
#ifndef WAKE_WITHOUT_TOKEN
      atomic { tokens++ }
#endif
      futex_wake_one(ROOM)
    :: else
    fi
  :: else
  fi
}

inline leave() {
  atomic { off = (waiting > 0); waiting = (off -> waiting - 1 : 0) }
  if
  :: off
  :: else ->
    atomic { tokens > 0 -> tokens-- }
    wake_sender()
  fi
}

#ifdef SLEEP_WITHOUT_LOOKING
#define ready false
#else
#define ready (closed || reserved < CAPACITY)
#endif

/* Until it is worth trying again, or `late`. */
inline sleep(limited) {
  atomic { waiting++ }
  heavy_fence();
  if
  :: ready -> leave()
  :: else ->
    do
    :: atomic { tokens > 0 -> tokens-- } break
    :: atomic { tokens == 0 -> seen = 16 * nudges }
      if
      :: limited -> futex_wait_for_a_while(word, ROOM, seen, late)
#ifdef ASKS
      :: !(limited) && to_stop -> leave(); break
      :: !(limited) && !to_stop -> futex_wait(word, ROOM, seen)
#else
      :: !(limited) -> futex_wait(word, ROOM, seen)
#endif
      fi;
      if
      :: late ->
#ifdef LATE_TAKES_A_TOKEN
        atomic { if :: tokens > 0 -> tokens-- :: tokens == 0 && waiting > 0 -> waiting-- :: else fi }
#else
        leave();
#endif
        break
      :: else
      fi
    od
  fi
}

active [3] proctype sender() {
  byte old, seen;
  bool refused, had_room, last, late, off;
  do
  :: try();
     if
     :: refused -> break /* the message is given back */
     :: had_room -> publish(); break
     :: (late || to_stop) && !refused && !had_room -> break /* likewise */
     :: !late && !to_stop && !refused && !had_room ->
       sleep(_pid == 2);
#ifdef LATE_TAKES_A_TOKEN
       if :: late -> break :: else fi
#endif
     fi
  od
  go();
  gone()
}

inline made_room() {
#ifdef LOOK_BEFORE_ROOM
  announced = (waiting > 0);
  free_one();
  if :: announced -> wake_sender() :: else fi
#else
  free_one();
#ifndef ROOM_WITHOUT_WAKE
  wake_sender()
#endif
#endif
}

#ifdef STOPS
inline request_stop() {
  stop = true;
#ifdef STOP_BY_TOKENS
  atomic { all = waiting; waiting = 0 }
  if :: all > 0 -> atomic { tokens = tokens + all } futex_wake_all(ROOM) :: else fi;
#else
#ifndef STOP_WITHOUT_NUDGE
  nudges++;
#endif
  futex_wake_all(ROOM);
#endif
  stopped
}
#endif

active proctype receiving() {
  bool off, announced;
  byte all;
  do
#ifdef STOPS
  :: !stop -> request_stop()
#endif
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
#ifdef GO_WAKES_ONE
  wake_sender();
#else
  atomic { all = waiting; waiting = 0 }
  if :: all > 0 -> atomic { tokens = tokens + all } futex_wake_all(ROOM) :: else fi;
#endif
#endif
  do
  :: published > 0 -> atomic { published--; reserved--; balance-- }
  :: published == 0 && reserved == 0 -> break
  od
  assert(balance == 0)
}

#ifdef FREED_LATER
active proctype memory() {
end:
  do
  :: atomic { freed > 0 -> freed--; reserved-- }
  od
}
#endif
