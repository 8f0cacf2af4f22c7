// SPDX-License-Identifier: MIT
// The library as a module: `import fearless;`. It exports every name of fearless/fearless.hpp and the headers beside
// it; macros come from <fearless/macros.hpp>.
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
using fearless::async;
using fearless::AutoTrait;
using fearless::BadResultAccess;
using fearless::Barrier;
using fearless::BarrierWaitResult;
using fearless::BorrowError;
using fearless::BorrowMutError;
using fearless::Box;
using fearless::Cell;
using fearless::chunks_mut;
using fearless::Condvar;
using fearless::CTask;
using fearless::drop;
using fearless::EnableArcFromThis;
using fearless::explain;
using fearless::Explained;
using fearless::has_trait;
using fearless::Home;
using fearless::if_send;
using fearless::if_static;
using fearless::if_sync;
using fearless::if_thread_safe;
using fearless::into_c;
using fearless::is_send_v;
using fearless::is_static_v;
using fearless::is_sync_v;
using fearless::is_thread_safe_v;
#if defined(__cpp_lib_jthread)
using fearless::jthread;
#endif
using fearless::LazyCell;
using fearless::LazyCellPoisonError;
using fearless::LazyLock;
using fearless::Lend;
using fearless::LendError;
using fearless::lock_all;
using fearless::LockOrderHandler;
using fearless::MappedMutexGuard;
using fearless::MappedRwLockReadGuard;
using fearless::MappedRwLockWriteGuard;
using fearless::Move;
using fearless::MoveFn;
using fearless::Mutex;
using fearless::MutexGuard;
using fearless::MutRef;
using fearless::MutSlice;
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
using fearless::set_lock_order_handler;
using fearless::Share;
using fearless::SharedRef;
using fearless::SharedTask;
using fearless::split_at_mut;
using fearless::Static;
using fearless::StaticStr;
using fearless::Sync;
using fearless::SyncFn;
using fearless::Task;
using fearless::task;
using fearless::Then;
using fearless::ThreadSafe;
using fearless::to_shared_ptr;
using fearless::TryLockError;
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
using fearless::UnsafeSend;
using fearless::WaitStopResult;
using fearless::WaitTimeoutResult;
}  // namespace fearless

export namespace fearless::broadcast {
using fearless::broadcast::channel;
using fearless::broadcast::Receiver;
using fearless::broadcast::RecvError;
using fearless::broadcast::Sender;
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
using fearless::mpsc::channel;
using fearless::mpsc::IntoIter;
using fearless::mpsc::Iter;
using fearless::mpsc::Receiver;
using fearless::mpsc::RecvError;
using fearless::mpsc::RecvStopError;
using fearless::mpsc::RecvTimeoutError;
using fearless::mpsc::Sender;
using fearless::mpsc::select;
using fearless::mpsc::select_deadline;
using fearless::mpsc::select_timeout;
using fearless::mpsc::SendError;
using fearless::mpsc::SendStopError;
using fearless::mpsc::SendTimeoutError;
using fearless::mpsc::StopIter;
using fearless::mpsc::sync_channel;
using fearless::mpsc::SyncSender;
using fearless::mpsc::try_select;
using fearless::mpsc::TryIter;
using fearless::mpsc::TryRecvError;
using fearless::mpsc::TrySendError;
}  // namespace fearless::mpsc

export namespace fearless::oneshot {
using fearless::oneshot::channel;
using fearless::oneshot::Receiver;
using fearless::oneshot::Sender;
}  // namespace fearless::oneshot

export namespace fearless::rules {
using fearless::rules::Always;
using fearless::rules::always;
using fearless::rules::Element;
using fearless::rules::if_all;
using fearless::rules::IfAll;
using fearless::rules::Never;
using fearless::rules::never;
using fearless::rules::not_declared;
using fearless::rules::NotDeclared;
using fearless::rules::Obligation;
using fearless::rules::Pointee;
using fearless::rules::row;
}  // namespace fearless::rules

export namespace fearless::thread {
using fearless::thread::available_parallelism;
using fearless::thread::become;
using fearless::thread::Builder;
using fearless::thread::current;
using fearless::thread::id;
using fearless::thread::JoinHandle;
using fearless::thread::name;
using fearless::thread::panicking;
using fearless::thread::park;
using fearless::thread::park_timeout;
using fearless::thread::Scope;
using fearless::thread::scope;
using fearless::thread::scope_all;
using fearless::thread::ScopedJoinHandle;
using fearless::thread::sleep;
using fearless::thread::sleep_until;
using fearless::thread::spawn;
using fearless::thread::StopToken;
using fearless::thread::Thread;
using fearless::thread::ThreadId;
using fearless::thread::Worker;
using fearless::thread::yield_now;
}  // namespace fearless::thread

export namespace fearless::traits {
using fearless::traits::Send;
using fearless::traits::Static;
using fearless::traits::Sync;
using fearless::traits::ThreadSafe;
}  // namespace fearless::traits

export namespace fearless::watch {
using fearless::watch::channel;
using fearless::watch::Receiver;
using fearless::watch::Sender;
}  // namespace fearless::watch

// What the macros name.
export namespace fearless::inline write_a_promise_at_global_scope_behind_its_class {
using fearless::write_a_promise_at_global_scope_behind_its_class::unsafe_impl_dyn_send;
using fearless::write_a_promise_at_global_scope_behind_its_class::unsafe_impl_dyn_static;
using fearless::write_a_promise_at_global_scope_behind_its_class::unsafe_impl_dyn_sync;
using fearless::write_a_promise_at_global_scope_behind_its_class::unsafe_impl_dyn_thread_safe;
using fearless::write_a_promise_at_global_scope_behind_its_class::unsafe_impl_send;
using fearless::write_a_promise_at_global_scope_behind_its_class::unsafe_impl_static;
using fearless::write_a_promise_at_global_scope_behind_its_class::unsafe_impl_sync;
using fearless::write_a_promise_at_global_scope_behind_its_class::unsafe_impl_thread_safe;
}  // namespace fearless::inline write_a_promise_at_global_scope_behind_its_class
export namespace fearless::derive {
using fearless::derive::accepts_negative_declaration;
using fearless::derive::negative_declaration;
using fearless::derive::promisee;
using fearless::derive::TypeList;
}  // namespace fearless::derive
export namespace fearless::detail {
using fearless::detail::BasesOf;
using fearless::detail::borrowed;
using fearless::detail::copied;
using fearless::detail::copy_of;
using fearless::detail::DeclaredAs;
using fearless::detail::Inside;
using fearless::detail::MembersAccess;
using fearless::detail::moved;
using fearless::detail::named;
using fearless::detail::NamedMember;
using fearless::detail::names_of;
using fearless::detail::NoPointer;
using fearless::detail::OfBody;
using fearless::detail::ToCallItAtOncePutAllOfItInParentheses;
using fearless::detail::operator->*;
using fearless::detail::refer_to;
using fearless::detail::share;
using fearless::detail::unless_moved_from;
using fearless::detail::value_of;
using fearless::detail::with_parameters;
}  // namespace fearless::detail
export using ::fearless_hierarchy;
export using ::fearless_promised;

// GCC 16 takes the type information of std::string, which a thread's panic looks for, for that of this unit.
namespace fearless {
extern const std::type_info& type_of_text;
const std::type_info& type_of_text = typeid(std::string);
}  // namespace fearless
