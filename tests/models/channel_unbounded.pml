/* SPDX-License-Identifier: MIT
 * An unbounded channel: adding to the tail's word reserves a slot, a store publishes it. The word also holds a mark that
 * the receiver sleeps, which can be set only while nothing is reserved: so either a sender finds it, and wakes the
 * receiver once its message is there, or it is not set. The last sender goes and then looks for the mark, the receiver
 * sets it and then looks for senders. A receiver that goes closes the word, waits for those who had reserved before,
 * and destroys what is there. The last owner of the shared state frees it.
 *
 * broken MARK_WITHOUT_COMPARING   deadlock   the mark is set although a slot has been reserved meanwhile
 * broken SLEEP_WITHOUT_LOOKING    deadlock   the receiver sets the mark and does not look whether the last sender went
 * broken LOOK_BEFORE_GOING        deadlock   the last sender looks for the mark, and then goes (what the processor does
 *                                            if the order is not asked for)
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
#define None 0
#define Asleep 1
#define Woken 2
#define RECEIVER 1

/* The shared state: the tail's word, which changes as a whole, the slots, and the receiver's signal. */
byte tail;
bool closed;
bool marked;
bool published[SLOTS];
byte signal = None;
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
  atomic { touch(); found = marked; marked = false }
  if
  :: found ->
    atomic { touch(); old = signal; signal = Woken }
    if :: old == Asleep -> futex_wake_one(RECEIVER) :: else fi
  :: else
  fi
}

active [SENDERS] proctype sender() {
  byte sent, slot, old;
  bool refused, last, found, sleeps;
  do
  :: sent < EACH ->
    sent++;
    atomic { touch(); slot = tail; refused = closed; sleeps = marked; tail++ }
    if
    :: refused -> given_back++
    :: else ->
      atomic { touch(); published[slot] = true }
      if :: sleeps -> wake_receiver() :: else fi
    fi
  :: else -> break
  od
  if
  :: true -> (closed || received == SENDERS * EACH) /* this one waits for an answer before it goes */
  :: skip
  fi
#ifdef LOOK_BEFORE_GOING
  if :: senders == 1 -> wake_receiver() :: else fi;
  atomic { touch(); senders-- }
#else
  atomic { touch(); senders--; last = (senders == 0) }
#ifndef GO_WITHOUT_WAKE
  if :: last -> wake_receiver() :: else fi
#endif
#endif
  let_go()
}

#define there (head < SLOTS && published[head])

active proctype receiving() {
  byte head, end, old;
  bool last, set;
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
      signal = None;
#ifdef MARK_WITHOUT_COMPARING
      atomic { set = true; marked = true }
#else
      atomic { set = (tail == head); marked = set }
#endif
      if
      :: !set -> tail != head && published[head] /* it is about to be there */
      :: else ->
#ifndef SLEEP_WITHOUT_LOOKING
        if
        :: senders == 0
        :: else ->
#endif
          atomic { old = signal; signal = (old == None -> Asleep : old) }
          do
          :: signal != Asleep -> break
          :: else ->
            futex_wait(signal, RECEIVER, Asleep);
            if :: break :: skip fi /* its time may be up */
          od
#ifndef SLEEP_WITHOUT_LOOKING
        fi
#endif
        marked = false
      fi
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
