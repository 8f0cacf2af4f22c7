// SPDX-License-Identifier: MIT
// As the case of the same name in compile_fail/catalogue/.
use std::cell::Cell;
use std::sync::Arc;
use std::thread;

pub struct Counters {
    pub hits: Cell<i32>,
}

pub fn cell() {
    let counters = Arc::new(Counters { hits: Cell::new(0) });
    thread::spawn(move || counters.hits.set(1));
}
