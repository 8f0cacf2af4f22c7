/* SPDX-License-Identifier: MIT
 * A rendezvous: a sender leaves a packet, which is on its stack, in a list under a lock, and sleeps on the packet's
 * word. The receiver takes a packet from the list, moves the value, says Taken and does not touch the packet again: to
 * wake by an address is no touch. A sender whose time is up takes its packet back if it is still in the list, and else
 * waits for the end. A receiver that goes gives all packets back.
 *
 * broken TOUCH_AFTER_TAKEN        assertion  the receiver touches the packet after it said Taken
 * broken TAKEN_BEFORE_MOVED       assertion  the receiver says Taken, and then moves the value
 * broken LATE_LEAVES_AT_ONCE      assertion  a sender whose time is up leaves a packet that is being received
 * broken GO_WITHOUT_GIVING_BACK   deadlock   the receiver goes and leaves packets in the list
 * broken GO_WITHOUT_WAKE          deadlock   the receiver gives packets back and wakes nobody
 * broken TAKEN_WITHOUT_WAKE       deadlock   the receiver says Taken and wakes nobody
 * broken ARRIVE_WITHOUT_WAKE      deadlock   the sender leaves its packet and wakes nobody
 */
#include "lib/futex.pml"

#define SENDERS 2
#define Waiting 0
#define Taken 1
#define GivenBack 2
#define RECEIVER 9 /* the words: one for the receiver, and 1 + its number for each sender's packet */

bool locked;
byte queued[SENDERS]; /* the list: when the packet came, from 1; 0: it is not there */
byte order;
bool closed;
byte receiver_word;
byte senders = SENDERS;

/* The packets, one for each sender, and whether it is on the stack now. */
byte word[SENDERS];
bool there[SENDERS];
bool holds[SENDERS]; /* the value is still in it */

/* For the assertions only. */
byte sent, received;

#define lock() atomic { !locked -> locked = true }
#define unlock() locked = false
#define touch(who) assert(there[who])

inline wake_receiver() {
  receiver_word++;
  futex_wake_one(RECEIVER)
}

active [SENDERS] proctype sender() {
  byte left = 1 + _pid;
  bool late, last;
  do
  :: left > 0 ->
    left--;
    lock();
    if
    :: closed -> unlock() /* the value is given back */
    :: else ->
      atomic { word[_pid] = Waiting; there[_pid] = true; holds[_pid] = true }
      atomic { order++; queued[_pid] = order }
      unlock();
#ifndef ARRIVE_WITHOUT_WAKE
      wake_receiver();
#endif
      late = false;
      do
      :: word[_pid] != Waiting -> break
      :: else ->
        if
        :: _pid == 0 || late -> futex_wait(word[_pid], 1 + _pid, Waiting)
        :: _pid == 1 && !late -> /* this one has a limit of time */
          futex_wait_for_a_while(word[_pid], 1 + _pid, Waiting, late);
          late = true;
          lock();
          if
          :: queued[_pid] != 0 -> queued[_pid] = 0; word[_pid] = GivenBack
          :: else
          fi;
          unlock();
#ifdef LATE_LEAVES_AT_ONCE
          break
#endif
        fi
      od;
      if :: word[_pid] == Taken -> assert(!holds[_pid]); sent++ :: else fi;
      there[_pid] = false
    fi
  :: else -> break
  od
  lock();
  senders--;
  last = (senders == 0);
  unlock();
  if :: last -> wake_receiver() :: else fi
}

active proctype receiving() {
  byte seen, who;
  do
  :: seen = receiver_word;
     lock();
     if
     :: queued[0] != 0 && (queued[1] == 0 || queued[0] < queued[1]) -> who = 0; queued[0] = 0; unlock()
     :: queued[1] != 0 && (queued[0] == 0 || queued[1] < queued[0]) -> who = 1; queued[1] = 0; unlock()
     :: queued[0] == 0 && queued[1] == 0 && senders == 0 -> unlock(); break
     :: queued[0] == 0 && queued[1] == 0 && senders > 0 -> unlock(); who = SENDERS
     fi
     if
     :: who == SENDERS -> futex_wait(receiver_word, RECEIVER, seen)
     :: else ->
#ifdef TAKEN_BEFORE_MOVED
       atomic { touch(who); word[who] = Taken }
       atomic { touch(who); holds[who] = false; received++ }
#else
       atomic { touch(who); holds[who] = false; received++ }
       atomic { touch(who); word[who] = Taken }
#endif
#ifdef TOUCH_AFTER_TAKEN
       touch(who);
#endif
#ifndef TAKEN_WITHOUT_WAKE
       futex_wake_one(1 + who)
#endif
     fi
  :: break
  od
  lock();
  closed = true;
#ifndef GO_WITHOUT_GIVING_BACK
  who = 0;
  do
  :: who < SENDERS ->
    if
    :: queued[who] != 0 ->
      queued[who] = 0;
      atomic { touch(who); word[who] = GivenBack }
#ifndef GO_WITHOUT_WAKE
      futex_wake_one(1 + who)
#endif
    :: else
    fi;
    who++
  :: else -> break
  od;
#endif
  unlock()
}
