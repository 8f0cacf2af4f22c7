# SPDX-License-Identifier: MIT
# What Doxygen reads of a header. The base classes of Rc and Arc are internal, but their functions belong to the page of
# each derived class (INLINE_INHERITED_MEMB), so Doxygen must not take them for what EXCLUDE_SYMBOLS names.
s|^namespace fearless::detail {  // in the reference$|namespace fearless {|
s/detail::\(StrongHandle\|WeakHandle\|SliceHandle\|WeakSliceHandle\)\b/\1/g
