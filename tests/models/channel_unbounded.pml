/* SPDX-License-Identifier: MIT
 * An unbounded channel: adding to the tail reserves a slot, a store publishes it, and then the sender looks whether the
 * receiver sleeps. The receiver announces its sleep, and looks again before it sleeps. The last sender to go wakes it.
 * A receiver that goes closes the tail, waits for those who had reserved before, and destroys what is there. The last
 * owner of the shared state frees it.
 *
 * broken LOOK_BEFORE_PUBLISHING   deadlock   the sender looks for a sleeper before its message can be seen (what the
 *                                            processor does if there is no fence)
 * broken SLEEP_WITHOUT_LOOKING    deadlock   the receiver announces its sleep and does not look again
 * broken GO_WITHOUT_WAKE          deadlock   the last sender does not wake the receiver
 * broken GONE_BEFORE_LAST_LOOK    assertion  the receiver sees that all senders have gone, and does not look again
 * broken LEAVE_THE_UNPUBLISHED    assertion  a receiver that goes leaves a slot that is reserved and not yet published
 * broken RECEIVER_FREES           assertion  the receiver frees the shared state when it goes
 * broken CLOSE_THEN_READ_TAIL     assertion  closing and reading the tail are two steps
 */
#include "lib/futex.pml"

#define SENDERS 2
#define EACH 2
#define SLOTS 4
#define Runs 0
#define Sleeps 1
#define RECEIVER 1

/* The shared state. */
byte tail;
bool closed; /* a bit of the tail's word: both change in one step */
bool published[SLOTS];
byte receiver = Runs;
byte senders = SENDERS;
byte owners = SENDERS + 1;

/* For the assertions only. */
bool freed;
byte received, destroyed, given_back;
bool said_to_be_gone;

#define touch() assert(!freed)

inline let_go() {
  atomic { touch(); owners--; last = (owners == 0) }
  if
  :: last ->
    touch();
    freed = true;
    assert(received + destroyed + given_back == SENDERS * EACH);
    assert(!said_to_be_gone || destroyed + given_back == 0)
  :: else
  fi
}

inline wake_receiver() {
  atomic { touch(); old = receiver }
  if
  :: old == Sleeps ->
    atomic { touch(); old = receiver; receiver = Runs }
    if :: old == Sleeps -> futex_wake_one(RECEIVER) :: else fi
  :: else
  fi
}

active [SENDERS] proctype sender() {
  byte sent, slot, old;
  bool refused, last;
  do
  :: sent < EACH ->
    sent++;
    atomic { touch(); slot = tail; refused = closed; tail++ }
    if
    :: refused -> given_back++
    :: else ->
#ifdef LOOK_BEFORE_PUBLISHING
      atomic { touch(); old = receiver }
      atomic { touch(); published[slot] = true }
      if
      :: old == Sleeps -> receiver = Runs; futex_wake_one(RECEIVER)
      :: else
      fi
#else
      atomic { touch(); published[slot] = true }
      wake_receiver()
#endif
    fi
  :: else -> break
  od
  if
  :: true -> (closed || received == SENDERS * EACH) /* this one waits for an answer before it goes */
  :: skip
  fi
  atomic { touch(); senders--; last = (senders == 0) }
#ifndef GO_WITHOUT_WAKE
  if :: last -> wake_receiver() :: else fi
#endif
  let_go()
}

#define there (head < SLOTS && published[head])

active proctype receiving() {
  byte head, end;
  bool last;
  do
  :: there -> head++; received++
  :: !there ->
    if
    :: senders == 0 ->
#ifndef GONE_BEFORE_LAST_LOOK
      if
      :: there
      :: else ->
#endif
        said_to_be_gone = true;
        break
#ifndef GONE_BEFORE_LAST_LOOK
      fi
#endif
    :: else ->
      receiver = Sleeps;
#ifdef SLEEP_WITHOUT_LOOKING
      futex_wait(receiver, RECEIVER, Sleeps);
#else
      if
      :: there || senders == 0
      :: else -> futex_wait(receiver, RECEIVER, Sleeps)
      fi
#endif
      receiver = Runs
    fi
  :: break /* it goes before all has arrived */
  od
#ifdef CLOSE_THEN_READ_TAIL
  end = tail;
  closed = true;
#else
  atomic { closed = true; end = tail }
#endif
  do
  :: head < end ->
#ifdef LEAVE_THE_UNPUBLISHED
    if :: published[head] -> destroyed++ :: else fi
#else
    published[head] -> destroyed++;
#endif
    head++
  :: else -> break
  od
#ifdef RECEIVER_FREES
  freed = true
#else
  let_go()
#endif
}
