/* SPDX-License-Identifier: MIT
 * The blocks of an unbounded channel: the tail's word holds a block and a slot of it, so that adding to it reserves the
 * slot. The first who comes behind a block's last slot makes the next block, takes its first slot by moving the tail
 * there, and then links it; who comes later waits for the tail to move. The receiver goes to the next block when it is
 * linked, and frees the one before, or keeps it as the spare that is cleaned and becomes the next.
 *
 * broken FREE_BEFORE_LINKED       assertion  the receiver follows the tail to the next block, before that is linked
 * broken SPARE_AS_IT_WAS          assertion  the spare keeps the marks of its former messages
 * broken TAKE_SPARE_IN_TWO_STEPS  assertion  the spare is taken by looking at it and then emptying its place
 */

#define SENDERS 2
#define EACH 3 /* so many that the last block is full in the end, and no other follows */
#define BLOCKS 4
#define CAPACITY 2
#define none 15

/* The tail's word. */
byte tail_block;
byte tail_slot;

bool live[BLOCKS] = { true, false, false, false };
byte next[BLOCKS] = { none, none, none, none };
bool published[8]; /* CAPACITY for each block */
byte message[8];   /* 16 * sender + number */
byte spare = none;

#define slot_of(block, slot) (block * CAPACITY + slot)

active [SENDERS] proctype sender() {
  byte sent, block, slot, fresh;
  do
  :: sent < EACH ->
    atomic { block = tail_block; slot = tail_slot; tail_slot++; assert(tail_slot < 15) }
    if
    :: slot > CAPACITY -> tail_slot <= CAPACITY
    :: else ->
      if
      :: slot == CAPACITY ->
#ifdef TAKE_SPARE_IN_TWO_STEPS
        fresh = spare;
        spare = none;
#else
        atomic { fresh = spare; spare = none }
#endif
        atomic {
          if
          :: fresh != none
          :: else ->
            if
            :: !live[0] -> fresh = 0
            :: !live[1] -> fresh = 1
            :: !live[2] -> fresh = 2
            :: !live[3] -> fresh = 3
            fi;
            live[fresh] = true;
            published[slot_of(fresh, 0)] = false;
            published[slot_of(fresh, 1)] = false
          fi
        }
#ifndef SPARE_AS_IT_WAS
        d_step { published[slot_of(fresh, 0)] = false; published[slot_of(fresh, 1)] = false }
#endif
        atomic { assert(live[fresh]); next[fresh] = none }
        atomic { tail_block = fresh; tail_slot = 1 }
        atomic { assert(live[block]); next[block] = fresh }
        block = fresh;
        slot = 0
      :: else
      fi;
      atomic { assert(live[block]); message[slot_of(block, slot)] = 16 * _pid + sent }
      atomic { assert(live[block]); published[slot_of(block, slot)] = true }
      sent++
    fi
  :: else -> break
  od
}

active proctype receiving() {
  byte block, slot, received, got;
  byte expected[SENDERS];
  do
  :: received == SENDERS * EACH -> break
  :: received < SENDERS * EACH && slot == CAPACITY ->
    got = block;
#ifdef FREE_BEFORE_LINKED
    tail_block != got -> block = tail_block;
#else
    next[got] != none -> block = next[got];
#endif
    slot = 0;
    if
    :: spare == none -> spare = got
    :: else -> live[got] = false
    fi
  :: slot < CAPACITY && received < SENDERS * EACH && published[slot_of(block, slot)] ->
    d_step {
      assert(live[block]);
      got = message[slot_of(block, slot)];
      assert(got % 16 == expected[got / 16]); /* each sender's in the order it sent them, none twice */
      expected[got / 16]++;
      received++;
      slot++
    }
  od
  assert(live[0] + live[1] + live[2] + live[3] == (spare == none -> 1 : 2)) /* the others are freed */
}

