/* SPDX-License-Identifier: MIT
 * park and unpark: a token that is there or not. As one futex word (Empty, Token, Parked), or, with UNDER_LOCK, as a
 * flag under a lock, with a condition variable.
 *
 * real   UNDER_LOCK
 * broken LOOK_THEN_ANNOUNCE       deadlock   park looks for the token, and announces its sleep in a second step
 * broken WAKE_ONLY_IF_ASLEEP      deadlock   unpark leaves no token for a thread that does not sleep yet
 * broken RETURN_WITHOUT_TOKEN     assertion  park returns from any wake-up
 * broken KEEP_THE_TOKEN           assertion  park leaves the token there
 * broken UNDER_LOCK+UNLOCK_THEN_SLEEP  deadlock  waiting on the condition variable is no single step
 */
#include "lib/futex.pml"

#define Empty 0
#define Token 1
#define Parked 2
#define STATE 1

byte state = Empty;
bool said[2];  /* what each thread says before it unparks */
byte unparks;  /* tokens given; two given without one taken are one */
byte parks;    /* tokens taken */

#ifdef UNDER_LOCK
bool taken;  /* the lock */
byte waits;  /* changes at every notification */
#define lock_it() atomic { !taken -> taken = true }

inline park() {
  lock_it();
  do
  :: state == Token -> break
  :: else ->
#ifdef UNLOCK_THEN_SLEEP
    taken = false;
    asleep[_pid] = STATE;
#else
    atomic { taken = false; asleep[_pid] = STATE }
#endif
    if
    :: asleep[_pid] == AWAKE -> lock_it()
    :: atomic { asleep[_pid] != AWAKE && spurious > 0 -> asleep[_pid] = AWAKE; spurious-- }
       lock_it()
    :: atomic { asleep[_pid] != AWAKE && limited -> asleep[_pid] = AWAKE }
       lock_it();
       break
    fi
  od
  got = (state == Token);
  state = Empty;
  taken = false
}
inline unpark() {
  lock_it();
  unparks++;
  state = Token;
  taken = false;
  futex_wake_one(STATE)
}

#else

inline park() {
#ifdef LOOK_THEN_ANNOUNCE
  old = state;
  if :: old == Token -> state = Empty :: else -> state = Parked fi
#else
  atomic { old = state; state = (old == Token -> Empty : Parked) }
#endif
  got = (old == Token);
  do
  :: got -> break
  :: else ->
    if
    :: limited -> futex_wait_for_a_while(state, STATE, Parked, late)
    :: else -> futex_wait(state, STATE, Parked)
    fi
#ifdef RETURN_WITHOUT_TOKEN
    got = true;
    state = Empty
#else
    if
    :: limited -> atomic { got = (state == Token); state = Empty } break
    :: else -> atomic { got = (state == Token); if :: got -> state = Empty :: else fi }
    fi
#endif
  od
#ifdef KEEP_THE_TOKEN
  if :: got -> state = Token :: else fi
#endif
}
inline unpark() {
#ifdef WAKE_ONLY_IF_ASLEEP
  atomic { old = state; if :: old == Parked -> state = Token; unparks++ :: else -> unparks++ fi }
#else
  atomic { old = state; state = Token; unparks++ }
#endif
  if :: old == Parked -> futex_wake_one(STATE) :: else fi
}
#endif

active proctype parker() {
  byte old;
  bool got, late;
  bool limited = true; /* the first time only */
  do
  :: !limited && said[0] && said[1] -> break
  :: else ->
    park();
    assert(got || limited);
    if :: got -> parks++ :: else fi
    assert(parks <= unparks);
    limited = false
  od
}

active [2] proctype unparker() {
  byte old;
  said[_pid - 1] = true;
  unpark()
}
