// SPDX-License-Identifier: MIT
// Once, OnceLock<T> and LazyLock<T, F>: an action that several threads may request and one of them performs, once.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/sync/once/lazy_lock.hpp>
#include <fearless/sync/once/once.hpp>
#include <fearless/sync/once/once_lock.hpp>
