// SPDX-License-Identifier: MIT
// As the case of the same name in compile_fail/catalogue/.
use std::thread;

pub fn capture(mut count: i32) {
    thread::spawn(|| count += 1);
}
