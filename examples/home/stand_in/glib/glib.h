/* SPDX-License-Identifier: MIT
 * What the adapter for GLib uses of GLib's <glib.h>, with the same names, so that it is tested without that library. */
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>

using gpointer = void*;
using gboolean = int;
using GSourceFunc = gboolean (*)(gpointer);
using GDestroyNotify = void (*)(gpointer);
constexpr gboolean G_SOURCE_REMOVE = 0;
constexpr gboolean FALSE = 0;

struct GSource {
  GSourceFunc function = nullptr;
  gpointer data = nullptr;
  GDestroyNotify notify = nullptr;
};
struct GMainContext {
  std::mutex mutex;
  std::condition_variable news;
  std::deque<GSource> sources;
};
struct GMainLoop {
  GMainContext* context;
  bool is_running = true;
};

inline GSource* g_idle_source_new() { return new GSource; }
inline void g_source_set_callback(GSource* source, GSourceFunc function, gpointer data, GDestroyNotify notify) {
  *source = GSource{function, data, notify};
}
/* From any thread. */
inline unsigned g_source_attach(GSource* source, GMainContext* context) {
  const std::lock_guard lock(context->mutex);
  context->sources.push_back(*source);
  context->news.notify_one();
  return 1;
}
inline void g_source_unref(GSource* source) { delete source; }

inline GMainContext* g_main_context_new() { return new GMainContext; }
inline void g_main_context_unref(GMainContext* context) {
  for (const auto& source : context->sources) source.notify(source.data);
  delete context;
}
inline GMainLoop* g_main_loop_new(GMainContext* context, gboolean) { return new GMainLoop{context}; }
inline void g_main_loop_unref(GMainLoop* loop) { delete loop; }
inline void g_main_loop_quit(GMainLoop* loop) { loop->is_running = false; /* on its thread */ }
inline void g_main_loop_run(GMainLoop* loop) {
  while (loop->is_running) {
    std::unique_lock lock(loop->context->mutex);
    while (loop->context->sources.empty()) loop->context->news.wait(lock);
    const GSource source = loop->context->sources.front();
    loop->context->sources.pop_front();
    lock.unlock();
    while (source.function(source.data) != G_SOURCE_REMOVE) {
    }
    if (source.notify != nullptr) source.notify(source.data);
  }
}
