// SPDX-License-Identifier: MIT
// explain<T>(): what it finds in a type, and how it is printed.
#include <fearless/explain.hpp>
#include <fearless/rc.hpp>
#include <fearless/std.hpp>
#include <fearless/sync/mutex.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <sstream>
#include <string>
#include <type_traits>
#include <vector>

namespace {

using fearless::explain;
using fearless::Explained;

struct Cache {
  fearless::Rc<std::string> text;
};
struct Config {
  std::string name;
  std::vector<Cache> caches;
};

TEST(Explain, NamesMembersTypesAndReasons) {
  const Explained config = explain<Config>();
  EXPECT_EQ(config.type(), "Config");
  EXPECT_TRUE(config.name().empty());
  ASSERT_EQ(config.parts().size(), 2U);
  EXPECT_EQ(config.parts()[0].name(), "name");
  EXPECT_EQ(config.parts()[0].type(), "std::string");
  EXPECT_TRUE(config.parts()[0].answers()[0].yes);

  const Explained& caches = config.parts()[1];
  EXPECT_EQ(caches.name(), "caches");
  EXPECT_EQ(caches.type(), "std::vector<Cache>");
  EXPECT_FALSE(caches.answers()[0].yes);
  EXPECT_TRUE(caches.answers()[0].reason.empty()) << "the reason lies deeper";

  ASSERT_EQ(caches.parts().size(), 1U);
  const Explained& text = caches.parts()[0].parts().at(0);
  EXPECT_EQ(text.name(), "text");
  EXPECT_EQ(text.answers()[0].trait, "Send");
  EXPECT_EQ(text.answers()[0].reason, "its reference count is not atomic");
}

TEST(Explain, PrintsTheTree) {
  std::ostringstream out;
  out << explain<Config>();
  EXPECT_EQ(out.str(),
            "Config  not Send  not Sync  Static  not ThreadSafe\n"
            "|-- name: std::string  Send  Sync  Static  not ThreadSafe\n"
            "`-- caches: std::vector<Cache>  not Send  not Sync  Static  not ThreadSafe\n"
            "    `-- Cache  not Send  not Sync  Static  not ThreadSafe\n"
            "        `-- text: fearless::Rc<std::string>  not Send  not Sync  Static  not ThreadSafe\n"
            "                Send, Sync, ThreadSafe: its reference count is not atomic\n");
}

TEST(Explain, ColoursOnlyIfAsked) {
  EXPECT_EQ(explain<int>().text().find('\033'), std::string::npos);
  EXPECT_EQ(explain<int>().text(true),
            "int  \033[32mSend\033[0m  \033[32mSync\033[0m  \033[32mStatic\033[0m  \033[31mnot ThreadSafe\033[0m\n");
}

struct Node {
  int value;
  std::unique_ptr<Node> next;
};
TEST(Explain, PartsOfATemporary) {
  static_assert(std::is_same_v<decltype(explain<Config>().parts()), std::vector<Explained>>);
  static_assert(std::is_same_v<decltype(explain<Config>().name()), std::string>);
  std::string names;
  for (const Explained& part : explain<Config>().parts()) names += part.type() + ' ';
  EXPECT_NE(names.find("std::string "), std::string::npos);
}

TEST(Explain, EndsWhereATypeLeadsBackToItself) {
  const Explained node = explain<Node>();
  ASSERT_EQ(node.parts().size(), 2U);
  EXPECT_TRUE(node.answers()[0].yes);
  ASSERT_EQ(node.parts()[1].parts().size(), 1U);
  EXPECT_TRUE(node.parts()[1].parts()[0].parts().empty());
}

#if defined(__cpp_lib_format)
TEST(Explain, Formats) { EXPECT_EQ(std::format("{}", explain<int>()), explain<int>().text()); }
#endif

}  // namespace
