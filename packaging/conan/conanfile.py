# SPDX-License-Identifier: MIT
"""The recipe for Conan 2, which packs the checkout that it lies in: conan create packaging/conan"""
import os

from conan import ConanFile
from conan.tools.build import check_min_cppstd
from conan.tools.cmake import CMake, CMakeDeps, CMakeToolchain
from conan.tools.files import copy


class Fearless(ConanFile):
    name = "fearless"
    version = "0.1.0"
    license = "MIT"
    description = "Rust's fearless concurrency for C++20: what would race does not compile"
    topics = ("concurrency", "rust", "header-only")
    package_type = "header-library"
    settings = "os", "arch", "compiler", "build_type"
    no_copy_source = True

    def export_sources(self):
        checkout = os.path.join(self.recipe_folder, "..", "..")
        for pattern in ("CMakeLists.txt", "LICENSE", "*.md", "cmake/*", "docs/*", "examples/*", "include/*", "module/*", "tools/*"):
            copy(self, pattern, checkout, self.export_sources_folder, excludes=("build/*", ".cache/*"))

    def requirements(self):
        self.requires("tl-expected/1.1.0", transitive_headers=True)

    def validate(self):
        check_min_cppstd(self, 20)

    def generate(self):
        CMakeDeps(self).generate()
        toolchain = CMakeToolchain(self)
        for part in ("TESTS", "EXAMPLES", "BENCH"):
            toolchain.cache_variables[f"FEARLESS_BUILD_{part}"] = False
        toolchain.generate()

    def package(self):
        cmake = CMake(self)
        cmake.configure()
        cmake.install()

    def package_id(self):
        self.info.clear()

    def package_info(self):
        # The package's own files for CMake, since they bring the compile-fail module and the components.
        self.cpp_info.set_property("cmake_find_mode", "none")
        self.cpp_info.builddirs = [os.path.join("share", "cmake")]
        self.cpp_info.bindirs = ["bin"]
        self.cpp_info.libdirs = []
