// SPDX-License-Identifier: MIT
// The rows of <random>.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/derive/support/type_name.hpp>
#include <fearless/std/kinds.hpp>

#include <random>

namespace fearless::rules {

// Why: it owns the numbers of its state.
template <class N, N A, N C, N M>
struct row<std::linear_congruential_engine<N, A, C, M>> : kind::owner<N> {};
template <class N, std::size_t W, std::size_t Size, std::size_t Shift, std::size_t R, N A, std::size_t U, N D,
          std::size_t S, N B, std::size_t T, N C, std::size_t L, N F>
struct row<std::mersenne_twister_engine<N, W, Size, Shift, R, A, U, D, S, B, T, C, L, F>> : kind::owner<N> {};
template <class N, std::size_t W, std::size_t S, std::size_t R>
struct row<std::subtract_with_carry_engine<N, W, S, R>> : kind::owner<N> {};

#ifdef __cpp_lib_philox_engine
// Why: it owns the numbers of its state.
template <class N, std::size_t W, std::size_t Words, std::size_t Rounds, N... C>
struct row<std::philox_engine<N, W, Words, Rounds, C...>> : kind::owner<N> {};
#endif

// Why: it owns an engine, and numbers.
template <class Engine, std::size_t P, std::size_t R>
struct row<std::discard_block_engine<Engine, P, R>> : kind::owner<Engine> {};
template <class Engine, std::size_t W, class N>
struct row<std::independent_bits_engine<Engine, W, N>> : kind::owner<Engine, N> {};
template <class Engine, std::size_t K>
struct row<std::shuffle_order_engine<Engine, K>> : kind::owner<Engine> {};

// Why: it reads from the system, with a handle of its own.
template <>
struct row<std::random_device> : kind::unsynchronized {};

// Why: it owns numbers.
template <>
struct row<std::seed_seq> : kind::value {};

// Why: it owns its parameters, and possibly one number that it has drawn in advance.
template <>
struct row<std::bernoulli_distribution> : kind::value {};
template <class N>
struct row<std::uniform_int_distribution<N>> : kind::owner<N> {};
template <class N>
struct row<std::uniform_real_distribution<N>> : kind::owner<N> {};
template <class N>
struct row<std::binomial_distribution<N>> : kind::owner<N> {};
template <class N>
struct row<std::geometric_distribution<N>> : kind::owner<N> {};
template <class N>
struct row<std::negative_binomial_distribution<N>> : kind::owner<N> {};
template <class N>
struct row<std::poisson_distribution<N>> : kind::owner<N> {};
template <class N>
struct row<std::exponential_distribution<N>> : kind::owner<N> {};
template <class N>
struct row<std::gamma_distribution<N>> : kind::owner<N> {};
template <class N>
struct row<std::weibull_distribution<N>> : kind::owner<N> {};
template <class N>
struct row<std::extreme_value_distribution<N>> : kind::owner<N> {};
template <class N>
struct row<std::normal_distribution<N>> : kind::owner<N> {};
template <class N>
struct row<std::lognormal_distribution<N>> : kind::owner<N> {};
template <class N>
struct row<std::chi_squared_distribution<N>> : kind::owner<N> {};
template <class N>
struct row<std::cauchy_distribution<N>> : kind::owner<N> {};
template <class N>
struct row<std::fisher_f_distribution<N>> : kind::owner<N> {};
template <class N>
struct row<std::student_t_distribution<N>> : kind::owner<N> {};
template <class N>
struct row<std::discrete_distribution<N>> : kind::owner<N> {};
template <class N>
struct row<std::piecewise_constant_distribution<N>> : kind::owner<N> {};
template <class N>
struct row<std::piecewise_linear_distribution<N>> : kind::owner<N> {};

// Why: it consists of the parameters of a distribution that has a row. (The name is inspected first, because a look
// into an arbitrary class would complete it.)
template <class Param>
  requires(derive::type_name<Param>().ends_with(derive::text("::param_type"))) &&
          requires { sizeof(row<typename Param::distribution_type>); } &&
          std::is_same_v<Param, typename Param::distribution_type::param_type>
struct row<Param> : row<typename Param::distribution_type> {};

}  // namespace fearless::rules
