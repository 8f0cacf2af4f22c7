// SPDX-License-Identifier: MIT
// As the case of the same name in compile_fail/catalogue/.
use std::thread;

pub struct Buffer {
    pub data: *mut i32,
}

pub fn raw_pointer(buffer: Buffer) {
    thread::spawn(move || drop(buffer));
}
