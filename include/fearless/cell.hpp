// SPDX-License-Identifier: MIT
// Cell<T>, RefCell<T>, OnceCell<T> and LazyCell<T, F>: values that may be changed, or filled, through a const
// reference, on one thread.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/cell/borrow.hpp>
#include <fearless/cell/cell.hpp>
#include <fearless/cell/once.hpp>
#include <fearless/cell/ref_cell.hpp>
