// SPDX-License-Identifier: MIT
// As the case of the same name in compile_fail/catalogue/.
use std::rc::Rc;
use std::thread;

pub fn rc(value: Rc<i32>) {
    thread::spawn(move || drop(value));
}
