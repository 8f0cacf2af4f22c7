/* SPDX-License-Identifier: MIT
 * The slots of the readers in rwlock.pml: showing that one reads, hiding it, and waiting until all are hidden. */
/* The slot of each reader, of which this model has one; and its last stores to it, which others do not see yet. */
bit shown[2];
chan stored[2] = [2] of { bit };
byte awaited[2]; /* writers that wait for it */
byte changes[2]; /* and what they sleep on */
#define HIDDEN 3 /* + the reader */

inline heavy_fence() {
  atomic {
    do
    :: nempty(stored[0]) -> stored[0]?shown[0]
    :: nempty(stored[1]) -> stored[1]?shown[1]
    :: empty(stored[0]) && empty(stored[1]) -> break
    od
  }
}

inline hide() {
  stored[slot]!0;
#ifndef HIDE_WITHOUT_TELLING
  if
  :: awaited[slot] != 0 ->
#ifdef TELL_RELAXED
    atomic { changes[slot]++ }
#else
    atomic { empty(stored[slot]) -> changes[slot]++ } /* a release: who sees this sees the slot empty */
#endif
    futex_wake_all(HIDDEN + slot)
  :: else
  fi
#endif
}

/* Whether this reader reads now, by its slot. */
inline read_by_slot() {
#ifdef LOOK_BEFORE_SHOWING
  if
  :: (word & OPEN) != 0 -> stored[slot]!1; by_slot = true
  :: else
  fi
#else
  stored[slot]!1;
  atomic { if :: (word & OPEN) != 0 -> by_slot = true; assert(longing == 0) :: else fi }
  if
  :: by_slot
  :: else -> hide()
  fi
#endif
}

inline wait_for_slot(reader) {
  if
  :: shown[reader] == 0
  :: else ->
    atomic { awaited[reader]++ }
#ifndef WAIT_WITHOUT_FENCE
    heavy_fence();
#endif
    do
    :: old = changes[reader];
       if
       :: shown[reader] == 0 -> break
       :: else -> futex_wait(changes[reader], HIDDEN + reader, old)
       fi
    od;
    atomic { awaited[reader]-- }
  fi
}
inline wait_for_slots() {
#ifndef CLOSE_WITHOUT_FENCE
  heavy_fence();
#endif
  wait_for_slot(0);
  wait_for_slot(1);
  atomic { word = word & (255 - USED) }
}

/* Takes the lock while the slots are open, and gives it back if somebody reads. */
inline try_lock_from_slots() {
  atomic {
    old = word;
    if
    :: (old & USED) != 0 && (old & (WRITER + READERS_HERE)) == 0 -> word = (word | WRITER) & (255 - OPEN - USED); tried = true
    :: else
    fi
  }
  if
  :: tried ->
#ifndef CLOSE_WITHOUT_FENCE
    heavy_fence();
#endif
    if
    :: shown[0] == 0 && shown[1] == 0 -> writing++; entered++; assert(writing == 1 && reading == 0); write_unlock()
    :: else ->
      atomic {
        old = word;
        word = ((word - WRITER) | USED) & (255 - SLEEP);
#ifndef TRY_ALWAYS_OPENS
        if :: (word & WAIT) == 0 -> word = word | OPEN :: else fi
#else
        word = word | OPEN
#endif
      }
#ifndef TRY_WAKES_NO_WRITER
      if :: (old & WAIT) != 0 -> futex_wake_one(WRITERS) :: else fi;
#endif
#ifndef TRY_WAKES_NO_READER
      if :: (old & SLEEP) != 0 -> futex_wake_all(READERS) :: else fi
#endif
    fi
  :: else
  fi
}

/* A reader that is counted opens the slots, or does not. */
inline consider_slots() {
  if
  :: atomic { (word & (255 - READERS_HERE)) == 0 -> word = word | OPEN | USED }
  :: true
  fi
}
