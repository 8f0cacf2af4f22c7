// SPDX-License-Identifier: MIT
// The library as a module: `import fearless;`. It exports every name of fearless/fearless.hpp and the headers beside it;
// macros come from <fearless/macros.hpp>.
module;

#include <fearless/explain.hpp>
#include <fearless/fearless.hpp>
#include <fearless/members.hpp>
#include <fearless/move_fn.hpp>
#include <fearless/share.hpp>
#include <fearless/std.hpp>

#include <string>
#include <typeinfo>

export module fearless;

export namespace fearless {
using fearless::Answer;
using fearless::Arc;
using fearless::ArcWeak;
using fearless::AutoTrait;
using fearless::BadResultAccess;
using fearless::Barrier;
using fearless::BarrierWaitResult;
using fearless::BorrowError;
using fearless::BorrowMutError;
using fearless::Box;
using fearless::CTask;
using fearless::Cell;
using fearless::Condvar;
using fearless::EnableArcFromThis;
using fearless::Explained;
using fearless::Home;
using fearless::LazyCell;
using fearless::LazyCellPoisonError;
using fearless::LazyLock;
using fearless::Lend;
using fearless::LendError;
using fearless::LockOrderHandler;
using fearless::MappedMutexGuard;
using fearless::MappedRwLockReadGuard;
using fearless::MappedRwLockWriteGuard;
using fearless::Move;
using fearless::MoveFn;
using fearless::MutRef;
using fearless::MutSlice;
using fearless::Mutex;
using fearless::MutexGuard;
using fearless::NamedBases;
using fearless::NotSend;
using fearless::NotSync;
using fearless::Once;
using fearless::OnceCell;
using fearless::OnceLock;
using fearless::OncePoisonError;
using fearless::OnceState;
using fearless::OwnedSemaphorePermit;
using fearless::Panic;
using fearless::PhantomData;
using fearless::PoisonError;
using fearless::Rc;
using fearless::RcWeak;
using fearless::Ref;
using fearless::RefCell;
using fearless::RefMut;
using fearless::Remote;
using fearless::Result;
using fearless::RwLock;
using fearless::RwLockReadGuard;
using fearless::RwLockWriteGuard;
using fearless::Semaphore;
using fearless::SemaphorePermit;
using fearless::Send;
using fearless::SendFn;
using fearless::Share;
using fearless::SharedRef;
using fearless::SharedTask;
using fearless::Static;
using fearless::StaticStr;
using fearless::Sync;
using fearless::SyncFn;
using fearless::Task;
using fearless::Then;
using fearless::ThreadSafe;
using fearless::TryLockError;
using fearless::UnsafeSend;
using fearless::WaitStopResult;
using fearless::WaitTimeoutResult;
using fearless::async;
using fearless::chunks_mut;
using fearless::drop;
using fearless::explain;
using fearless::has_trait;
using fearless::if_send;
using fearless::if_static;
using fearless::if_sync;
using fearless::if_thread_safe;
using fearless::into_c;
using fearless::is_send_v;
using fearless::is_static_v;
using fearless::is_sync_v;
using fearless::is_thread_safe_v;
using fearless::jthread;
using fearless::lock_all;
using fearless::set_lock_order_handler;
using fearless::split_at_mut;
using fearless::task;
using fearless::unexpect_t;
using fearless::unexpected;
using fearless::unsafe_impl_dyn_send;
using fearless::unsafe_impl_dyn_static;
using fearless::unsafe_impl_dyn_sync;
using fearless::unsafe_impl_dyn_thread_safe;
using fearless::unsafe_impl_send;
using fearless::unsafe_impl_static;
using fearless::unsafe_impl_sync;
using fearless::unsafe_impl_thread_safe;
using fearless::unsafe_send;
}  // namespace fearless

export namespace fearless::broadcast {
using fearless::broadcast::Receiver;
using fearless::broadcast::RecvError;
using fearless::broadcast::Sender;
using fearless::broadcast::channel;
}  // namespace fearless::broadcast

export namespace fearless::home {
using fearless::home::Gone;
using fearless::home::OnThread;
using fearless::home::Queue;
using fearless::home::Resident;
using fearless::home::Residents;
using fearless::home::Serial;
using fearless::home::Thread;
using fearless::home::WaitError;
}  // namespace fearless::home

export namespace fearless::mpsc {
using fearless::mpsc::IntoIter;
using fearless::mpsc::Iter;
using fearless::mpsc::Receiver;
using fearless::mpsc::RecvError;
using fearless::mpsc::RecvStopError;
using fearless::mpsc::RecvTimeoutError;
using fearless::mpsc::SendError;
using fearless::mpsc::SendTimeoutError;
using fearless::mpsc::Sender;
using fearless::mpsc::StopIter;
using fearless::mpsc::SyncSender;
using fearless::mpsc::TryIter;
using fearless::mpsc::TryRecvError;
using fearless::mpsc::TrySendError;
using fearless::mpsc::channel;
using fearless::mpsc::sync_channel;
}  // namespace fearless::mpsc

export namespace fearless::oneshot {
using fearless::oneshot::Receiver;
using fearless::oneshot::Sender;
using fearless::oneshot::channel;
}  // namespace fearless::oneshot

export namespace fearless::rules {
using fearless::rules::Always;
using fearless::rules::Element;
using fearless::rules::IfAll;
using fearless::rules::Never;
using fearless::rules::NotDeclared;
using fearless::rules::Obligation;
using fearless::rules::Pointee;
using fearless::rules::always;
using fearless::rules::if_all;
using fearless::rules::never;
using fearless::rules::not_declared;
using fearless::rules::row;
}  // namespace fearless::rules

export namespace fearless::thread {
using fearless::thread::Builder;
using fearless::thread::JoinHandle;
using fearless::thread::Scope;
using fearless::thread::ScopedJoinHandle;
using fearless::thread::StopToken;
using fearless::thread::Thread;
using fearless::thread::ThreadId;
using fearless::thread::Worker;
using fearless::thread::available_parallelism;
using fearless::thread::become;
using fearless::thread::current;
using fearless::thread::id;
using fearless::thread::name;
using fearless::thread::panicking;
using fearless::thread::park;
using fearless::thread::park_timeout;
using fearless::thread::scope;
using fearless::thread::scope_all;
using fearless::thread::sleep;
using fearless::thread::sleep_until;
using fearless::thread::spawn;
using fearless::thread::yield_now;
}  // namespace fearless::thread

export namespace fearless::traits {
using fearless::traits::Send;
using fearless::traits::Static;
using fearless::traits::Sync;
using fearless::traits::ThreadSafe;
}  // namespace fearless::traits

export namespace fearless::watch {
using fearless::watch::Receiver;
using fearless::watch::Sender;
using fearless::watch::channel;
}  // namespace fearless::watch

// GCC 16 takes the type information of std::string, which a thread's panic looks for, for that of this unit.
namespace fearless {
extern const std::type_info& type_of_text;
const std::type_info& type_of_text = typeid(std::string);
}  // namespace fearless
