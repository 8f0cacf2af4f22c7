/* SPDX-License-Identifier: MIT
 * Linux's futex: looking at the word and going to sleep are one step, a waker picks any sleeper, and a sleeper may wake
 * for nothing. It may do so SPURIOUS times in a run only: were it forever, no sleeper could ever be caught forgotten.
 *
 * A word is told by the variable and by a number that is not AWAKE. Processes are numbered from 0; there are four at
 * most.
 */
#ifndef SPURIOUS
#define SPURIOUS 1
#endif
#define AWAKE 0

byte asleep[4]; /* the word each process sleeps on */
byte spurious = SPURIOUS;

inline futex_wait(word, number, expected) {
  atomic { if :: word == expected -> asleep[_pid] = number :: else fi }
  if
  :: asleep[_pid] == AWAKE
  :: atomic { asleep[_pid] != AWAKE && spurious > 0 -> spurious--; asleep[_pid] = AWAKE }
  fi
}

/* The same with a limit of time, which may pass at any moment: `late` says that it has, and that nobody woke this one. */
inline futex_wait_for_a_while(word, number, expected, late) {
  atomic { if :: word == expected -> asleep[_pid] = number :: else fi }
  if
  :: asleep[_pid] == AWAKE
  :: atomic { asleep[_pid] != AWAKE -> asleep[_pid] = AWAKE; late = true }
  fi
}

inline futex_wake_one(number) {
  atomic {
    if
    :: asleep[0] == number -> asleep[0] = AWAKE
    :: asleep[1] == number -> asleep[1] = AWAKE
    :: asleep[2] == number -> asleep[2] = AWAKE
    :: asleep[3] == number -> asleep[3] = AWAKE
    :: else
    fi
  }
}

inline futex_wake_all(number) {
  d_step {
    asleep[0] = (asleep[0] == number -> AWAKE : asleep[0]);
    asleep[1] = (asleep[1] == number -> AWAKE : asleep[1]);
    asleep[2] = (asleep[2] == number -> AWAKE : asleep[2]);
    asleep[3] = (asleep[3] == number -> AWAKE : asleep[3])
  }
}
