/* SPDX-License-Identifier: MIT
 * mpsc::select: a thread waits for two channels at once. It sets the mark in the word of each, and leaves them a signal
 * of its own, which lives on its stack. The sender that finds a mark, and removes it, sets that signal, and then counts
 * itself. The receiver counts the marks that were removed; so it knows when each of those senders is done, and waits for
 * that before the signal goes. (It also waits before it leaves a signal, for a sender that is on its way from an earlier
 * wait and reads where the signal is. A model has no data races.)
 *
 * broken RETURN_WITHOUT_WAITING   assertion  select returns although a sender is about to set its signal
 * broken MARK_WITHOUT_COMPARING   deadlock   the mark is set although a slot has been reserved meanwhile
 * broken WATCH_WITHOUT_LOOKING    deadlock   the mark is set, and nobody looks whether the last sender went
 * broken GO_WITHOUT_WAKE          deadlock   the last sender does not wake the receiver
 */
#include "lib/futex.pml"

#define EACH 2
#define None 0
#define Asleep 1
#define Woken 2
/* The words that the receiver sleeps on. */
#define OWN 1
#define SHARED 2

/* Of each channel: the word, which changes as a whole, the messages that are there, and the receiver's signals. */
byte reserved[2], published[2], received[2];
bool marked[2], gone[2], watched[2];
byte own[2] = None;
byte wakers_done[2], marks_taken[2];
byte shared = None;
bool lives; /* for the assertions only: whether `shared` exists */

#define there(c) (published[c] > received[c])

inline wake_receiver() {
  atomic { found = marked[_pid]; marked[_pid] = false }
  if
  :: found ->
    if
    :: watched[_pid] ->
      atomic { assert(lives); old = shared; shared = Woken }
      if :: old == Asleep -> futex_wake_one(SHARED) :: else fi
    :: else ->
      atomic { old = own[_pid]; own[_pid] = Woken }
      if :: old == Asleep -> futex_wake_one(OWN) :: else fi
    fi;
    wakers_done[_pid]++
  :: else
  fi
}

/* The only sender of the channel that has its number. */
active [2] proctype sender() {
  byte sent, old;
  bool found, sleeps;
  do
  :: sent < EACH ->
    sent++;
    atomic { sleeps = marked[_pid]; reserved[_pid]++ }
    published[_pid]++;
    if :: sleeps -> wake_receiver() :: else fi
  :: else -> break
  od
  if
  :: true -> (received[_pid] == EACH) /* this one waits for an answer before it goes */
  :: skip
  fi
  gone[_pid] = true;
#ifndef GO_WITHOUT_WAKE
  wake_receiver()
#endif
}

inline mark_asleep(c) {
#ifdef MARK_WITHOUT_COMPARING
  atomic { set = true; marked[c] = true }
#else
  atomic { set = (reserved[c] == received[c]); marked[c] = set }
#endif
}
inline mark_awake(c) { atomic { marks_taken[c] = marks_taken[c] + (marked[c] -> 0 : 1); marked[c] = false } }

/* An ordinary wait, whose time may be up. */
inline wait_alone() {
  own[0] = None;
  mark_asleep(0);
  if
  :: set ->
    if
    :: gone[0]
    :: else ->
      atomic { old = own[0]; own[0] = (old == None -> Asleep : old) }
      if :: old == None -> futex_wait_for_a_while(own[0], OWN, Asleep, late) :: else fi
    fi;
    mark_awake(0)
  :: else
  fi
}

inline begin_watch(c) {
  if
  :: !may_sleep || over[c]
  :: else ->
    (wakers_done[c] == marks_taken[c]);
    watched[c] = true;
    mark_asleep(c);
    begun[c] = set;
    if
    :: !set -> watched[c] = false; may_sleep = false
    :: else ->
#ifndef WATCH_WITHOUT_LOOKING
      if :: gone[c] -> may_sleep = false :: else fi
#endif
    fi
  fi
}
inline end_watch(c) {
  if
  :: begun[c] ->
    mark_awake(c);
#ifndef RETURN_WITHOUT_WAITING
    (wakers_done[c] == marks_taken[c]);
#endif
    watched[c] = false;
    begun[c] = false
  :: else
  fi
}

inline wait_for_both() {
  shared = None;
  lives = true;
  may_sleep = true;
  begin_watch(0);
  begin_watch(1);
  if
  :: may_sleep ->
    atomic { old = shared; shared = (old == None -> Asleep : old) }
    do
    :: shared != Asleep -> break
    :: else -> futex_wait(shared, SHARED, Asleep)
    od
  :: else
  fi;
  end_watch(0);
  end_watch(1);
  lives = false
}

active proctype receiving() {
  byte old;
  bool begun[2], over[2]; /* `over`: it has found that the sender is gone, and waits there no more */
  bool set, may_sleep, late;
  do
  :: over[0] && over[1] -> break
  :: there(0) -> received[0]++
  :: there(1) -> received[1]++
  :: !over[0] && gone[0] && !there(0) -> over[0] = true
  :: !over[1] && gone[1] && !there(1) -> over[1] = true
  :: else ->
    if
    :: !over[0] -> wait_alone()
    :: wait_for_both()
    fi
  od
  assert(received[0] == EACH && received[1] == EACH)
}
