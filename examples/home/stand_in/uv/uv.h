/* SPDX-License-Identifier: MIT
 * What the adapter for libuv uses of libuv's <uv.h>, with the same names, so that it is tested without that library. */
#pragma once

#include <condition_variable>
#include <mutex>
#include <utility>
#include <vector>

struct uv_async_t;
using uv_async_cb = void (*)(uv_async_t*);
struct uv_handle_t;
using uv_close_cb = void (*)(uv_handle_t*);
enum uv_run_mode { UV_RUN_DEFAULT };

struct uv_loop_t {
  std::mutex mutex;
  std::condition_variable news;
  int handles = 0;
  std::vector<uv_async_t*> woken;
  std::vector<std::pair<uv_handle_t*, uv_close_cb>> closing;
};
struct uv_handle_t {
  void* data = nullptr;
  uv_loop_t* loop = nullptr;
};
struct uv_async_t : uv_handle_t {
  uv_async_cb callback = nullptr;
  bool is_woken = false;
};

inline int uv_loop_init(uv_loop_t*) { return 0; }
inline int uv_loop_close(uv_loop_t* loop) { return loop->handles == 0 ? 0 : -1; }

inline int uv_async_init(uv_loop_t* loop, uv_async_t* async, uv_async_cb callback) {
  async->loop = loop;
  async->callback = callback;
  ++loop->handles;
  return 0;
}
/* From any thread; several calls may become one. */
inline int uv_async_send(uv_async_t* async) {
  const std::lock_guard lock(async->loop->mutex);
  if (!std::exchange(async->is_woken, true)) async->loop->woken.push_back(async);
  async->loop->news.notify_one();
  return 0;
}
inline void uv_close(uv_handle_t* handle, uv_close_cb callback) {
  const std::lock_guard lock(handle->loop->mutex);
  std::erase(handle->loop->woken, static_cast<uv_async_t*>(handle));
  handle->loop->closing.emplace_back(handle, callback);
}
/* Until no handle is left. */
inline int uv_run(uv_loop_t* loop, uv_run_mode) {
  std::unique_lock lock(loop->mutex);
  while (loop->handles != 0) {
    while (loop->woken.empty() && loop->closing.empty()) loop->news.wait(lock);
    const auto woken = std::exchange(loop->woken, {});
    for (auto* const async : woken) async->is_woken = false;
    lock.unlock();
    for (auto* const async : woken) async->callback(async);
    lock.lock();
    const auto closing = std::exchange(loop->closing, {});
    loop->handles -= static_cast<int>(closing.size());
    lock.unlock();
    for (const auto& [handle, callback] : closing) {
      if (callback != nullptr) callback(handle);
    }
    lock.lock();
  }
  return 0;
}
