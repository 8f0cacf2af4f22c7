// SPDX-License-Identifier: MIT
// Which header of fearless/std has the rule of which class of the standard library.
// Written by tools/catalogue/make_header_table.py: do not edit.
#pragma once

#include <fearless/detail/language.hpp>  // first

#include <fearless/derive/members/count/tables.hpp>

namespace fearless {

namespace rules::because {
// clang-format off
struct fearless_std_any_hpp { static constexpr const char* include = "#include <fearless/std/any.hpp>"; };
struct fearless_std_atomic_hpp { static constexpr const char* include = "#include <fearless/std/atomic.hpp>"; };
struct fearless_std_barrier_hpp { static constexpr const char* include = "#include <fearless/std/barrier.hpp>"; };
struct fearless_std_bitset_hpp { static constexpr const char* include = "#include <fearless/std/bitset.hpp>"; };
struct fearless_std_chrono_hpp { static constexpr const char* include = "#include <fearless/std/chrono.hpp>"; };
struct fearless_std_compare_hpp { static constexpr const char* include = "#include <fearless/std/compare.hpp>"; };
struct fearless_std_complex_hpp { static constexpr const char* include = "#include <fearless/std/complex.hpp>"; };
struct fearless_std_condition_variable_hpp { static constexpr const char* include = "#include <fearless/std/condition_variable.hpp>"; };
struct fearless_std_coroutine_hpp { static constexpr const char* include = "#include <fearless/std/coroutine.hpp>"; };
struct fearless_std_deque_hpp { static constexpr const char* include = "#include <fearless/std/deque.hpp>"; };
struct fearless_std_exception_hpp { static constexpr const char* include = "#include <fearless/std/exception.hpp>"; };
struct fearless_std_expected_hpp { static constexpr const char* include = "#include <fearless/std/expected.hpp>"; };
struct fearless_std_filesystem_hpp { static constexpr const char* include = "#include <fearless/std/filesystem.hpp>"; };
struct fearless_std_flat_map_hpp { static constexpr const char* include = "#include <fearless/std/flat_map.hpp>"; };
struct fearless_std_flat_set_hpp { static constexpr const char* include = "#include <fearless/std/flat_set.hpp>"; };
struct fearless_std_format_hpp { static constexpr const char* include = "#include <fearless/std/format.hpp>"; };
struct fearless_std_forward_list_hpp { static constexpr const char* include = "#include <fearless/std/forward_list.hpp>"; };
struct fearless_std_fstream_hpp { static constexpr const char* include = "#include <fearless/std/fstream.hpp>"; };
struct fearless_std_functional_hpp { static constexpr const char* include = "#include <fearless/std/functional.hpp>"; };
struct fearless_std_future_hpp { static constexpr const char* include = "#include <fearless/std/future.hpp>"; };
struct fearless_std_generator_hpp { static constexpr const char* include = "#include <fearless/std/generator.hpp>"; };
struct fearless_std_initializer_list_hpp { static constexpr const char* include = "#include <fearless/std/initializer_list.hpp>"; };
struct fearless_std_inplace_vector_hpp { static constexpr const char* include = "#include <fearless/std/inplace_vector.hpp>"; };
struct fearless_std_ios_hpp { static constexpr const char* include = "#include <fearless/std/ios.hpp>"; };
struct fearless_std_istream_hpp { static constexpr const char* include = "#include <fearless/std/istream.hpp>"; };
struct fearless_std_iterator_hpp { static constexpr const char* include = "#include <fearless/std/iterator.hpp>"; };
struct fearless_std_latch_hpp { static constexpr const char* include = "#include <fearless/std/latch.hpp>"; };
struct fearless_std_list_hpp { static constexpr const char* include = "#include <fearless/std/list.hpp>"; };
struct fearless_std_locale_hpp { static constexpr const char* include = "#include <fearless/std/locale.hpp>"; };
struct fearless_std_map_hpp { static constexpr const char* include = "#include <fearless/std/map.hpp>"; };
struct fearless_std_mdspan_hpp { static constexpr const char* include = "#include <fearless/std/mdspan.hpp>"; };
struct fearless_std_memory_hpp { static constexpr const char* include = "#include <fearless/std/memory.hpp>"; };
struct fearless_std_memory_resource_hpp { static constexpr const char* include = "#include <fearless/std/memory_resource.hpp>"; };
struct fearless_std_mutex_hpp { static constexpr const char* include = "#include <fearless/std/mutex.hpp>"; };
struct fearless_std_new_hpp { static constexpr const char* include = "#include <fearless/std/new.hpp>"; };
struct fearless_std_optional_hpp { static constexpr const char* include = "#include <fearless/std/optional.hpp>"; };
struct fearless_std_ostream_hpp { static constexpr const char* include = "#include <fearless/std/ostream.hpp>"; };
struct fearless_std_queue_hpp { static constexpr const char* include = "#include <fearless/std/queue.hpp>"; };
struct fearless_std_random_hpp { static constexpr const char* include = "#include <fearless/std/random.hpp>"; };
struct fearless_std_ranges_hpp { static constexpr const char* include = "#include <fearless/std/ranges.hpp>"; };
struct fearless_std_regex_hpp { static constexpr const char* include = "#include <fearless/std/regex.hpp>"; };
struct fearless_std_scoped_allocator_hpp { static constexpr const char* include = "#include <fearless/std/scoped_allocator.hpp>"; };
struct fearless_std_semaphore_hpp { static constexpr const char* include = "#include <fearless/std/semaphore.hpp>"; };
struct fearless_std_set_hpp { static constexpr const char* include = "#include <fearless/std/set.hpp>"; };
struct fearless_std_shared_mutex_hpp { static constexpr const char* include = "#include <fearless/std/shared_mutex.hpp>"; };
struct fearless_std_source_location_hpp { static constexpr const char* include = "#include <fearless/std/source_location.hpp>"; };
struct fearless_std_span_hpp { static constexpr const char* include = "#include <fearless/std/span.hpp>"; };
struct fearless_std_spanstream_hpp { static constexpr const char* include = "#include <fearless/std/spanstream.hpp>"; };
struct fearless_std_sstream_hpp { static constexpr const char* include = "#include <fearless/std/sstream.hpp>"; };
struct fearless_std_stack_hpp { static constexpr const char* include = "#include <fearless/std/stack.hpp>"; };
struct fearless_std_stacktrace_hpp { static constexpr const char* include = "#include <fearless/std/stacktrace.hpp>"; };
struct fearless_std_stdexcept_hpp { static constexpr const char* include = "#include <fearless/std/stdexcept.hpp>"; };
struct fearless_std_stop_token_hpp { static constexpr const char* include = "#include <fearless/std/stop_token.hpp>"; };
struct fearless_std_streambuf_hpp { static constexpr const char* include = "#include <fearless/std/streambuf.hpp>"; };
struct fearless_std_string_hpp { static constexpr const char* include = "#include <fearless/std/string.hpp>"; };
struct fearless_std_string_view_hpp { static constexpr const char* include = "#include <fearless/std/string_view.hpp>"; };
struct fearless_std_syncstream_hpp { static constexpr const char* include = "#include <fearless/std/syncstream.hpp>"; };
struct fearless_std_system_error_hpp { static constexpr const char* include = "#include <fearless/std/system_error.hpp>"; };
struct fearless_std_text_encoding_hpp { static constexpr const char* include = "#include <fearless/std/text_encoding.hpp>"; };
struct fearless_std_thread_hpp { static constexpr const char* include = "#include <fearless/std/thread.hpp>"; };
struct fearless_std_tuple_hpp { static constexpr const char* include = "#include <fearless/std/tuple.hpp>"; };
struct fearless_std_typeindex_hpp { static constexpr const char* include = "#include <fearless/std/typeindex.hpp>"; };
struct fearless_std_typeinfo_hpp { static constexpr const char* include = "#include <fearless/std/typeinfo.hpp>"; };
struct fearless_std_unordered_map_hpp { static constexpr const char* include = "#include <fearless/std/unordered_map.hpp>"; };
struct fearless_std_unordered_set_hpp { static constexpr const char* include = "#include <fearless/std/unordered_set.hpp>"; };
struct fearless_std_utility_hpp { static constexpr const char* include = "#include <fearless/std/utility.hpp>"; };
struct fearless_std_valarray_hpp { static constexpr const char* include = "#include <fearless/std/valarray.hpp>"; };
struct fearless_std_variant_hpp { static constexpr const char* include = "#include <fearless/std/variant.hpp>"; };
struct fearless_std_vector_hpp { static constexpr const char* include = "#include <fearless/std/vector.hpp>"; };
// clang-format on
}  // namespace rules::because

namespace derive {
// clang-format off
using StdHeaders = TypeList<
  rules::because::fearless_std_any_hpp,
  rules::because::fearless_std_atomic_hpp,
  rules::because::fearless_std_barrier_hpp,
  rules::because::fearless_std_bitset_hpp,
  rules::because::fearless_std_chrono_hpp,
  rules::because::fearless_std_compare_hpp,
  rules::because::fearless_std_complex_hpp,
  rules::because::fearless_std_condition_variable_hpp,
  rules::because::fearless_std_coroutine_hpp,
  rules::because::fearless_std_deque_hpp,
  rules::because::fearless_std_exception_hpp,
  rules::because::fearless_std_expected_hpp,
  rules::because::fearless_std_filesystem_hpp,
  rules::because::fearless_std_flat_map_hpp,
  rules::because::fearless_std_flat_set_hpp,
  rules::because::fearless_std_format_hpp,
  rules::because::fearless_std_forward_list_hpp,
  rules::because::fearless_std_fstream_hpp,
  rules::because::fearless_std_functional_hpp,
  rules::because::fearless_std_future_hpp,
  rules::because::fearless_std_generator_hpp,
  rules::because::fearless_std_initializer_list_hpp,
  rules::because::fearless_std_inplace_vector_hpp,
  rules::because::fearless_std_ios_hpp,
  rules::because::fearless_std_istream_hpp,
  rules::because::fearless_std_iterator_hpp,
  rules::because::fearless_std_latch_hpp,
  rules::because::fearless_std_list_hpp,
  rules::because::fearless_std_locale_hpp,
  rules::because::fearless_std_map_hpp,
  rules::because::fearless_std_mdspan_hpp,
  rules::because::fearless_std_memory_hpp,
  rules::because::fearless_std_memory_resource_hpp,
  rules::because::fearless_std_mutex_hpp,
  rules::because::fearless_std_new_hpp,
  rules::because::fearless_std_optional_hpp,
  rules::because::fearless_std_ostream_hpp,
  rules::because::fearless_std_queue_hpp,
  rules::because::fearless_std_random_hpp,
  rules::because::fearless_std_ranges_hpp,
  rules::because::fearless_std_regex_hpp,
  rules::because::fearless_std_scoped_allocator_hpp,
  rules::because::fearless_std_semaphore_hpp,
  rules::because::fearless_std_set_hpp,
  rules::because::fearless_std_shared_mutex_hpp,
  rules::because::fearless_std_source_location_hpp,
  rules::because::fearless_std_span_hpp,
  rules::because::fearless_std_spanstream_hpp,
  rules::because::fearless_std_sstream_hpp,
  rules::because::fearless_std_stack_hpp,
  rules::because::fearless_std_stacktrace_hpp,
  rules::because::fearless_std_stdexcept_hpp,
  rules::because::fearless_std_stop_token_hpp,
  rules::because::fearless_std_streambuf_hpp,
  rules::because::fearless_std_string_hpp,
  rules::because::fearless_std_string_view_hpp,
  rules::because::fearless_std_syncstream_hpp,
  rules::because::fearless_std_system_error_hpp,
  rules::because::fearless_std_text_encoding_hpp,
  rules::because::fearless_std_thread_hpp,
  rules::because::fearless_std_tuple_hpp,
  rules::because::fearless_std_typeindex_hpp,
  rules::because::fearless_std_typeinfo_hpp,
  rules::because::fearless_std_unordered_map_hpp,
  rules::because::fearless_std_unordered_set_hpp,
  rules::because::fearless_std_utility_hpp,
  rules::because::fearless_std_valarray_hpp,
  rules::because::fearless_std_variant_hpp,
  rules::because::fearless_std_vector_hpp>;
// A line for each header, a space after each class. (One text costs the compiler next to nothing; it is searched only
// for what is to be refused.)
inline constexpr const char* std_header_classes =
  "any bad_any_cast \n"
  "atomic atomic_flag atomic_ref \n"
  "barrier \n"
  "bitset \n"
  "chrono::ambiguous_local_time chrono::day chrono::duration chrono::hh_mm_ss chrono::leap_second chrono::month chrono::month_day chrono::month_day_last chrono::month_weekday chrono::month_weekday_last chrono::nonexistent_local_time chrono::time_point chrono::time_zone chrono::time_zone_link chrono::tzdb chrono::tzdb_list chrono::tzdb_list::const_iterator chrono::weekday chrono::weekday_indexed chrono::weekday_last chrono::year chrono::year_month chrono::year_month_day chrono::year_month_day_last chrono::year_month_weekday chrono::year_month_weekday_last chrono::zoned_time \n"
  "partial_ordering strong_ordering weak_ordering \n"
  "complex \n"
  "condition_variable condition_variable_any \n"
  "coroutine_handle \n"
  "deque \n"
  "bad_exception exception exception_ptr nested_exception \n"
  "bad_expected_access expected unexpected \n"
  "filesystem::directory_entry filesystem::directory_iterator filesystem::file_status filesystem::filesystem_error filesystem::path filesystem::path::iterator filesystem::recursive_directory_iterator filesystem::space_info \n"
  "flat_map flat_multimap \n"
  "flat_multiset flat_set \n"
  "basic_format_arg basic_format_args basic_format_context basic_format_parse_context basic_format_string format_context format_error wformat_context \n"
  "forward_list \n"
  "basic_filebuf basic_fstream basic_ifstream basic_ofstream filebuf fstream ifstream ofstream wfilebuf wfstream wifstream wofstream \n"
  "bad_function_call boyer_moore_horspool_searcher boyer_moore_searcher copyable_function default_searcher function function_ref move_only_function reference_wrapper \n"
  "future future_error packaged_task promise shared_future \n"
  "generator \n"
  "initializer_list \n"
  "inplace_vector \n"
  "basic_ios fpos ios ios_base ios_base::failure wios \n"
  "basic_iostream basic_istream iostream istream wiostream wistream \n"
  "back_insert_iterator basic_const_iterator common_iterator counted_iterator front_insert_iterator insert_iterator istream_iterator istreambuf_iterator move_iterator move_sentinel ostream_iterator ostreambuf_iterator reverse_iterator \n"
  "latch \n"
  "list \n"
  "codecvt codecvt_byname collate collate_byname ctype ctype_byname locale locale::facet locale::id messages messages_byname money_get money_put moneypunct moneypunct_byname num_get num_put numpunct numpunct_byname time_get time_get_byname time_put time_put_byname \n"
  "map multimap \n"
  "extents layout_left::mapping layout_right::mapping layout_stride::mapping mdspan \n"
  "bad_weak_ptr enable_shared_from_this indirect inout_ptr_t out_ptr_t polymorphic shared_ptr unique_ptr weak_ptr \n"
  "pmr::memory_resource pmr::monotonic_buffer_resource pmr::polymorphic_allocator pmr::synchronized_pool_resource pmr::unsynchronized_pool_resource \n"
  "lock_guard mutex once_flag recursive_mutex recursive_timed_mutex scoped_lock timed_mutex unique_lock \n"
  "bad_alloc bad_array_new_length \n"
  "bad_optional_access optional \n"
  "basic_ostream ostream wostream \n"
  "priority_queue queue \n"
  "bernoulli_distribution binomial_distribution cauchy_distribution chi_squared_distribution discard_block_engine discrete_distribution exponential_distribution extreme_value_distribution fisher_f_distribution gamma_distribution geometric_distribution independent_bits_engine linear_congruential_engine lognormal_distribution mersenne_twister_engine negative_binomial_distribution normal_distribution philox_engine piecewise_constant_distribution piecewise_linear_distribution poisson_distribution random_device seed_seq shuffle_order_engine student_t_distribution subtract_with_carry_engine uniform_int_distribution uniform_real_distribution weibull_distribution \n"
  "ranges::adjacent_transform_view ranges::adjacent_view ranges::as_const_view ranges::as_input_view ranges::as_rvalue_view ranges::basic_istream_view ranges::cache_latest_view ranges::cartesian_product_view ranges::chunk_by_view ranges::chunk_view ranges::common_view ranges::concat_view ranges::drop_view ranges::drop_while_view ranges::elements_view ranges::enumerate_view ranges::filter_view ranges::iota_view ranges::join_view ranges::join_with_view ranges::lazy_split_view ranges::owning_view ranges::ref_view ranges::repeat_view ranges::reverse_view ranges::single_view ranges::slide_view ranges::split_view ranges::stride_view ranges::subrange ranges::take_view ranges::take_while_view ranges::transform_view ranges::zip_transform_view ranges::zip_view \n"
  "basic_regex cmatch cregex_iterator cregex_token_iterator csub_match match_results regex regex_error regex_iterator regex_token_iterator regex_traits smatch sregex_iterator sregex_token_iterator ssub_match sub_match wcmatch wcregex_iterator wcregex_token_iterator wcsub_match wregex wsmatch wsregex_iterator wsregex_token_iterator wssub_match \n"
  "scoped_allocator_adaptor \n"
  "counting_semaphore \n"
  "multiset set \n"
  "shared_lock shared_mutex shared_timed_mutex \n"
  "source_location \n"
  "span \n"
  "basic_ispanstream basic_ospanstream basic_spanbuf basic_spanstream \n"
  "basic_istringstream basic_ostringstream basic_stringbuf basic_stringstream istringstream ostringstream stringbuf stringstream wistringstream wostringstream wstringbuf wstringstream \n"
  "stack \n"
  "basic_stacktrace stacktrace_entry \n"
  "domain_error invalid_argument length_error logic_error out_of_range overflow_error range_error runtime_error underflow_error \n"
  "stop_callback stop_source stop_token \n"
  "basic_streambuf streambuf wstreambuf \n"
  "basic_string string u16string u32string u8string wstring \n"
  "basic_string_view string_view u16string_view u32string_view u8string_view wstring_view \n"
  "basic_osyncstream basic_syncbuf \n"
  "error_category error_code error_condition system_error \n"
  "text_encoding text_encoding::aliases_view \n"
  "jthread thread thread::id \n"
  "tuple \n"
  "type_index \n"
  "bad_cast bad_typeid type_info \n"
  "unordered_map unordered_multimap \n"
  "unordered_multiset unordered_set \n"
  "pair \n"
  "gslice gslice_array indirect_array mask_array slice slice_array valarray \n"
  "bad_variant_access variant \n"
  "vector \n"
  ;
// clang-format on
}  // namespace derive

}  // namespace fearless
